package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.JsonObject;

/**
 * Swaps of the model back and forth, and where the appliance's memory goes meanwhile: resident and heap, each after a
 * collection. {@code --rate 400}: while four threads make so many calls a second; {@code --load 1}: while they call as fast as they can.
 */
final class EnduranceBenchmark implements Benchmark {
  private static final String MODEL = "radiator-anomaly";
  private static final int ROWS = 10;

  @Override
  public JsonObject run(Project project, Options options) {
    int swaps = options.get("swaps", 50);
    int every = Math.max(1, swaps / ROWS);
    try (Appliance appliance = Appliance.commissioned(Setup.fresh(project))) {
      appliance.start();
      appliance.console(User.ADA).run("medium:import " + project.medium("demo-2")).orFail();
      SwapsUnderLoad under = new SwapsUnderLoad(appliance, MODEL, options.get("rate", 0), options.get("rate", 0) > 0 || options.get("load", 0) > 0);
      MemoryRows memory = new MemoryRows(appliance);
      memory.look(0);
      under.run(swaps, done -> {
        if (done % every == 0) {
          memory.look(done);
        }
      });
      long left = appliance.console(User.ADA).run("appliance:status --collect --json").json().array("leftovers").size();
      System.out.printf("%,d calls, %d failed, longest gap %.1f ms; %d versions left over%n", under.calls(), under.failed(), under.longestGapMillis(), left);
      return JsonObject.builder().put("bench", "endurance").put("swaps", swaps).put("calls", under.calls()).put("failed", under.failed()).put("leftovers", left)
          .put("resident_first_mib", memory.first()).put("resident_last_mib", memory.last()).put("second_half_mib_per_swap", memory.slope()).build();
    }
  }
}
