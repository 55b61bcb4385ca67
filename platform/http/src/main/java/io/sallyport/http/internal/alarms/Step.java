package io.sallyport.http.internal.alarms;

import io.sallyport.http.internal.area.JsonBody;
import io.sallyport.identity.Roles;
import io.sallyport.operations.AlarmStep;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The last part of a path that does something with an alarm: who may, as at the console, and what its body has beside {@code seen}. */
enum Step {
  ACKNOWLEDGE(Set.of(Roles.OPERATOR, Roles.ADMIN), Set.of("seen", "comment")) {
    @Override
    AlarmStep read(JsonBody body) {
      return new AlarmStep.Acknowledge(body.optionalText("comment"));
    }
  },
  SHELVE(Set.of(Roles.OPERATOR, Roles.ADMIN), Set.of("seen", "reason", "minutes")) {
    @Override
    AlarmStep read(JsonBody body) {
      return new AlarmStep.Shelve(Duration.ofMinutes(Math.max(0, Math.min(LONGEST, body.whole("minutes")))), body.text("reason"));
    }
  },
  UNSHELVE(Set.of(Roles.OPERATOR, Roles.ADMIN), Set.of("seen")) {
    @Override
    AlarmStep read(JsonBody body) {
      return new AlarmStep.Unshelve();
    }
  },
  DISABLE(Set.of(Roles.INTEGRATOR, Roles.ADMIN), Set.of("seen", "reason")) {
    @Override
    AlarmStep read(JsonBody body) {
      return new AlarmStep.Disable(body.text("reason"));
    }
  },
  ENABLE(Set.of(Roles.INTEGRATOR, Roles.ADMIN), Set.of("seen")) {
    @Override
    AlarmStep read(JsonBody body) {
      return new AlarmStep.Enable();
    }
  };

  /** Minutes that a duration surely holds; the service has the site's bound. */
  private static final long LONGEST = Integer.MAX_VALUE;

  private final Set<String> roles;
  private final Set<String> members;

  Step(Set<String> roles, Set<String> members) {
    this.roles = roles;
    this.members = members;
  }

  abstract AlarmStep read(JsonBody body);

  Set<String> roles() {
    return roles;
  }

  Set<String> members() {
    return members;
  }

  static Optional<Step> named(String name) {
    return Arrays.stream(values()).filter(step -> step.name().toLowerCase(Locale.ROOT).equals(name)).findFirst();
  }
}
