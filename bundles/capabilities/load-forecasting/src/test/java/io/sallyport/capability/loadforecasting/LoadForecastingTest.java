package io.sallyport.capability.loadforecasting;

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
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.testkit.Sample;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plugin on the real model and the real series, half-hour by half-hour. */
@SallyportTest
class LoadForecastingTest {
  private static DemandModel model;

  @BeforeAll
  static void open() throws OrtException {
    model = DemandModel.open();
  }

  @AfterAll
  static void close() throws OrtException {
    model.close();
  }

  @Test
  void weeksLiveAreForecastAsTheModelCardSays(TestPlatform platform) throws IOException {
    TestPlugin plugin = started(platform, Map.of());
    int end = Demand.LIVE + 10 * 48;
    platform.signals().sendLive(Demand.batches(Demand.LIVE, end));
    platform.advance(Demand.SLOT.plusMinutes(10));
    assertEquals(Health.Status.OK, plugin.health().status(), plugin.health().detail());
    assertTrue(platform.insights().latest().isEmpty(), "no limit, and the error is as small as the card says");
    JsonObject live = report(platform).object("live");
    assertEquals(Accuracy.MOST, live.integer("compared"));
    assertTrue(live.number("mapePercent") < 1.8 && live.number("mapePercent") < 1.5 * live.number("cardMapePercent"), live.toString());
    assertTrue(live.number("within80") > 0.6 && live.number("within95") > 0.85, live.toString());

    // over all of them, of each half-hour the first forecast, made a day ahead
    double error = 0;
    double naive = 0;
    List<Sample> errors = platform.signals().samples("demand.forecast.error");
    for (Sample sample : errors) {
      int i = index(sample.nanos());
      error += Math.abs(sample.value()) / errors.size();
      naive += 100 * Math.abs(Demand.at(i - Demand.WEEK) / Demand.at(i) - 1) / errors.size();
    }
    assertEquals(end - Demand.LIVE, errors.size());
    assertTrue(error < 1.65 && error < naive, error + " against " + naive);
  }

  @Test
  void aForecastIsSignalsAndAReport(TestPlatform platform) throws IOException {
    TestPlugin plugin = started(platform, Map.of());
    platform.signals().sendLive(Demand.batches(Demand.LIVE, Demand.LIVE + 1));
    platform.advance(Duration.ofMinutes(40));
    int newest = Demand.LIVE;
    for (String line : List.of("forecast", "forecast.lower95", "forecast.lower80", "forecast.upper80", "forecast.upper95")) {
      List<Sample> samples = platform.signals().samples("demand." + line);
      List<Sample> last = samples.subList(samples.size() - 48, samples.size());
      assertEquals(newest + 1, index(last.get(0).nanos()), line);
      assertEquals(newest + 48, index(last.get(47).nanos()), line);
      assertTrue(last.stream().allMatch(sample -> sample.quality() == Quality.GOOD), line);
    }
    assertEquals("MW", platform.signals().received().get(0).signal().unit());
    for (SignalBatch batch : platform.signals().received()) {
      assertEquals(!batch.signal().name().endsWith(".error"), batch.made().equals(Optional.of(batch.time(0))), batch.toString());
    }
    JsonObject report = report(platform);
    assertEquals("sallyport.forecast/1", report.string("schema"));
    assertEquals(Demand.time(newest + 1).toString(), report.string("historyUntil"));
    assertEquals("demand-forecast 1.0.0", report.string("model"));
    assertEquals(48, report.objects("values").size());
    for (JsonObject value : report.objects("values")) {
      double[] ladder = Stream.of("lower95", "lower80", "forecast", "upper80", "upper95").mapToDouble(value::number).toArray();
      for (int i = 1; i < ladder.length; i++) {
        assertTrue(ladder[i] > ladder[i - 1], value.toString());
      }
    }
    assertTrue(plugin.health().detail().contains("by demand-forecast 1.0.0; "), plugin.health().detail());
  }

  @Test
  void anExpectedPeakAboveTheLimitIsToldBeforeItComesAndEndsAfterIt(TestPlatform platform) {
    started(platform, Map.of("limit", 35_000));
    int day = Demand.LIVE + 4 * 48; // Monday; the weekend stays below
    platform.signals().sendLive(Demand.batches(Demand.LIVE, day - 48));
    assertTrue(platform.insights().latest().stream().allMatch(insight -> insight.until().isPresent()), "the week's last peak is over");
    int before = platform.insights().latest().size();
    platform.signals().sendLive(Demand.batches(day - 48, day + 12));
    Insight told = platform.insights().latest().get(before);
    assertTrue(told.from().isBefore(Demand.time(day)), told.toString());
    assertTrue(told.until().isEmpty());
    assertEquals("MW", told.evidence().unit());
    assertEquals(35_000, told.evidence().threshold());
    assertTrue(told.evidence().score() > 35_000 && told.evidence().to().isAfter(told.evidence().from()), told.toString());
    int first = day;
    while (Demand.at(first) <= 35_000) {
      first++;
    }
    assertTrue(Duration.between(Demand.time(first), told.evidence().from()).abs().toMinutes() <= 90, "the crossing is foretold: " + told);
    assertTrue(told.severity().compareTo(Severity.HIGH) >= 0, told.toString());
    assertTrue(told.title().startsWith("grid/demand is expected above 35000 MW from Mon "), told.title());
    platform.signals().sendLive(Demand.batches(day + 12, day + 48));
    assertEquals(1, platform.insights().latest().stream().filter(insight -> insight.until().isEmpty()).count(), "the next weekday's");
  }

  @Test
  void withoutALimitOrBelowItNothingIsTold(TestPlatform platform) {
    started(platform, Map.of("limit", 60_000));
    platform.signals().sendLive(Demand.batches(Demand.LIVE, Demand.LIVE + 96));
    assertTrue(platform.insights().states().isEmpty());
  }

  @Test
  void historyErrorsAndInsightOutliveARestart(TestPlatform platform) throws IOException {
    TestPlugin first = started(platform, Map.of("limit", 35_000));
    platform.signals().sendLive(Demand.batches(Demand.LIVE, Demand.LIVE + 60));
    long compared = report(platform).object("live").integer("compared");
    List<Insight> told = platform.insights().latest();
    first.stop().start();
    platform.signals().sendLive(Demand.batches(Demand.LIVE + 60, Demand.LIVE + 62));
    assertEquals(Health.Status.OK, first.health().status(), first.health().detail());
    assertTrue(report(platform).object("live").integer("compared") >= compared + 2, "compared with forecasts of before the restart");
    assertEquals(told.size(), platform.insights().latest().size(), "the insight goes on under its id");
  }

  @Test
  void aDamagedHistoryIsSetAsideAndRecorded(TestPlatform platform) throws IOException {
    TestPlugin plugin = started(platform, Map.of()).stop();
    Path state = file(platform, ".state");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2] ^= 1;
    Files.write(state, bytes);
    plugin.start();
    assertEquals("its digest does not match", platform.audit().only("forecast.discarded").details().get("why"));
    assertTrue(Files.exists(file(platform, ".state.damaged")));
    platform.signals().send(Demand.batches(Demand.LIVE - 2, Demand.LIVE));
    platform.advance(Duration.ofMinutes(40));
    Health health = plugin.health();
    assertEquals(Health.Status.DEGRADED, health.status());
    assertTrue(health.detail().startsWith("SP-FORECAST-0001: 718 of the 720 slots"), health.detail());
  }

  @Test
  void anotherZoneIsAnotherHistory(TestPlatform platform) {
    LoadForecasting capability = plugin(platform, Map.of());
    platform.inference().serve(model.model());
    platform.start(capability);
    platform.signals().send(Demand.batches(Demand.LIVE - 10, Demand.LIVE));
    capability.modified(config(Map.of("zone", "Europe/London")));
    assertEquals("it was kept in slots of 1800 s in UTC", platform.audit().only("forecast.discarded").details().get("why"));
  }

  @Test
  void whenTheLoadChangesItsWaysTheErrorIsTold(TestPlatform platform) {
    TestPlugin plugin = started(platform, Map.of());
    Random random = new Random(5);
    platform.signals().sendLive(Demand.batches(Demand.LIVE, Demand.LIVE + 200, i -> Demand.at(i) * (1 + 0.15 * random.nextGaussian())));
    Health health = plugin.health();
    assertEquals(Health.Status.DEGRADED, health.status(), health.detail());
    assertTrue(health.detail().startsWith("SP-FORECAST-0007"), health.detail());
    Insight told = platform.insights().latest().get(0);
    assertTrue(told.evidence().basis().startsWith("own forecast error of demand-forecast 1.0.0: more than 1.5 times"), told.toString());
    assertTrue(told.evidence().score() > told.evidence().threshold(), told.toString());
  }

  @Test
  void lateRepeatedBadAndImpossibleSamplesAreCounted(TestPlatform platform) {
    TestPlugin plugin = started(platform, Map.of("quality.uncertain", false));
    Instant now = platform.clock().instant();
    platform.signals().send(List.of(SignalBatch.of(Demand.SIGNAL, now.minus(Duration.ofHours(5)), 30_000, Quality.GOOD),
        SignalBatch.of(Demand.SIGNAL, now.plus(Duration.ofDays(3)), 30_000, Quality.GOOD), SignalBatch.of(Demand.SIGNAL, now.minus(Duration.ofDays(90)), 30_000, Quality.GOOD),
        SignalBatch.of(Demand.SIGNAL, now, Double.NaN, Quality.GOOD), SignalBatch.of(Demand.SIGNAL, now, 1, Quality.BAD), SignalBatch.of(Demand.SIGNAL, now, 1, Quality.UNCERTAIN)));
    assertTrue(plugin.health().detail().endsWith("late 1, too old 1, ahead 1, unusable 3; forecasts 1, refused 0"), plugin.health().detail());
    platform.signals().send(java.util.Collections.nCopies(100, SignalBatch.of(Demand.SIGNAL, now.minus(Duration.ofDays(90)), 30_000, Quality.GOOD)));
    platform.advance(Duration.ofMinutes(10));
    assertTrue(plugin.health().detail().startsWith("SP-FORECAST-0006"), plugin.health().detail());
  }

  @Test
  void aSilentSourceIsTold(TestPlatform platform) {
    TestPlugin plugin = started(platform, Map.of());
    platform.advance(Duration.ofMinutes(20));
    assertEquals(Health.Status.OK, plugin.health().status(), plugin.health().detail());
    platform.advance(Duration.ofMinutes(20));
    assertTrue(plugin.health().detail().startsWith("SP-FORECAST-0008: no usable load since 2026-01-01T00:00:00Z"), plugin.health().detail());
  }

  @Test
  void gapsAreFilledUpToAShareAndTheForecastSaysSo(TestPlatform platform) {
    platform.inference().serve(model.model());
    TestPlugin plugin = platform.start(plugin(platform, Map.of()));
    platform.signals().send(Demand.batches(Demand.LIVE - 800, Demand.LIVE - 120));
    platform.signals().send(Demand.batches(Demand.LIVE - 60, Demand.LIVE));
    platform.advance(Duration.ofMinutes(10));
    assertEquals(Health.Status.OK, plugin.health().status(), plugin.health().detail());
    assertTrue(platform.signals().samples("demand.forecast").stream().allMatch(sample -> sample.quality() == Quality.UNCERTAIN));
    plugin.stop();
  }

  @Test
  void atSetTimesItIsIssuedThenAndAfterAStart(TestPlatform platform) {
    started(platform, Map.of("issue.times", "09:00"));
    assertEquals(1, platform.inference().calls().size());
    platform.signals().sendLive(Demand.batches(Demand.LIVE, Demand.LIVE + 3 * 48));
    assertEquals(4, platform.inference().calls().size(), "once at the start, then once a day");
  }

  @Test
  void aRefusalIsShownAndTriedAgain(TestPlatform platform) {
    TestPlugin plugin = platform.start(plugin(platform, Map.of()));
    platform.signals().send(Demand.batches(Demand.LIVE - 800, Demand.LIVE));
    platform.advance(Duration.ofMinutes(10));
    assertTrue(plugin.health().detail().startsWith("SP-FORECAST-0002: no active version of the model"), plugin.health().detail());
    platform.inference().serve(model.model());
    platform.inference().refuse("SP-INFER-0004", "on purpose", "wait");
    platform.advance(Duration.ofMinutes(10));
    assertTrue(plugin.health().detail().startsWith("SP-INFER-0004: on purpose"), plugin.health().detail());
    platform.inference().answer();
    platform.advance(Duration.ofMinutes(10));
    assertEquals(Health.Status.OK, plugin.health().status(), plugin.health().detail());
  }

  @Test
  void aFullDiskOrAFailingStoreIsShownAndTriedAgain(TestPlatform platform) throws IOException {
    TestPlugin plugin = started(platform, Map.of("limit", 20_000));
    Files.delete(file(platform, ".json"));
    platform.insights().fail();
    platform.signals().sendLive(Demand.batches(Demand.LIVE, Demand.LIVE + 4));
    assertTrue(plugin.health().detail().startsWith("SP-FORECAST-0003: the insight about the limit"), plugin.health().detail());
    platform.insights().heal();
    platform.signals().sendLive(Demand.batches(Demand.LIVE + 4, Demand.LIVE + 6));
    assertEquals(Health.Status.OK, plugin.health().status(), plugin.health().detail());
    assertTrue(Files.exists(file(platform, ".json")));
  }

  @Test
  void anAnswerThatComesAfterTheStopChangesNothing(TestPlatform platform) throws IOException {
    platform.inference().serve(model.model());
    Settings settings = Settings.of(config(Map.of()));
    Counters counters = new Counters();
    Intake intake = new Intake(settings, platform.clock(), counters);
    Path directory = platform.files().directory();
    Path report = directory.resolve("report.json");
    Memory memory = new Memory(settings, directory, platform.audit());
    AtomicReference<LoadWatch> watch = new AtomicReference<>();
    InferenceService late = new InferenceService() {
      @Override
      public InferenceResult infer(InferenceRequest request) {
        InferenceResult answer = platform.inference().infer(request);
        watch.get().close();
        successorWrites(platform);
        return answer;
      }

      @Override
      public Optional<ModelDescription> describe(String name) {
        return platform.inference().describe(name);
      }
    };
    watch.set(new LoadWatch(settings, platform.clock(), counters, intake, new Forecaster(late, settings, counters), new Publisher(settings, platform.signals()),
        new ReportFile(settings, report), memory, platform.insights()));
    watch.get().open();
    Demand.batches(Demand.LIVE - 1_056, Demand.LIVE).forEach(intake::accept);
    platform.advance(Duration.ofMinutes(10));
    watch.get().look();
    assertEquals(1, platform.inference().calls().size());
    assertEquals(0, counters.forecasts.sum());
    assertFalse(Files.exists(report));
    assertEquals("the successor's", Files.readString(file(platform, ".state")));
    assertTrue(platform.signals().received().isEmpty());
  }

  private static void successorWrites(TestPlatform platform) {
    try {
      Files.writeString(file(platform, ".state"), "the successor's");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBadConfigurationIsShownAndAGoodOneTakenUp(TestPlatform platform) {
    LoadForecasting capability = plugin(platform, Map.of());
    platform.inference().serve(model.model());
    TestPlugin plugin = platform.start(capability);
    capability.modified(config(Map.of("zone", "nowhere")));
    assertTrue(plugin.health().detail().startsWith("SP-FORECAST-0005: zone"), plugin.health().detail());
    capability.modified(config(Map.of("asset", "feeder-2")));
    assertEquals(Health.Status.OK, plugin.health().status());
    assertEquals(1, platform.signals().consumers().size());
    plugin.stop();
  }

  @Test
  void aModelOfAnotherPeriodDoesNotFit(TestPlatform platform) {
    platform.inference().serve(model.model());
    TestPlugin plugin = platform.plugin(plugin(platform, Map.of("period.min", 15))).prepare();
    assertFalse(plugin.prove().get(0).passed());
  }

  /** With 15 days of history and more, the model, and a look every ten minutes. */
  private static TestPlugin started(TestPlatform platform, Map<String, ?> values) {
    platform.inference().serve(model.model());
    TestPlugin plugin = platform.start(plugin(platform, values));
    platform.signals().send(Demand.batches(Demand.LIVE - 1_056, Demand.LIVE));
    platform.advance(Duration.ofMinutes(1));
    platform.advance(Duration.ofMinutes(9));
    return plugin;
  }

  private static LoadForecasting plugin(TestPlatform platform, Map<String, ?> values) {
    return new LoadForecasting(platform.signals(), platform.signals(), platform.inference(), platform.insights(), platform.audit(), platform.scheduler(),
        platform.files(), platform.clock(), config(values));
  }

  private static Config config(Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>(Map.of("check.s", 600));
    all.putAll(values);
    return io.sallyport.testkit.Config.of(Config.class, all);
  }

  private static JsonObject report(TestPlatform platform) throws IOException {
    Path file = file(platform, ".json");
    return Json.parseObject(Files.readAllBytes(file), file.toString());
  }

  private static Path file(TestPlatform platform, String end) throws IOException {
    try (Stream<Path> files = Files.list(platform.files().directory())) {
      Path state = files.filter(file -> file.toString().endsWith(".state") || file.toString().endsWith(".state.damaged")).findFirst().orElseThrow();
      return state.resolveSibling(state.getFileName().toString().replaceAll("\\.state.*", "") + end);
    }
  }

  private static int index(long nanos) {
    return (int) (Duration.between(Demand.MONDAY, Instant.ofEpochSecond(0, nanos)).dividedBy(Demand.SLOT));
  }
}
