package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Project;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.TufClient;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The whole TUF workflow over a vendor's metadata with many targets, from nothing trusted to every target known, with what it writes to the
 * disk: the first time in this JVM, where nothing is compiled yet, and later.
 */
final class MetadataBenchmark implements Benchmark {
  private static final int TARGETS_OF_A_PACKAGE = 4;

  @Override
  public JsonObject run(Project project, Options options) {
    int targets = options.get("targets", 1000);
    int rounds = options.get("rounds", 20);
    TestVendor vendor = new TestVendor();
    Path medium = medium(vendor, targets);
    Time first = verified(medium, vendor, targets);
    List<Time> later = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      later.add(verified(medium, vendor, targets));
    }
    later.sort(Comparator.comparingDouble(Time::millis));
    System.out.printf("%-40s %10s %10s%n", targets + " targets", "ms", "CPU ms");
    row("first time in this JVM", first);
    row("median of " + rounds + " more", later.get(rounds / 2));
    row("slowest of them", later.get(rounds - 1));
    return JsonObject.builder().put("bench", "metadata").put("targets", targets).put("rounds", rounds).put("first_ms", first.millis()).put("first_cpu_ms", first.cpuMillis())
        .put("median_ms", later.get(rounds / 2).millis()).put("median_cpu_ms", later.get(rounds / 2).cpuMillis()).put("slowest_ms", later.get(rounds - 1).millis()).build();
  }

  private static void row(String name, Time time) {
    System.out.printf("%-40s %10.1f %10.1f%n", name, time.millis(), time.cpuMillis());
  }

  /** Of the verifying thread, to a tenth of a millisecond. */
  private record Time(double millis, double cpuMillis) {
    static Time since(long begin, long cpuBegin) {
      return new Time(tenths(System.nanoTime() - begin), tenths(cpuNanos() - cpuBegin));
    }

    static long cpuNanos() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double tenths(long nanos) {
      return Math.round(nanos / 1e5) / 10.0;
    }
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

  private static Time verified(Path medium, TestVendor vendor, int targets) {
    Path trusted = Folders.temporary("trusted");
    long cpuBegin = Time.cpuNanos();
    long begin = System.nanoTime();
    TufClient client = new TufClient(trusted, new DirectoryFetcher(medium.resolve("metadata")), Clock.systemUTC());
    client.init(vendor.rootBytes());
    client.refresh();
    int found = client.allTargets().size();
    Time time = Time.since(begin, cpuBegin);
    if (found != targets) {
      throw new IllegalStateException(found + " targets where " + targets + " are signed");
    }
    return time;
  }
}
