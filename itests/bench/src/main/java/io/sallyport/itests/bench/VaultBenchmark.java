package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Generations;
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

/** What the check of the vault after each start costs (ADR 0019), with a generation that needs a large payload; beside {@code sha256sum} of it. */
final class VaultBenchmark implements Benchmark {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public JsonObject run(Project project, Options options) {
    int mebibytes = options.get("mib", 512);
    int rounds = options.get("rounds", 3);
    Media medium = PayloadMedium.make(project, mebibytes);
    double sum = new DiskYardstick(medium.target("payload", "1.0.0", ".bin")).sha256sum(false);
    List<JsonObject> checks = new ArrayList<>();
    System.out.printf("%-8s %10s %10s %10s %12s%n", "start", "ready ms", "MB", "check ms", "µs per MB");
    try (Appliance appliance = LiveAppliance.imported(project, Setup.fresh(project))) {
      appliance.console(User.ADA).run(LONGEST, "medium:import " + medium.folder()).orFail();
      new Generations(appliance).change("payload");
      for (int round = 1; round <= rounds; round++) {
        int known = new AuditEntries(appliance, "vault.checked").count();
        long ready = appliance.restart().wallMillis();
        JsonObject check = Await.value("the vault is checked", LONGEST, () -> new AuditEntries(appliance, "vault.checked").list().stream().skip(known).findFirst()).object("after");
        checks.add(check);
        System.out.printf("%-8d %10d %10d %10d %12d%n", round, ready, check.integer("bytes") / 1_000_000, check.integer("micros") / 1_000, perMegabyte(check));
      }
    }
    JsonObject median = checks.stream().sorted(Comparator.comparingLong(VaultBenchmark::perMegabyte)).skip(checks.size() / 2).findFirst().orElseThrow();
    System.out.printf("sha256sum of the payload, from the page cache: %.0f MB/s, %.0f µs per MB%n", sum, 1e6 / sum);
    return JsonObject.builder().put("bench", "vault").put("mib", mebibytes).put("rounds", rounds).put("us_per_mb", perMegabyte(median)).put("check_ms", median.integer("micros") / 1_000)
        .put("sha256sum_us_per_mb", Math.round(1e6 / sum)).build();
  }

  private static long perMegabyte(JsonObject check) {
    return check.integer("micros") * 1_000_000 / check.integer("bytes");
  }
}
