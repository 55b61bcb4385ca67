package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Project;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.TufClient;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/**
 * The whole TUF workflow over a vendor's metadata with many targets, from nothing trusted to every target known, with what it writes to the
 * disk: the first time in this JVM, where nothing is compiled yet, and later.
 */
final class MetadataBenchmark implements Benchmark {
  private static final int TARGETS_OF_A_PACKAGE = 4;
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public JsonObject run(Project project, Options options) {
    int targets = options.get("targets", 1000);
    int rounds = options.get("rounds", 20);
    TestVendor vendor = new TestVendor();
    Path medium = medium(vendor, targets);
    double first = verified(medium, vendor, targets);
    double[] later = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      later[i] = verified(medium, vendor, targets);
    }
    Arrays.sort(later);
    System.out.printf("%-40s %10s%n", targets + " targets", "ms");
    System.out.printf("%-40s %10.1f%n", "first time in this JVM", first);
    System.out.printf("%-40s %10.1f%n", "median of " + rounds + " more", later[rounds / 2]);
    System.out.printf("%-40s %10.1f%n", "slowest of them", later[rounds - 1]);
    return JsonObject.builder().put("bench", "metadata").put("targets", targets).put("rounds", rounds).put("first_ms", first).put("median_ms", later[rounds / 2])
        .put("slowest_ms", later[rounds - 1]).build();
  }

  private static Path medium(TestVendor vendor, int targets) {
    for (int i = 0; i < targets / TARGETS_OF_A_PACKAGE; i++) {
      vendor.release("package-" + i, "library", "1.0.0", ("bundle " + i).getBytes(StandardCharsets.UTF_8));
    }
    try {
      return vendor.write(Folders.temporary("medium").resolve("medium"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Milliseconds, to a tenth. */
  private static double verified(Path medium, TestVendor vendor, int targets) {
    Path trusted = Folders.temporary("trusted");
    long begin = System.nanoTime();
    TufClient client = new TufClient(trusted, new DirectoryFetcher(medium.resolve("metadata")), Clock.systemUTC());
    client.init(vendor.rootBytes());
    client.refresh();
    int found = client.allTargets().size();
    double millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    if (found != targets) {
      throw new IllegalStateException(found + " targets where " + targets + " are signed");
    }
    return Math.round(10 * millis) / 10.0;
  }
}
