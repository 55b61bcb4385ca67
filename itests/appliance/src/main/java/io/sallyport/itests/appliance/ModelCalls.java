package io.sallyport.itests.appliance;

import io.sallyport.trust.JsonObject;
import java.time.Duration;

/** Waits for the appliance's own counters to move. */
final class ModelCalls {
  private static final Duration SOON = Duration.ofSeconds(60);

  private ModelCalls() {}

  /** Until calls of the model are being completed. */
  static void untilInferring(Appliance appliance, String model) {
    long before = calls(appliance, model);
    Await.until("calls of " + model + " are being completed", SOON, () -> calls(appliance, model) > before + 1000);
  }

  private static long calls(Appliance appliance, String model) {
    return appliance.console(User.ADA).run("model:list --json").jsonList().stream().filter(entry -> entry.string("name").equals(model))
        .mapToLong(entry -> entry.optionalInteger("calls").orElse(0L)).sum();
  }
}
