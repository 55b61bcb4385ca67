package io.sallyport.capability.anomalydetection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plugin in the testkit's platform: two signals of a pump, of which the flow follows the pressure. */
@SallyportTest
class AnomalyDetectionTest {
  private static final SignalId PRESSURE = new SignalId("pump-1", "pressure", "bar");
  private static final SignalId FLOW = new SignalId("pump-1", "flow", "L/s");

  private final Random random = new Random(11);
  private Instant time;

  @BeforeEach
  void begin(TestPlatform platform) {
    time = platform.clock().instant();
  }

  @Test
  void learnsThenTellsAnOutlierAndItsEnd(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of()));
    normal(platform, 100);
    assertTrue(plugin.health().detail().startsWith("pump: learning, 0 of 2 parts of 2 signals, forest at 99 of 400 rows"), plugin.health().detail());
    send(platform, 1, 50, 10);
    assertTrue(platform.insights().states().isEmpty(), "nothing is judged before it is learnt");
    normal(platform, 400);
    platform.advance(Duration.ofSeconds(5));
    assertTrue(plugin.health().detail().startsWith("pump: 2 signals learnt, forest of 400 rows"), plugin.health().detail());
    assertEquals("400", platform.audit().only("anomaly.trained").details().get("rows"));

    send(platform, 2, 50, 10);
    assertTrue(platform.insights().states().isEmpty(), "two samples are none");
    send(platform, 1, 50, 10);
    Insight told = platform.insights().latest().get(0);
    assertEquals("pump-1", told.asset());
    assertEquals(Severity.CRITICAL, told.severity());
    assertTrue(told.title().startsWith("pump-1 is not normal: pressure outlier"), told.title());
    assertEquals(time.minusSeconds(3), told.from());
    assertTrue(told.evidence().basis().startsWith("anomaly watch pump: pressure is 50.0000, its median "), told.evidence().basis());
    assertTrue(told.evidence().score() > told.evidence().threshold(), told.toString());
    assertTrue(plugin.health().detail().contains("NOT NORMAL"), plugin.health().detail());
    normal(platform, 40);
    assertTrue(platform.insights().latest().get(0).until().isPresent(), "it is over");
    assertEquals(1, platform.insights().latest().size());
  }

  @Test
  void signalsThatNoLongerBelongTogetherAreFoundByTheForestAlone(TestPlatform platform) {
    started(platform, watch(Map.of("alarm.ratio", 0.01)));
    normal(platform, 500);
    platform.advance(Duration.ofSeconds(5));
    send(platform, 6, 12, 8); // each value by itself is one and a half deviations off at most
    Insight told = platform.insights().latest().get(0);
    assertEquals("pump-1 is not normal: signals together", told.title());
    assertTrue(told.evidence().basis().startsWith("anomaly watch pump: isolation forest " + platform.audit().only("anomaly.trained").details().get("forest")), told.toString());
  }

  @Test
  void aSlowDriftIsFoundBeforeAnyOutlier(TestPlatform platform) {
    started(platform, watch(Map.of("forest.rows", 0)));
    normal(platform, 400);
    for (int i = 0; i < 300 && platform.insights().states().isEmpty(); i++) {
      double off = 0.012 * i;
      send(platform, 1, 10 + off + random.nextGaussian(), 10 + off);
    }
    assertTrue(platform.insights().latest().get(0).title().contains("drift"), platform.insights().latest().toString());
    assertFalse(platform.insights().latest().get(0).title().contains("outlier"), platform.insights().latest().toString());
  }

  @Test
  void whatWasLearntOutlivesARestart(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of()));
    normal(platform, 500);
    platform.advance(Duration.ofSeconds(5));
    send(platform, 4, 50, 10);
    plugin.stop().start();
    assertEquals(platform.audit().only("anomaly.trained").details().get("forest"), platform.audit().only("anomaly.loaded").details().get("forest"));
    assertTrue(plugin.health().detail().startsWith("pump: 2 signals learnt, forest of 400 rows"), plugin.health().detail());
    assertTrue(plugin.health().detail().contains("NOT NORMAL"), "it goes on with the insight: " + plugin.health().detail());
    send(platform, 4, 50, 10);
    assertEquals(1, platform.insights().latest().size(), "under its id");
    normal(platform, 60);
    assertTrue(platform.insights().latest().get(0).until().isPresent());
  }

  @Test
  void damagedOrOtherwiseLearntStateIsSetAsideAndRecorded(TestPlatform platform) throws IOException {
    TestPlugin plugin = started(platform, watch(Map.of()));
    normal(platform, 100);
    plugin.stop();
    Path state = state(platform);
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length - 40] ^= 1;
    Files.write(state, bytes);
    plugin.start();
    assertEquals("its digest does not match", platform.audit().only("anomaly.discarded").details().get("why"));
    assertTrue(plugin.health().detail().startsWith("pump: no sample yet"), plugin.health().detail());
  }

  @Test
  void anotherEpochLearnsAnew(TestPlatform platform) {
    AnomalyDetection capability = capability(platform);
    WatchComponent before = watch(Map.of());
    capability.addWatch(before);
    TestPlugin plugin = platform.start(capability);
    normal(platform, 100);
    capability.removeWatch(before);
    capability.addWatch(watch(Map.of("learn.epoch", 1)));
    assertTrue(platform.audit().only("anomaly.discarded").details().get("why").endsWith("epoch 0"), platform.audit().entries().toString());
    assertTrue(plugin.health().detail().startsWith("pump: no sample yet"), plugin.health().detail());
  }

  @Test
  void watchesComeAndGoWhileItRuns(TestPlatform platform) {
    AnomalyDetection capability = capability(platform);
    TestPlugin plugin = platform.start(capability);
    assertTrue(plugin.health().detail().startsWith("nothing is configured"), plugin.health().detail());
    WatchComponent watch = watch(Map.of("warmup.samples", 50, "forest.rows", 0));
    capability.addWatch(watch);
    normal(platform, 60);
    send(platform, 4, 50, 10);
    assertTrue(platform.insights().latest().get(0).until().isEmpty());
    capability.removeWatch(watch);
    assertTrue(platform.insights().latest().get(0).until().isPresent(), "nobody watches it any more");
    assertTrue(platform.signals().consumers().isEmpty());
  }

  @Test
  void aSignalOfAnyNameIsWatchedWhereNoneIsNamed(TestPlatform platform) {
    started(platform, watch(Map.of("signals", "", "warmup.samples", 50)));
    normal(platform, 60);
    send(platform, 3, 10, 99);
    assertTrue(platform.insights().latest().get(0).title().contains("flow outlier"), platform.insights().latest().toString());
  }

  @Test
  void anAnomalyIsNotLearntAsNormal(TestPlatform platform) {
    started(platform, watch(Map.of("warmup.samples", 50, "window.samples", 60, "forest.rows", 0)));
    normal(platform, 60);
    send(platform, 500, 50, 10);
    assertTrue(platform.insights().latest().get(0).until().isEmpty(), "it lasts as long as it lasts");
  }

  @Test
  void aForestIsTrainedAnewOnNormalRowsWhenItIsTimeTo(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of("retrain.h", 1)));
    normal(platform, 500);
    platform.advance(Duration.ofSeconds(5));
    send(platform, 20, 50, 10);
    platform.advance(Duration.ofMinutes(59));
    assertEquals(1, platform.audit().entries("anomaly.trained").size());
    platform.advance(Duration.ofMinutes(2));
    assertEquals(2, platform.audit().entries("anomaly.trained").size());
    normal(platform, 60);
    send(platform, 20, 50, 10);
    assertTrue(plugin.health().detail().contains("NOT NORMAL"), "the anomaly before it was not learnt: " + plugin.health().detail());
  }

  @Test
  void withoutAdaptingWhatWasLearntFirstStays(TestPlatform platform) {
    started(platform, watch(Map.of("adapt", false, "warmup.samples", 50, "window.samples", 50, "forest.rows", 0, "drift.limit", Double.NaN, "outlier.ratio", 5)));
    normal(platform, 60);
    for (int i = 0; i < 400 && platform.insights().states().isEmpty(); i++) {
      send(platform, 1, 10 + 0.02 * i, 10);
    }
    assertTrue(platform.insights().latest().get(0).title().contains("pressure outlier"), platform.insights().latest().toString());
  }

  @Test
  void badLateAndImpossibleSamplesAreCounted(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of()));
    platform.signals().send(List.of(sample(PRESSURE, time, 1, Quality.GOOD), sample(PRESSURE, time, 1, Quality.GOOD), sample(PRESSURE, time.minusSeconds(1), 1, Quality.GOOD),
        sample(PRESSURE, time.plusSeconds(1), Double.NaN, Quality.GOOD), sample(PRESSURE, time.plusSeconds(1), 1, Quality.BAD),
        sample(new SignalId("pump-1", "other", "1"), time, 1, Quality.GOOD)));
    assertTrue(plugin.health().detail().endsWith("samples 1, late 2, unusable 2, too many signals 0; rows 0, forests trained 0, insights 0"), plugin.health().detail());
  }

  @Test
  void aSignalThatNeverComesIsNamedOnceTheOthersAreLearnt(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of("signals", "pressure,flow,presure", "warmup.samples", 50)));
    normal(platform, 40);
    assertEquals(Health.Status.OK, plugin.health().status(), "it may yet come");
    normal(platform, 20);
    assertEquals(Health.Status.DEGRADED, plugin.health().status());
    assertTrue(plugin.health().detail().startsWith("SP-ANOMALY-0006: no sample of presure has come, and others are learnt – pump, pump-1 – correct the name in signals"), plugin.health().detail());
    platform.signals().send(List.of(sample(new SignalId("pump-1", "presure", "bar"), time, 10, Quality.GOOD)));
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void aSampleFromTheFutureBlindsNobody(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of("warmup.samples", 50, "forest.rows", 0)));
    normal(platform, 60);
    platform.signals().send(List.of(sample(PRESSURE, time.plus(Duration.ofDays(3_650)), 10, Quality.GOOD)));
    assertTrue(plugin.health().detail().startsWith("SP-ANOMALY-0005: samples lie more than 10 minutes ahead of the appliance's clock – pump-1/pressure"), plugin.health().detail());
    assertTrue(plugin.health().detail().contains("late 0, ahead 1"), plugin.health().detail());
    send(platform, 3, 50, 10);
    assertEquals(1, platform.insights().latest().size());
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void aClockThatIsSetBackIsFollowedAlsoAfterARestart(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of("warmup.samples", 50, "raise.samples", 1)));
    normal(platform, 500);
    platform.advance(Duration.ofSeconds(5));
    plugin.stop().start();
    time = time.minusSeconds(400);
    send(platform, 31, 50, 10);
    assertTrue(platform.insights().states().isEmpty(), "some may be late");
    send(platform, 1, 50, 10);
    assertEquals(1, platform.insights().latest().size(), "so many cannot");
    assertTrue(plugin.health().detail().contains("samples 2, late 62"), plugin.health().detail());
    normal(platform, 60);
    assertTrue(plugin.health().detail().contains("rows 59"), "rows are made again: " + plugin.health().detail());
  }

  @Test
  void thatManySignalsCanBeKept(TestPlatform platform) {
    Map<String, Object> much = Map.of("signals", String.join(",", IntStream.range(0, 25).mapToObj(i -> "s" + i).toList()), "season", "HOUR_OF_WEEK", "window.samples", 2_000, "forest.rows", 0);
    assertTrue(watch(much).problem().startsWith("SP-ANOMALY-0001: window.samples or warmup.samples, times the 168 parts of the season and the signals, makes more than can be kept: 64 of 60 MiB"),
        watch(much).problem());
    Map<String, Object> less = new HashMap<>(much);
    less.put("window.samples", 1_800);
    assertEquals("", watch(less).problem());
    less.put("signals", "");
    assertEquals(26, watch(less).settings().orElseThrow().mostSignals(), "of whatever name");
    assertTrue(watch(Map.of("forest.trees", 1_000, "forest.sample", 4_096)).problem().startsWith("SP-ANOMALY-0001: forest.trees "));
  }

  @Test
  void anInsightThatIsRefusedForGoodKeepsNoOtherBack(TestPlatform platform) {
    Counters counters = new Counters();
    AtomicLong ticker = new AtomicLong();
    Reporter reporter = new Reporter(platform.insights(), ticker::get, counters);
    for (int i = 0; i < 20; i++) {
      reporter.report(insight(" "));
    }
    reporter.report(insight("pump-1 is not normal"));
    for (int i = 0; i < 3; i++) {
      ticker.addAndGet(1_000_000_000L);
      reporter.flush();
    }
    platform.insights().only().titled("pump-1 is not normal");
    assertTrue(reporter.problem().startsWith("SP-ANOMALY-0002: an insight could not be stored: SP-WORK-0002"), reporter.problem());
  }

  @Test
  void aSignalWithALongNameIsReportedToo(TestPlatform platform) {
    SignalId longest = new SignalId("pump-1", "p".repeat(240), "bar");
    started(platform, watch(Map.of("signals", longest.name(), "warmup.samples", 50, "forest.rows", 0)));
    for (int i = 0; i < 60; i++, time = time.plusSeconds(1)) {
      platform.signals().send(List.of(sample(longest, time, i < 55 ? 10 + random.nextGaussian() : 99, Quality.GOOD)));
    }
    assertEquals(256, platform.insights().latest().get(0).evidence().basis().length());
  }

  @Test
  void aStoreThatFailsIsShownAndTriedAgain(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of("warmup.samples", 50, "forest.rows", 0)));
    normal(platform, 60);
    platform.insights().fail(1);
    send(platform, 3, 50, 10);
    assertTrue(plugin.health().detail().startsWith("SP-ANOMALY-0002: an insight could not be stored"), plugin.health().detail());
    io.sallyport.testkit.Await.until("it is stored", () -> {
      platform.advance(Duration.ofSeconds(5));
      return !platform.insights().latest().isEmpty();
    });
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void aFailingAuditLogKeepsTheForestBack(TestPlatform platform) {
    TestPlugin plugin = started(platform, watch(Map.of()));
    normal(platform, 500);
    platform.audit().fail();
    platform.advance(Duration.ofSeconds(5));
    assertTrue(plugin.health().detail().startsWith("SP-ANOMALY-0002: what was learnt could not be kept"), plugin.health().detail());
    assertTrue(plugin.health().detail().contains("forest at 400 of 400 rows"), "it does not judge unrecorded: " + plugin.health().detail());
    platform.audit().heal();
    platform.advance(Duration.ofSeconds(5));
    assertTrue(plugin.health().detail().contains("forest of 400 rows"), plugin.health().detail());
  }

  @ParameterizedTest
  @CsvSource({"asset,*", "asset,''", "signals,'a,a'", "warmup.samples,4", "warmup.samples,1000001", "window.samples,1", "outlier.ratio,0.5", "alarm.ratio,0.5", "deviation.min,-1", "drift.slack,-1",
      "drift.limit,0", "zone,Mars", "forest.rows,10", "forest.trees,1", "forest.sample,1", "hold.s,-1", "row.s,-1", "raise.samples,0", "clear.samples,0", "gap.s,0",
      "severity.high.ratio,0.5"})
  void whatCannotBeIsShownByName(String key, String value, TestPlatform platform) {
    AnomalyDetection capability = capability(platform);
    capability.addWatch(watch(Map.of(key, value)));
    TestPlugin plugin = platform.plugin(capability).prepare();
    assertTrue(plugin.prove().stream().anyMatch(check -> !check.passed() && check.observed().startsWith("SP-ANOMALY-0001: " + key + " ")), key);
  }

  private static Insight insight(String title) {
    Evidence evidence = Evidence.ofRule("pressure", "pressure", 2, 1, "1", Instant.EPOCH, Instant.EPOCH);
    return new Insight(UUID.randomUUID(), "pump-1", Severity.HIGH, title, Instant.EPOCH, Optional.empty(), evidence, "c");
  }

  private AnomalyDetection capability(TestPlatform platform) {
    return new AnomalyDetection(platform.signals(), platform.insights(), platform.audit(), platform.scheduler(), platform.files(), clock(platform),
        io.sallyport.testkit.Config.of(Config.class));
  }

  /** The platform's, but never far behind what is sent. */
  private Clock clock(TestPlatform platform) {
    return new Clock() {
      @Override
      public Instant instant() {
        Instant least = time.minus(Duration.ofMinutes(9));
        return least.isAfter(platform.clock().instant()) ? least : platform.clock().instant();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private TestPlugin started(TestPlatform platform, WatchComponent watch) {
    AnomalyDetection capability = capability(platform);
    capability.addWatch(watch);
    return platform.start(capability);
  }

  private static WatchComponent watch(Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>(Map.of("asset", "pump-1", "signals", "pressure,flow", "warmup.samples", 200, "window.samples", 300, "forest.rows", 400));
    all.putAll(values);
    return new WatchComponent(io.sallyport.testkit.Config.of(WatchConfig.class, all), Map.of("service.pid", WatchConfig.PID + "~pump"));
  }

  /** Pressure around 10, deviation 1; the flow is the pressure but for a tenth of it. */
  private void normal(TestPlatform platform, int count) {
    List<SignalBatch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double pressure = 10 + random.nextGaussian();
      batches.addAll(both(pressure, pressure + 0.1 * random.nextGaussian()));
    }
    platform.signals().send(batches);
  }

  private void send(TestPlatform platform, int count, double pressure, double flow) {
    for (int i = 0; i < count; i++) {
      platform.signals().send(both(pressure, flow));
    }
  }

  private List<SignalBatch> both(double pressure, double flow) {
    List<SignalBatch> both = List.of(sample(PRESSURE, time, pressure, Quality.GOOD), sample(FLOW, time, flow, Quality.GOOD));
    time = time.plusSeconds(1);
    return both;
  }

  private static SignalBatch sample(SignalId signal, Instant time, double value, Quality quality) {
    return SignalBatch.of(signal, time, value, quality);
  }

  private static Path state(TestPlatform platform) throws IOException {
    try (Stream<Path> files = Files.list(platform.files().directory())) {
      return files.filter(file -> file.toString().endsWith(".state")).findFirst().orElseThrow();
    }
  }
}
