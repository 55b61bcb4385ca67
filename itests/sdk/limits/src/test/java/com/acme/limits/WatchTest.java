package com.acme.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples in, insights and work orders out, over restarts, failures and changes of the rules. */
class WatchTest {
  private static final SignalId PRESSURE = new SignalId("boiler-1", "pressure", "bar");
  private static final Rule BOILER = Rules.rule("boiler", Map.of("asset", "boiler-1", "unit", "bar", "high", 8.0, "high.high", 10.0, "hysteresis", 0.5));

  @TempDir Path directory;

  private final List<Insight> insights = new ArrayList<>();
  private final List<WorkOrderProposal> proposals = new ArrayList<>();
  private Counters counters = new Counters();
  private Instant now = Instant.EPOCH;
  private boolean broken;

  @Test
  void anInsightBeginsGrowsAndEndsUnderOneId() {
    Watch watch = start(BOILER);
    double[] values = {7, 8.5, 9, 10.5, 10, 7.8, 7.5};
    for (int second = 0; second < values.length; second++) {
      send(watch, PRESSURE, second, values[second]);
    }
    assertEquals(3, insights.size());
    assertEquals(1, insights.stream().map(Insight::id).distinct().count());
    Insight begun = insights.get(0);
    assertEquals(Severity.MEDIUM, begun.severity());
    assertEquals("boiler-1/pressure is above 8.000 bar", begun.title());
    assertEquals(Instant.ofEpochSecond(1), begun.from());
    assertEquals(8.5, begun.evidence().score());
    assertEquals(8.0, begun.evidence().threshold());
    assertEquals(Severity.HIGH, insights.get(1).severity());
    assertEquals(Optional.of(Instant.ofEpochSecond(6)), insights.get(2).until());
    assertEquals(List.of(begun.id().toString()), proposals.stream().map(WorkOrderProposal::key).distinct().toList());
  }

  @Test
  void whatBeganAndEndedInOneBatchIsToldOnce() {
    send(start(BOILER), PRESSURE, 0, 7, 8.5, 10.5, 7);
    assertEquals(1, insights.size());
    assertEquals(Severity.HIGH, insights.get(0).severity());
    assertEquals(Optional.of(Instant.ofEpochSecond(3)), insights.get(0).until());
    assertEquals(1, proposals.size());
  }

  @Test
  void whatLastsGoesOnUnderTheSameIdAfterARestart() {
    send(start(BOILER), PRESSURE, 0, 8.5);
    UUID id = insights.get(0).id();
    Watch again = start(BOILER);
    assertEquals(id, insights.get(1).id(), "raised again: the platform may have ended it meanwhile");
    assertEquals(Optional.empty(), insights.get(1).until());
    send(again, PRESSURE, 10, 8.5, 7.0);
    assertEquals(3, insights.size());
    assertEquals(id, insights.get(2).id());
    assertEquals(Optional.of(Instant.ofEpochSecond(11)), insights.get(2).until());
    start(BOILER);
    assertEquals(3, insights.size(), "nothing lasts any more");
  }

  @Test
  void whatLastedEndsWhenItsRuleIsGone() {
    send(start(BOILER), PRESSURE, 5, 8.5);
    start(Rules.rule("other", Map.of("asset", "boiler-1", "high", 8.0)));
    assertEquals(Optional.of(Instant.ofEpochSecond(5)), insights.get(insights.size() - 1).until());
  }

  @Test
  void aChangedRuleGoesOnWithWhatLasts() {
    Watch watch = start(BOILER);
    send(watch, PRESSURE, 0, 8.5);
    watch.rules(List.of(Rules.rule("boiler", Map.of("asset", "boiler-1", "high", 9.0))));
    assertEquals(1, insights.size());
    send(watch, PRESSURE, 1, 8.5);
    assertEquals(Optional.of(Instant.ofEpochSecond(1)), insights.get(1).until());
  }

  @Test
  void whatCannotBeStoredIsToldLaterAsItIsThen() {
    Watch watch = start(BOILER);
    broken = true;
    send(watch, PRESSURE, 0, 8.5, 10.5);
    assertEquals("no space", watch.problem());
    broken = false;
    watch.check();
    assertEquals("", watch.problem());
    assertEquals(1, insights.size());
    assertEquals(Severity.HIGH, insights.get(0).severity());
    assertEquals(1, proposals.size());
  }

  @Test
  void uselessSamplesChangeNothing() {
    Watch watch = start(BOILER);
    watch.accept(new SignalBatch(PRESSURE, new long[] {1, 2, 3}, new double[] {Double.NaN, Double.POSITIVE_INFINITY, 99},
        new byte[] {Quality.GOOD.code(), Quality.GOOD.code(), Quality.BAD.code()}));
    send(watch, PRESSURE, 10, 7);
    send(watch, PRESSURE, 9, 99);
    assertEquals(List.of(), insights);
    assertEquals(3, counters.unusable.sum());
    assertEquals(1, counters.late.sum());
  }

  @Test
  void aClockOfTheSourceThatWasSetBackIsFollowed() {
    Watch watch = start(BOILER);
    send(watch, PRESSURE, 1_000_000, 7);
    for (int second = 0; second < 40; second++) {
      send(watch, PRESSURE, second, 9);
    }
    assertEquals(1, insights.size());
    assertEquals(31, counters.late.sum());
  }

  @Test
  void anotherUnitIsNotCompared() {
    Watch watch = start(BOILER);
    send(watch, new SignalId("boiler-1", "pressure", "kPa"), 0, 700);
    assertEquals(List.of(), insights);
    assertEquals(1, counters.foreignUnit.sum());
  }

  @Test
  void silenceIsFoundEvenOfASignalThatNeverCame() {
    Watch watch = start(Rules.rule("heartbeat", Map.of("asset", "boiler-1", "signals", new String[] {"pressure", "flow"}, "silent.after.s", 10.0)));
    now = Instant.ofEpochSecond(8);
    send(watch, PRESSURE, 8, 5);
    now = Instant.ofEpochSecond(12);
    watch.check();
    assertEquals(List.of("boiler-1/flow is silent for more than 10.00 s"), insights.stream().map(Insight::title).toList());
    now = Instant.ofEpochSecond(19);
    watch.check();
    assertEquals(2, insights.size());
    assertEquals(Instant.ofEpochSecond(8), insights.get(1).from());
    watch.check();
    assertEquals(2, insights.size());
    send(watch, PRESSURE, 20, 5);
    assertEquals(Optional.of(Instant.ofEpochSecond(20)), insights.get(2).until());
  }

  @Test
  void noMoreSignalsThanAllowed() {
    Watch watch = start(Rules.rule("all", Map.of("asset", "*", "high", 1.0)));
    for (int i = 0; i < 5; i++) {
      send(watch, new SignalId("a" + i, "s", "1"), 0, 2);
    }
    assertEquals(3, watch.signals());
    assertEquals(3, insights.size());
    assertEquals(2, counters.overflow.sum());
  }

  @Test
  void twoRulesOnOneSignalAreTwoInsights() {
    Watch watch = start(BOILER, Rules.rule("stuck", Map.of("asset", "*", "stuck.after.s", 1.0)));
    send(watch, PRESSURE, 0, 9, 9, 9);
    assertEquals(2, insights.stream().map(Insight::id).distinct().count());
    assertTrue(insights.get(1).title().startsWith("boiler-1/pressure is standing still"));
  }

  /** A fresh one, as after a restart; what the memory holds stays. */
  private Watch start(Rule... rules) {
    counters = new Counters();
    Reporter reporter = new Reporter(Severity.HIGH, this::raise, this::propose, counters);
    Watch watch = new Watch(3, () -> now, UUID::randomUUID, new Memory(directory), reporter, counters);
    watch.resume();
    watch.rules(List.of(rules));
    return watch;
  }

  private void raise(Insight insight) {
    refuseIfBroken();
    insights.add(insight);
  }

  private WorkOrder propose(WorkOrderProposal proposal) {
    refuseIfBroken();
    proposals.add(proposal);
    return new WorkOrder("1", "journal", proposal, WorkOrder.State.PROPOSED, now);
  }

  private void refuseIfBroken() {
    if (broken) {
      throw new IllegalStateException("no space");
    }
  }

  private static void send(Watch watch, SignalId signal, int second, double... values) {
    long[] nanos = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      nanos[i] = (second + i) * 1_000_000_000L;
    }
    watch.accept(new SignalBatch(signal, nanos, values, new byte[values.length]));
  }
}
