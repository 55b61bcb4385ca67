package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Inference in the appliance alone, and beside an import that copies and hashes as fast as it can: once with background threads at the
 * priority of all others, once as the appliance starts by itself. As many callers as processors, so that nothing is left over for the import.
 */
final class BesideBenchmark implements Benchmark {
  private static final String MODEL = "radiator-anomaly";
  private static final String ONE_PRIORITY = "-XX:JavaPriority1_To_OSPriority=0";
  private static final Duration SLACK = Duration.ofMinutes(5);
  private static final double NANOS_PER_SECOND = 1e9;

  /** @param importSeconds how long the import took */
  private record Beside(JsonObject alone, JsonObject beside, double importSeconds) {
    double ratio(String member) {
      return Math.round(100 * beside.number(member) / alone.number(member)) / 100.0;
    }
  }

  @Override
  public JsonObject run(Project project, Options options) {
    int mebibytes = options.get("mib", 4_096);
    double seconds = options.get("seconds", 2);
    Media medium = PayloadMedium.make(project, mebibytes);
    System.out.printf("%-34s %10s %10s %10s %12s %10s%n", MODEL, "p50 µs", "p99 µs", "p99.9 µs", "calls/s", "import s");
    Beside before = measured(project, medium, seconds, "one priority", ONE_PRIORITY);
    Beside now = measured(project, medium, seconds, "background at nice 19");
    return JsonObject.builder().put("bench", "beside").put("mib", mebibytes).put("one_priority_p99_ratio", before.ratio("p99_us")).put("p99_ratio", now.ratio("p99_us"))
        .put("one_priority_throughput_ratio", before.ratio("calls_per_second")).put("throughput_ratio", now.ratio("calls_per_second"))
        .put("one_priority_import_s", Math.round(before.importSeconds)).put("import_s", Math.round(now.importSeconds)).build();
  }

  private static Beside measured(Project project, Media medium, double seconds, String name, String... jvmOptions) {
    try (Appliance appliance = LiveAppliance.imported(project, Setup.fresh(project).with(jvmOptions), "demo-1")) {
      new Generations(appliance).change(MODEL + "/1.0.0");
      load(appliance, seconds); // compiled from here on
      JsonObject alone = load(appliance, seconds);
      print(name + ", alone", alone, "");
      long begun = System.nanoTime();
      CompletableFuture<Double> imported = CompletableFuture.supplyAsync(() -> {
        appliance.console(User.ADA).run(SLACK, "medium:import " + medium.folder()).orFail();
        return (System.nanoTime() - begun) / NANOS_PER_SECOND;
      });
      JsonObject beside = load(appliance, seconds);
      if (imported.isDone()) {
        throw new IllegalStateException("the import ended before the load: give more --mib");
      }
      double took = imported.join();
      print(name + ", beside an import", beside, String.format("%.1f", took));
      return new Beside(alone, beside, took);
    }
  }

  private static JsonObject load(Appliance appliance, double seconds) {
    return appliance.console(User.ADA).run(SLACK, "infer:bench --threads " + Runtime.getRuntime().availableProcessors() + " --seconds " + seconds + " --json " + MODEL).json();
  }

  private static void print(String name, JsonObject load, String imported) {
    System.out.printf("%-34s %10.1f %10.1f %10.1f %,12.0f %10s%n", name, load.number("p50_us"), load.number("p99_us"), load.number("p999_us"), load.number("calls_per_second"), imported);
  }
}
