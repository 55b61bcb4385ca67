package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The appliance beside stock Karaf: first boot (empty cache) and warm boot, alternating in one run. Medians. */
final class BootBenchmark implements Benchmark {
  @Override
  public JsonObject run(Project project, Options options) {
    int rounds = options.get("rounds", 3);
    List<Boot> stockFirst = new ArrayList<>();
    List<Boot> stockWarm = new ArrayList<>();
    List<Boot> ownFirst = new ArrayList<>();
    List<Boot> ownWarm = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      try (StockKaraf karaf = StockKaraf.copyOf(Folders.only(project.built("itests/bench/target/stock")))) {
        stockFirst.add(karaf.boot());
        karaf.stop();
        stockWarm.add(karaf.boot());
      }
      try (Appliance appliance = Appliance.commissioned(Setup.fresh(project))) {
        ownFirst.add(boot(appliance));
        appliance.stop();
        ownWarm.add(boot(appliance));
      }
    }
    System.out.printf("%-28s %10s %10s %10s%n", "median of " + rounds, "wall ms", "CPU ms", "RSS MiB");
    row("stock Karaf, first boot", stockFirst);
    row("appliance, first boot", ownFirst);
    row("stock Karaf, warm boot", stockWarm);
    row("appliance, warm boot", ownWarm);
    return JsonObject.builder().put("bench", "boot").put("rounds", rounds)
        .put("cpu_ms", median(ownFirst, Boot::cpuMillis)).put("stock_cpu_ms", median(stockFirst, Boot::cpuMillis))
        .put("warm_cpu_ms", median(ownWarm, Boot::cpuMillis)).put("stock_warm_cpu_ms", median(stockWarm, Boot::cpuMillis))
        .put("rss_mib", median(ownFirst, Boot::residentMebibytes)).put("stock_rss_mib", median(stockFirst, Boot::residentMebibytes)).build();
  }

  private static Boot boot(Appliance appliance) {
    long begin = System.nanoTime();
    appliance.start();
    return new Boot((System.nanoTime() - begin) / 1_000_000, appliance.view().cpuMillis(), appliance.view().residentMebibytes());
  }

  private static void row(String name, List<Boot> boots) {
    System.out.printf("%-28s %10d %10d %10d%n", name, median(boots, Boot::wallMillis), median(boots, Boot::cpuMillis), median(boots, Boot::residentMebibytes));
  }

  private static long median(List<Boot> boots, ToLongFunction<Boot> figure) {
    return boots.stream().mapToLong(figure).sorted().skip(boots.size() / 2).findFirst().orElseThrow();
  }
}
