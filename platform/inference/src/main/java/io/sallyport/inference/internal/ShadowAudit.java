package io.sallyport.inference.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.Comparison;
import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Records shadow runs, many in one entry: a run answers nobody, and an entry of its own for each would crowd out the calls that do. An
 * entry has the figures since the comparison began; it is due after a thousand runs or ten seconds. Thread-safe.
 */
final class ShadowAudit {
  private static final int MOST_RUNS = 1_000;
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private record Last(long runs, long dropped, Instant time) {}

  private final AuditLog log;
  private final Map<ShadowPair, Last> last = new WeakHashMap<>();

  ShadowAudit(AuditLog log) {
    this.log = log;
  }

  /** @throws io.sallyport.trust.RefusedException if the log does not take it; it is due again then */
  synchronized void record(ShadowPair pair, boolean everything, Instant now) {
    Comparison report = pair.report();
    Last former = last.computeIfAbsent(pair, any -> new Last(pair.formerRuns(), pair.formerDropped(), report.since()));
    long runs = report.compared() + report.refused() + report.failed();
    boolean fresh = runs > former.runs || report.dropped() > former.dropped;
    if (fresh && (everything || runs - former.runs >= MOST_RUNS || !now.isBefore(former.time.plus(LONGEST)))) {
      log.submit(entry(report, pair.correlation()));
      last.put(pair, new Last(runs, report.dropped(), now));
    }
  }

  private static AuditEntry entry(Comparison report, String correlation) {
    AuditEntry.Builder entry = AuditEntry.of("inference.shadow").system("inference").action("compare")
        .object("model/" + report.candidate().name() + "/" + report.candidate().version()).after(figures(report))
        .digest("active", report.active().digest()).digest("package", report.candidate().digest());
    if (!correlation.isEmpty()) {
      entry.correlation(correlation);
    }
    return entry.build();
  }

  private static JsonObject figures(Comparison report) {
    Map<String, Object> outputs = new LinkedHashMap<>();
    report.outputs().forEach(output -> outputs.put(output.name(),
        JsonObject.builder().put("mean", Double.toString(output.mean())).put("largest", Double.toString(output.largest())).put("incomparable", output.incomparable()).build()));
    JsonObject.Builder figures = JsonObject.builder().put("active", report.active().version()).put("candidate", report.candidate().version())
        .put("since", report.since().toString()).put("compared", report.compared()).put("dropped", report.dropped()).put("refused", report.refused())
        .put("failed", report.failed()).put("outputs", JsonObject.of(outputs));
    report.decisions().ifPresent(decisions -> figures.put("flips", decisions.flips()));
    return figures.build();
  }
}
