package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Load;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.trust.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;

/** Swaps of the model back and forth while four threads infer, beside the same load without a swap. A swap counts if the load outlasts it. */
final class SwapBenchmark implements Benchmark {
  private static final String MODEL = "radiator-anomaly";
  private static final int LONGEST_SECONDS = 600;

  @Override
  public JsonObject run(Project project, Options options) {
    int swaps = options.get("swaps", 20);
    try (Appliance appliance = LiveAppliance.withModel(project, Setup.fresh(project))) {
      Generations generations = new Generations(appliance);
      int seconds = Math.min(LONGEST_SECONDS, options.get("seconds", swaps * Load.secondsForOneSwap(appliance)));
      long resident = appliance.view().residentMebibytes();
      Load control = Load.alone(appliance, MODEL, options.get("control", seconds));
      AtomicInteger done = new AtomicInteger();
      Load load = Load.during(appliance, MODEL, seconds, loaded -> {
        for (int i = 0; i < swaps && loaded.getAsBoolean(); i++) {
          generations.change(MODEL + (i % 2 == 0 ? "/1.1.0" : "/1.0.0"));
          done.addAndGet(loaded.getAsBoolean() ? 1 : 0);
        }
      });
      System.out.printf("%-22s %12s %8s %14s %9s %9s%n", seconds + " s, 4 threads", "calls", "failed", "longest gap ms", "p50 µs", "p99 µs");
      row("no swap", control);
      row(done + " swaps", load);
      System.out.println("by version " + load.byVersion() + "; resident " + resident + " → " + appliance.view().residentMebibytes() + " MiB");
      return JsonObject.builder().put("bench", "swap").put("swaps", done.get()).put("failed", load.failed()).put("longest_gap_ms", load.longestGapMillis())
          .put("control_gap_ms", control.longestGapMillis()).put("calls", load.calls()).put("seconds", seconds).build();
    }
  }

  private static void row(String name, Load load) {
    System.out.printf("%-22s %,12d %8d %14.2f %9.1f %9.1f%n", name, load.calls(), load.failed(), load.longestGapMillis(), load.p50Micros(), load.p99Micros());
  }
}
