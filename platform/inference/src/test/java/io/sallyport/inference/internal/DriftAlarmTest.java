package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.insight.Severity;
import io.sallyport.inference.Drift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftAlarmTest {
  private static final ModelIdentity MODEL = new ModelIdentity("m", "1.0.0", "00");
  private static final Instant FROM = Instant.parse("2026-11-25T10:00:00Z");
  private static final Instant TO = FROM.plusSeconds(60);

  private final DriftAlarm alarm = new DriftAlarm();
  private final List<Insight> raised = new ArrayList<>();
  private boolean broken;
  private final InsightSink sink = new InsightSink() {
    @Override
    public void raise(Insight insight) {
      if (broken) {
        throw new IllegalStateException("the disk is full");
      }
      raised.add(insight);
    }

    @Override
    public List<Insight> lasting() {
      return List.of();
    }
  };

  private static Drift drift(boolean drifting) {
    return new Drift(MODEL, Optional.empty(), 100, 0, 3, 0, Optional.of(FROM), Optional.of(TO), drifting ? Optional.of(FROM) : Optional.empty(), List.of(
        new Drift.Feature("V1", "window", true, 0.1, 0.25, 0.1, 0.2, 5, 1, 5, 1),
        new Drift.Feature("V2", "window", true, drifting ? 0.75 : 0.1, 0.25, 0.15, 0.2, 5, 1, 9, 1),
        new Drift.Feature("score", "score", false, 0.1, 0.25, drifting ? 0.4 : 0, 0.2, 5, 1, 5, 1)));
  }

  @Test
  void oneInsightAnEpisodeWithEvidence() {
    alarm.update(List.of(drift(false)), TO, sink);
    assertEquals(List.of(), raised);
    alarm.update(List.of(drift(true)), TO, sink);
    alarm.update(List.of(drift(true)), TO.plusSeconds(1), sink);
    assertEquals(1, raised.size());
    Insight insight = raised.get(0);
    assertEquals("model/m", insight.asset());
    assertEquals(Severity.MEDIUM, insight.severity());
    assertEquals("m 1.0.0 sees other data than it was made for: V2 PSI 0.75 (limit 0.25), mean 5.000 → 9.000, and 1 more", insight.title());
    assertEquals("PSI of V2 (input window) over 100 calls against the reference of m 1.0.0", insight.evidence().basis());
    assertEquals(Optional.of(MODEL), insight.evidence().model());
    assertEquals(0.75, insight.evidence().score());
    assertEquals(0.25, insight.evidence().threshold());
    assertEquals(Map.of("V2", 0.6, "score", 0.4), insight.evidence().contributions());
    alarm.update(List.of(drift(false)), TO.plusSeconds(9), sink);
    alarm.update(List.of(drift(false)), TO.plusSeconds(10), sink);
    assertEquals(2, raised.size());
    assertEquals(insight.ended(TO.plusSeconds(9)), raised.get(1));
  }

  @Test
  void driftOfOneAssetIsAboutTheAsset() {
    Drift all = drift(true);
    Drift own = new Drift(MODEL, Optional.of("R-1"), 100, 0, 3, 0, all.from(), all.to(), all.drifting(), all.features());
    alarm.update(List.of(drift(false), own), TO, sink);
    assertEquals(1, raised.size());
    assertEquals("R-1", raised.get(0).asset());
    assertEquals("m 1.0.0 sees other data of R-1 than it was made for: V2 PSI 0.75 (limit 0.25), mean 5.000 → 9.000, and 1 more", raised.get(0).title());
    alarm.update(List.of(drift(true)), TO, sink);
    assertEquals(List.of("R-1", "model/m", "R-1"), raised.stream().map(Insight::asset).toList(), "the model's begins, the asset's is over");
  }

  @Test
  void aVersionThatIsGoneDriftsNoMore() {
    alarm.update(List.of(drift(true)), TO, sink);
    alarm.update(List.of(), TO.plusSeconds(1), sink);
    assertEquals(Optional.of(TO.plusSeconds(1)), raised.get(1).until());
  }

  @Test
  void whatCannotBeStoredIsTriedAgain() {
    broken = true;
    alarm.update(List.of(drift(true)), TO, sink);
    broken = false;
    alarm.update(List.of(drift(true)), TO, sink);
    assertEquals(1, raised.size());
    broken = true;
    alarm.update(List.of(), TO, sink);
    broken = false;
    alarm.update(List.of(), TO.plusSeconds(2), sink);
    assertEquals(2, raised.size());
    assertTrue(raised.get(1).until().isPresent());
  }
}
