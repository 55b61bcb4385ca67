package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Load;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** One caller of the appliance's inference, audit included, beside ONNX Runtime alone on the same model, alternating. */
final class InferenceBenchmark implements Benchmark {
  private static final String MODEL = "radiator-anomaly";

  @Override
  public JsonObject run(Project project, Options options) {
    int seconds = options.get("seconds", 10);
    int calls = options.get("calls", 100_000);
    BundleJar jar = BundleJar.read(bundle(project));
    JsonObject input = Json.parseObject(jar.entry("model.json"), "model.json").objects("inputs").get(0);
    long[] shape = input.array("shape").stream().mapToLong(size -> (Long) size).toArray();
    try (Appliance appliance = LiveAppliance.withModel(project, Setup.fresh(project))) {
      double[] raw = RawOnnx.measure(jar.entry("model.onnx"), input.string("name"), shape, calls);
      Load load = Load.alone(appliance, MODEL, 1, seconds);
      double[] again = RawOnnx.measure(jar.entry("model.onnx"), input.string("name"), shape, calls);
      double rawMedian = Math.min(raw[0], again[0]);
      System.out.printf("%-36s %9s %9s%n", "one caller", "p50 µs", "p99 µs");
      System.out.printf("%-36s %9.1f %9.1f%n", "ONNX Runtime alone, before", raw[0], raw[1]);
      System.out.printf("%-36s %9.1f %9.1f%n", "appliance: lease, engine, audit", load.p50Micros(), load.p99Micros());
      System.out.printf("%-36s %9.1f %9.1f%n", "ONNX Runtime alone, after", again[0], again[1]);
      return JsonObject.builder().put("bench", "inference").put("p50_us", load.p50Micros()).put("p99_us", load.p99Micros()).put("raw_p50_us", rawMedian)
          .put("overhead_p50_us", load.p50Micros() - rawMedian).build();
    }
  }

  private static byte[] bundle(Project project) {
    try {
      return Files.readAllBytes(new Media(project.medium("demo-1")).target(MODEL, "1.0.0", ".jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
