package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Load;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Swaps of the model back and forth, and where the appliance's memory goes meanwhile: resident, and by the JVM's own count, each after a
 * collection. {@code --load 1}: while four threads infer.
 */
final class EnduranceBenchmark implements Benchmark {
  private static final String MODEL = "radiator-anomaly";
  private static final int ROWS = 5;

  @Override
  public JsonObject run(Project project, Options options) {
    int swaps = options.get("swaps", 50);
    try (Appliance appliance = Appliance.commissioned(Setup.fresh(project))) {
      appliance.start(NativeMemory.OPTION);
      appliance.console(User.ADA).run("medium:import " + project.medium("demo-2")).orFail();
      Generations generations = new Generations(appliance);
      generations.change(MODEL + "/1.1.0");
      long pid = appliance.view().pid();
      List<Long> resident = new ArrayList<>();
      NativeMemory before = look(0, pid, appliance, resident);
      long failed = 0;
      for (int done = 0; done < swaps; ) {
        int end = Math.min(swaps, done + Math.max(1, swaps / ROWS));
        int from = done;
        Runnable change = () -> {
          for (int i = from; i < end; i++) {
            generations.change(MODEL + (i % 2 == 0 ? "/1.0.0" : "/1.1.0"));
          }
        };
        if (options.get("load", 0) > 0) {
          failed += Load.during(appliance, MODEL, (end - from) * Load.secondsForOneSwap(appliance), change).failed();
        } else {
          change.run();
        }
        done = end;
        NativeMemory now = look(done, pid, appliance, resident);
        if (done == swaps) {
          difference(before, now);
        }
      }
      int half = resident.size() / 2;
      double slope = (resident.get(resident.size() - 1) - resident.get(half)) / ((double) swaps * (resident.size() - 1 - half) / (resident.size() - 1));
      long left = appliance.console(User.ADA).run("appliance:status --collect --json").json().array("leftovers").size();
      return JsonObject.builder().put("bench", "endurance").put("swaps", swaps).put("failed", failed).put("leftovers", left).put("resident_first_mib", resident.get(0))
          .put("resident_last_mib", resident.get(resident.size() - 1)).put("second_half_mib_per_swap", slope).build();
    }
  }

  private static NativeMemory look(int swaps, long pid, Appliance appliance, List<Long> resident) {
    NativeMemory.collect(pid);
    resident.add(appliance.view().residentMebibytes());
    NativeMemory memory = NativeMemory.of(pid);
    System.out.printf("%4d swaps: resident %d MiB%s%n", swaps, resident.get(resident.size() - 1), memory.committed().isEmpty() ? "" : ", heap used " + Math.round(memory.committed().getOrDefault("heap used", 0.0)));
    return memory;
  }

  private static void difference(NativeMemory before, NativeMemory after) {
    System.out.printf("%-26s %10s %10s%n", "committed, MiB", "before", "after");
    for (Map.Entry<String, Double> category : after.committed().entrySet()) {
      System.out.printf("%-26s %10.1f %10.1f%n", category.getKey(), before.committed().getOrDefault(category.getKey(), 0.0), category.getValue());
    }
  }
}
