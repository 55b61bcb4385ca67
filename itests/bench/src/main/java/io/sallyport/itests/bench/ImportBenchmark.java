package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Import of a medium with a large payload, beside what machine and disk allow: {@code sha256sum} of the payload, and {@code dd} of it to
 * the vault's file system. All three with the medium out of the page cache, as when it was just put in, and again from the page cache.
 */
final class ImportBenchmark implements Benchmark {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  @Override
  public JsonObject run(Project project, Options options) {
    int mebibytes = options.get("mib", 2048);
    int rounds = options.get("rounds", 3);
    Media medium = PayloadMedium.make(project, mebibytes);
    DiskYardstick yardstick = new DiskYardstick(medium.target("payload", "1.0.0", ".bin"));
    List<ImportRun> cold = new ArrayList<>();
    List<ImportRun> warm = new ArrayList<>();
    System.out.printf("%-6s %-12s %10s %8s %8s %18s %10s%n", "round", "page cache", "sha256sum", "dd", "import", "command: s (CPU s)", "of limit");
    for (int round = 1; round <= rounds; round++) {
      cold.add(measured(project, medium, yardstick, round, true));
      warm.add(measured(project, medium, yardstick, round, false));
    }
    ImportRun coldMedian = median(cold);
    ImportRun warmMedian = median(warm);
    ImportRun lower = coldMedian.fraction() < warmMedian.fraction() ? coldMedian : warmMedian;
    System.out.println("MB/s, 10^6 bytes. The limit is the slower of sha256sum and dd (oflag=direct conv=fsync) of the same round. The last line has the lower of the two medians.");
    return JsonObject.builder().put("bench", "import").put("mib", mebibytes).put("rounds", rounds).put("fraction_of_limit", lower.fraction()).put("mb_per_s", lower.importRate())
        .put("limit_mb_per_s", lower.limit()).put("cold_fraction_of_limit", coldMedian.fraction()).put("warm_fraction_of_limit", warmMedian.fraction())
        .put("cold_mb_per_s", coldMedian.importRate()).put("warm_mb_per_s", warmMedian.importRate()).build();
  }

  /** With a vault that has nothing of it yet. */
  private static ImportRun measured(Project project, Media medium, DiskYardstick yardstick, int round, boolean cold) {
    try (Appliance appliance = LiveAppliance.imported(project, Setup.fresh(project))) {
      double sum = yardstick.sha256sum(cold);
      double copy = yardstick.copyTo(appliance.data().resolve("dd"), cold);
      var console = appliance.console(User.ADA);
      yardstick.prepare(cold);
      long cpuBefore = appliance.view().cpuMillis();
      long begin = System.nanoTime();
      JsonObject report = console.run(LONGEST, "medium:import --json " + medium.folder()).json();
      double seconds = (System.nanoTime() - begin) / 1e9;
      ImportRun run = new ImportRun(sum, copy, Math.round(report.integer("bytes") / 1e6 / seconds));
      String took = String.format("%.2f (%.2f)", seconds, (appliance.view().cpuMillis() - cpuBefore) / 1e3);
      System.out.printf("%-6d %-12s %10.0f %8.0f %8.0f %18s %9.0f%%%n", round, cold ? "cold" : "warm", sum, copy, run.importRate(), took, 100 * run.fraction());
      Folders.delete(appliance.data().resolve("vault"));
      return run;
    }
  }

  private static ImportRun median(List<ImportRun> runs) {
    return runs.stream().sorted(Comparator.comparingDouble(ImportRun::fraction)).skip(runs.size() / 2).findFirst().orElseThrow();
  }
}
