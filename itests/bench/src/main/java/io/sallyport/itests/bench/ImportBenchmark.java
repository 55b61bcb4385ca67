package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Import of a medium with a large payload, beside {@code sha256sum} over the same files; both read from the page cache. */
final class ImportBenchmark implements Benchmark {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final double NANOS = 1e9;

  @Override
  public JsonObject run(Project project, Options options) {
    int mebibytes = options.get("mib", 512);
    Media medium = medium(project, mebibytes);
    try (Appliance appliance = LiveAppliance.imported(project, Setup.fresh(project))) {
      double sum = seconds(() -> Program.run(List.of("sh", "-c", "find . -type f -print0 | xargs -0 sha256sum >/dev/null"), Map.of(), medium.folder()).orFail());
      double copy = seconds(() -> appliance.console(User.ADA).run(LONGEST, "medium:import " + medium.folder()).orFail());
      System.out.printf("%-34s %8s %8s%n", mebibytes + " MiB payload", "s", "MiB/s");
      System.out.printf("%-34s %8.2f %8.0f%n", "sha256sum", sum, mebibytes / sum);
      System.out.printf("%-34s %8.2f %8.0f%n", "medium:import (hash, copy, fsync)", copy, mebibytes / copy);
      return JsonObject.builder().put("bench", "import").put("mib", mebibytes).put("mib_per_s", Math.round(mebibytes / copy))
          .put("sha256sum_mib_per_s", Math.round(mebibytes / sum)).build();
    }
  }

  private static Media medium(Project project, int mebibytes) {
    byte[] payload = new byte[mebibytes << 20];
    new Random(1).nextBytes(payload);
    Media medium = new Media(project.medium("demo-1")).copy();
    byte[] bundle = BundleJar.named("bench.payload", "1.0.0").header("Sallyport-Package", "payload;version=1.0.0").bytes();
    new Forge(medium, new DevelopmentKeys(project)).release(new NewPackage("payload", "library", "1.0.0", bundle, Map.of("payload.bin", payload)));
    return medium;
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / NANOS;
  }
}
