package io.sallyport.capability.predictivemaintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole capability on the demo's replay of real rows, with the committed models on the real ONNX Runtime. */
class ReplayTest {
  private static final int SIGNALS = Replay.SIGNALS;
  private static final long START = Replay.START;
  private static final long PERIOD = Replay.PERIOD;

  private final Map<UUID, Insight> insights = new LinkedHashMap<>();
  private final Map<UUID, Instant> detected = new LinkedHashMap<>();
  private final List<WorkOrderProposal> proposals = new ArrayList<>();
  private final Counters counters = new Counters();
  private long now;

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "1.1.0"})
  void findsTheEpisodesOfTheReplay(String version) throws IOException, OrtException {
    List<String[]> replay = Replay.rows();
    long nanos;
    try (OnnxModel model = OnnxModel.open(Replay.MODELS.resolve(version)); Watch watch = watch(model)) {
      assertTrue(ModelCheck.of(model.describe("radiator-anomaly"), Fixtures.settings()).passed());
      nanos = play(watch, replay);
      assertEquals("", watch.problem());
    }
    assertEquals(replay.size(), counters.rows.sum());
    assertEquals(replay.size() - 15, counters.scored.sum());
    Result result = evaluate(replay);
    double rate = replay.size() * 1e9 / nanos;
    System.out.printf("replay, model %s: episodes found %d of %d, insights %d (%d false), precision %.3f, recall %.3f, median delay %d rows, work orders %d, %.0f rows/s%n",
        version, result.found, result.episodes, insights.size(), result.falseInsights, result.precision(insights.size()), result.recall(),
        result.medianDelay, proposals.size(), rate);
    assertEquals(1.0, result.recall());
    assertEquals(1.0, result.precision(insights.size()));
    assertTrue(result.medianDelay <= 8, "median delay " + result.medianDelay);
    assertTrue(rate > 1_000, "rows per second: " + rate);
    assertTrue(insights.values().stream().allMatch(insight -> insight.until().isPresent()), "every episode ended");
    assertFalse(proposals.isEmpty());
    for (WorkOrderProposal proposal : proposals) {
      assertTrue(insights.get(proposal.insight()).severity().compareTo(Severity.HIGH) >= 0);
    }
    for (Insight insight : insights.values()) {
      assertEquals(version, insight.evidence().model().orElseThrow().version());
      assertEquals(1.0, insight.evidence().contributions().values().stream().mapToDouble(Double::doubleValue).sum(), 1e-6);
      assertTrue(insight.evidence().score() > insight.evidence().threshold());
    }
  }

  @Test
  void disorderNaNAndGapsCostRowsAndNeverStopIt() throws IOException, OrtException {
    List<String[]> replay = Replay.rows().subList(0, 3_000);
    try (OnnxModel model = OnnxModel.open(Replay.MODELS.resolve("1.0.0")); Watch watch = watch(model)) {
      for (int first = 0; first < replay.size(); first += 10) {
        for (int signal = SIGNALS - 1; signal >= 0; signal--) { // ten rows per batch, the signals and the samples in reverse
          double[] values = new double[10];
          long[] times = new long[10];
          for (int i = 0; i < 10; i++) {
            int row = first + 9 - i;
            times[i] = START + row * PERIOD;
            values[i] = signal == 4 && row % 100 == 50 ? Double.NaN : Double.parseDouble(replay.get(row)[1 + signal]);
          }
          now += PERIOD;
          watch.accept(new SignalBatch(new SignalId("radiator-1", "V" + (signal + 1), "1"), times, values, new byte[10]));
        }
      }
      assertEquals("", watch.problem());
    }
    assertEquals(30, counters.unusable.sum());
    assertEquals(2_970, counters.rows.sum() + counters.late.sum() / SIGNALS);
    assertEquals(3, evaluate(replay).found);
  }

  @Test
  void aRefusedWindowIsCountedAndShown() throws IOException {
    InferenceService none = new InferenceService() {
      @Override
      public InferenceResult infer(InferenceRequest request) {
        return new InferenceResult.Refused("SP-INFER-0001", "no active version", "approve a generation that has the model");
      }

      @Override
      public Optional<ModelDescription> describe(String model) {
        return Optional.empty();
      }
    };
    try (Watch watch = watch(none)) {
      play(watch, Replay.rows().subList(0, 100));
      assertEquals("SP-INFER-0001: no active version – radiator-anomaly – approve a generation that has the model", watch.problem());
    }
    assertEquals(85, counters.refused.sum());
    assertTrue(insights.isEmpty());
  }

  @Test
  void stoppingEndsTheEpisodeThatLasts() throws IOException, OrtException {
    try (OnnxModel model = OnnxModel.open(Replay.MODELS.resolve("1.0.0"))) {
      Watch watch = watch(model);
      play(watch, Replay.rows().subList(0, 930)); // in the middle of the first episode
      assertEquals(1, insights.size());
      assertTrue(insights.values().iterator().next().until().isEmpty());
      watch.close();
      watch.close();
      assertEquals(Optional.of(Instant.ofEpochSecond(0, START + 929 * PERIOD)), insights.values().iterator().next().until());
      long before = counters.rows.sum();
      play(watch, Replay.rows().subList(930, 940));
      assertEquals(before, counters.rows.sum(), "nothing after the stop");
    }
  }

  private Watch watch(InferenceService model) {
    return new Watch(Fixtures.settings(), model, Fixtures.sink(this::raise), this::propose, () -> now, counters);
  }

  private void raise(Insight insight) {
    insights.put(insight.id(), insight);
    detected.putIfAbsent(insight.id(), insight.evidence().to());
  }

  private WorkOrder propose(WorkOrderProposal proposal) {
    proposals.add(proposal);
    return new WorkOrder("WO-%06d".formatted(proposals.size()), "test", proposal, WorkOrder.State.RELEASED, Instant.EPOCH);
  }

  /** One sample per batch, as a connector sends them. Returns the time it took, in nanoseconds. */
  private long play(Watch watch, List<String[]> rows) {
    long start = System.nanoTime();
    for (int row = 0; row < rows.size(); row++) {
      now += PERIOD;
      Replay.send(watch::accept, rows.get(row), START + row * PERIOD);
    }
    return System.nanoTime() - start;
  }

  private record Result(int episodes, int found, int falseInsights, int medianDelay) {
    double precision(int insights) {
      return insights == 0 ? 0 : (double) (insights - falseInsights) / insights;
    }

    double recall() {
      return (double) found / episodes;
    }
  }

  /** An episode is found by an insight that was raised within it or within eight rows after it: the score looks at the newest eight. */
  private Result evaluate(List<String[]> rows) {
    Map<Integer, int[]> episodes = new LinkedHashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      int episode = Integer.parseInt(rows.get(row)[11]);
      int at = row;
      if (episode > 0) {
        episodes.computeIfAbsent(episode, any -> new int[] {at, at})[1] = row;
      }
    }
    Map<Integer, Integer> delays = new LinkedHashMap<>();
    int falseInsights = 0;
    for (Instant at : detected.values()) {
      long row = (Math.addExact(at.getEpochSecond() * Fixtures.SECOND, at.getNano()) - START) / PERIOD;
      Optional<Map.Entry<Integer, int[]>> hit = episodes.entrySet().stream().filter(e -> row >= e.getValue()[0] && row <= e.getValue()[1] + 8).findFirst();
      hit.ifPresent(e -> delays.putIfAbsent(e.getKey(), (int) row - e.getValue()[0]));
      falseInsights += hit.isPresent() ? 0 : 1;
    }
    int[] sorted = delays.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    return new Result(episodes.size(), delays.size(), falseInsights, sorted.length == 0 ? -1 : sorted[sorted.length / 2]);
  }
}
