package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.BootFigures;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the gate's checks cost a boot, by its own clock: proving inventory and site repository, hashing and comparing every bundle, before
 * and after it is stored. At a clean boot and at a warm one, where all come from the cache.
 */
final class GateBenchmark implements Benchmark {
  @Override
  public JsonObject run(Project project, Options options) {
    int rounds = options.get("rounds", 3);
    List<GateShare> clean = new ArrayList<>();
    List<GateShare> warm = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      try (Appliance appliance = Appliance.commissioned(Setup.fresh(project))) {
        clean.add(GateShare.of(appliance.start()));
        warm.add(GateShare.of(appliance.restart()));
      }
    }
    System.out.printf("%-22s %8s %10s %14s %10s %12s%n", "median of " + rounds, "bundles", "gate ms", "µs per bundle", "boot ms", "of the boot");
    GateShare first = row("clean boot", clean);
    GateShare later = row("warm boot", warm);
    return JsonObject.builder().put("bench", "gate").put("rounds", rounds).put("bundles", first.bundles()).put("us_per_bundle", first.microsPerBundle())
        .put("share_of_boot", Math.round(1000 * first.share()) / 1000.0).put("warm_us_per_bundle", later.microsPerBundle())
        .put("warm_share_of_boot", Math.round(1000 * later.share()) / 1000.0).build();
  }

  private static GateShare row(String name, List<GateShare> boots) {
    GateShare median = boots.stream().sorted(Comparator.comparingDouble(GateShare::share)).skip(boots.size() / 2).findFirst().orElseThrow();
    System.out.printf("%-22s %8d %10.0f %14d %10d %11.1f%%%n", name, median.bundles(), median.micros() / 1e3, median.microsPerBundle(), median.bootMillis(), 100 * median.share());
    return median;
  }

  /**
   * One boot.
   *
   * @param bundles admitted
   * @param micros time in the gate
   * @param bootMillis from the start of the JVM to ready
   */
  private record GateShare(long bundles, long micros, long bootMillis) {
    static GateShare of(BootFigures figures) {
      return new GateShare(figures.number("gate.admitted"), figures.number("gate.cost.us"), figures.wallMillis());
    }

    long microsPerBundle() {
      return micros / bundles;
    }

    double share() {
      return micros / 1e3 / bootMillis;
    }
  }
}
