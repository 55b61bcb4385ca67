package io.sallyport.http.internal.models;

import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.JsonBody;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.TrafficChange;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The last part of a path that plans something with a model's candidate, and what its body has. */
enum PlanStep {
  SHADOW(Set.of("version")) {
    @Override
    TrafficChange read(String model, JsonBody body) {
      return new TrafficChange.Shadow(model, body.text("version"));
    }
  },
  CANARY(Set.of("version", "percent", "assets", "despite")) {
    @Override
    TrafficChange read(String model, JsonBody body) {
      long percent = body.optionalWhole("percent").orElse(0L);
      if (percent < 0 || percent > HUNDRED) {
        throw HttpRefusal.of(400, "SP-HTTP-0032", "the member percent is not within 0 to " + HUNDRED, "body", "see openapi.yaml");
      }
      return new TrafficChange.Canary(model, body.text("version"), (int) percent, body.texts("assets"));
    }
  },
  PROMOTE(Set.of("despite")) {
    @Override
    TrafficChange read(String model, JsonBody body) {
      return new TrafficChange.Promote(model);
    }
  },
  WITHDRAW(Set.of()) {
    @Override
    TrafficChange read(String model, JsonBody body) {
      return new TrafficChange.Withdraw(model);
    }
  };

  private static final int HUNDRED = 100;
  private final Set<String> members;

  PlanStep(Set<String> members) {
    this.members = members;
  }

  abstract TrafficChange read(String model, JsonBody body);

  /** What the console's verb plans, for a candidate that is not healthy only with {@code despite}. */
  PlanRequest request(String model, JsonBody body) {
    PlanRequest request = PlanRequest.of(read(model, body));
    return members.contains("despite") ? body.optionalText("despite").map(request::despite).orElse(request) : request;
  }

  Set<String> members() {
    return members;
  }

  static Optional<PlanStep> named(String name) {
    return Arrays.stream(values()).filter(step -> step.name().toLowerCase(Locale.ROOT).equals(name)).findFirst();
  }
}
