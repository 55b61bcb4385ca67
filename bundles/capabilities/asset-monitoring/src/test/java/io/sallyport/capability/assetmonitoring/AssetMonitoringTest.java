package io.sallyport.capability.assetmonitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.alarm.AlarmSink;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.Series;
import io.sallyport.testkit.TestAlarms;
import io.sallyport.testkit.TestClock;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The plugin on the testkit's platform: samples in, alarms and health out. */
@SallyportTest
class AssetMonitoringTest {
  private static final Map<String, Object> LIMITS = Map.of("asset", "boiler-1", "signal", "pressure", "unit", "bar", "low.low", 1.0, "low", 2.0, "high", 8.0, "high.high", 10.0, "deadband", 0.5);
  private static final SignalComponent PRESSURE = Components.signal("pressure", LIMITS);
  private static final AssetComponent BOILER = Components.asset("boiler", Map.of("asset", "boiler-1", "suppress.signal", "running", "suppress.reason", "the boiler is off"));

  @Test
  void fourLimitsWithADeadband(TestPlatform platform) {
    platform.start(plugin(platform, PRESSURE));
    pressure(platform).values(5, 8.5, 10.5, 9.7, 9.5, 7.8, 7.5, 1.5, 0.5, 1.4, 1.5, 2.5).send();
    assertEquals(List.of("H raised 1", "HH raised 2", "HH cleared 4", "H cleared 6", "L raised 7", "LL raised 8", "LL cleared 10", "L cleared 11"),
        platform.alarms().changes().stream().map(AssetMonitoringTest::told).toList());
    platform.alarms().of("boiler-1/pressure/H").priority(Severity.HIGH).says("boiler-1/pressure is above H 8.000 bar: 8.500 bar").asset("boiler-1");
    platform.alarms().of("boiler-1/pressure/LL").priority(Severity.CRITICAL).from(at(8)).cleared(at(10));
  }

  @Test
  void withinTheLimitsThereIsNothing(TestPlatform platform) {
    platform.start(plugin(platform, PRESSURE));
    pressure(platform).values(5, 8, 2, 7.9).send();
    platform.advance(Duration.ofHours(1));
    platform.alarms().none();
  }

  @Test
  void delaysCountInSourceTimeAndByTheClockWhereNoSampleComes(TestPlatform platform) {
    platform.start(plugin(platform, pressure("delay.on.ms", 3_000, "delay.off.ms", 2_000)));
    pressure(platform).values(9, 9, 5, 9, 9, 9).send();
    platform.alarms().none();
    platform.advance(Duration.ofSeconds(3));
    platform.alarms().only().from(at(3)).holds();
    pressure(platform).at(at(10)).values(5, 5).send();
    platform.alarms().only().holds();
    pressure(platform).at(at(12)).values(5).send();
    platform.alarms().only().cleared(at(10));
  }

  @Test
  void badQualitySilenceAndTheRate(TestPlatform platform) {
    platform.start(plugin(platform, pressure("stale.after.s", 10.0, "rate.per.s", 0.5, "rate.window.s", 4)));
    pressure(platform).hold(5, 5).bad(5, 1).nan(1).hold(5, 1).send();
    platform.alarms().only().condition("boiler-1/pressure/BAD").priority(Severity.MEDIUM).from(at(5)).cleared(at(7));
    pressure(platform).at(at(8)).ramp(5, 7.5, 5).send();
    platform.alarms().of("boiler-1/pressure/RATE").holds().says("changing faster than 0.5000 bar/s");
    pressure(platform).at(at(13)).hold(7.5, 5).send();
    platform.alarms().of("boiler-1/pressure/RATE").cleared();
    platform.advance(Duration.ofSeconds(10));
    assertEquals(2, platform.alarms().latest().size());
    platform.advance(Duration.ofSeconds(1));
    platform.alarms().of("boiler-1/pressure/STALE").from(at(17)).says("silent for longer than 10.00 s").holds();
    pressure(platform).at(at(40)).values(7.5).send();
    platform.alarms().of("boiler-1/pressure/STALE").cleared(at(40));
  }

  @Test
  void aStepOfTheClockIsNeitherSilenceNorADelay(TestPlatform platform) {
    SignalComponent rule = pressure("stale.after.s", 10.0, "delay.on.ms", 3_000);
    AtomicLong ticker = new AtomicLong();
    AssetMonitoring plugin = plugin(platform, platform.alarms(), ticker::get, rule);
    platform.start(plugin);
    pressure(platform).values(9).send();
    platform.advance(Duration.ofHours(1)); // the clock alone
    platform.alarms().none();
    ticker.addAndGet(11_000_000_000L);
    platform.advance(Duration.ofSeconds(1));
    platform.alarms().of("boiler-1/pressure/STALE").from(at(0)).holds();
    plugin.removeSignal(rule);
    platform.advance(Duration.ofHours(1));
    platform.alarms().of("boiler-1/pressure/STALE").holds();
  }

  @Test
  void twoSignalsThatDisagree(TestPlatform platform) {
    platform.start(plugin(platform, pressure("deviation.signal", "pressure-2", "deviation.limit", 1.0)));
    pressure(platform).values(5).send();
    platform.signals().series("boiler-1", "pressure-2", "bar").values(5.9).values(6.1).send();
    platform.alarms().only().condition("boiler-1/pressure/DEV").says("off by more than 1.000 bar from pressure-2: 1.100 bar").holds();
    pressure(platform).at(at(2)).values(5.7).send();
    platform.alarms().only().cleared();
  }

  @Test
  void whatStandsGoesOnAfterARestartAndIsClearedOnceItsLimitIsGone(TestPlatform platform) {
    TestPlugin first = platform.start(plugin(platform, PRESSURE));
    pressure(platform).values(9).send();
    first.stop();
    platform.start(plugin(platform, PRESSURE)).stop();
    platform.alarms().only().holds();
    AssetMonitoring next = plugin(platform, PRESSURE);
    platform.start(next);
    assertEquals(1, platform.alarms().changes().size(), "nothing is told again");
    next.removeSignal(PRESSURE);
    next.addSignal(pressure("high", 8.5));
    pressure(platform).at(at(5)).values(8.4).send();
    platform.alarms().only().holds();
    next.removeSignal(PRESSURE);
    pressure(platform).at(at(6)).values(7.9).send();
    platform.alarms().only().cleared(at(6));
  }

  @Test
  void aConditionThatNobodyWatchesAnyMoreIsCleared(TestPlatform platform) {
    AssetMonitoring plugin = plugin(platform, PRESSURE);
    platform.start(plugin);
    pressure(platform).values(9).send();
    plugin.removeSignal(PRESSURE);
    platform.advance(Duration.ofSeconds(59));
    platform.alarms().only().holds();
    platform.advance(Duration.ofSeconds(2));
    platform.alarms().only().cleared();
  }

  @Test
  void alarmsOfAnAssetThatDoesNotRunAreSuppressed(TestPlatform platform) {
    AssetMonitoring plugin = plugin(platform, PRESSURE);
    plugin.addAsset(BOILER);
    TestPlugin first = platform.start(plugin);
    pressure(platform).values(9).send();
    running(platform, 0);
    assertEquals("the boiler is off", platform.alarms().only().holds().suppressed().get().suppressed().orElseThrow());
    first.stop();
    AssetMonitoring next = plugin(platform, PRESSURE);
    next.addAsset(BOILER);
    platform.start(next);
    pressure(platform).at(at(2)).values(11).send();
    platform.alarms().of("boiler-1/pressure/HH").suppressed();
    running(platform, 1);
    assertTrue(platform.alarms().holding().stream().allMatch(alarm -> alarm.suppressed().isEmpty()));
    assertEquals(2, platform.alarms().holding().size());
  }

  @Test
  void whatTheApplianceCouldNotStoreIsToldLater(TestPlatform platform) {
    TestPlugin plugin = platform.start(plugin(platform, PRESSURE));
    platform.alarms().fail(2);
    pressure(platform).values(9, 5, 9).send();
    platform.alarms().none();
    assertEquals(Health.Status.DEGRADED, plugin.health().status());
    platform.advance(Duration.ofSeconds(2));
    assertEquals(List.of("H raised 0", "H cleared 1", "H raised 2"), platform.alarms().changes().stream().map(AssetMonitoringTest::told).toList());
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void aConditionThatIsRefusedForGoodKeepsNoOtherBack(TestPlatform platform) {
    AlarmSink refusing = refusing(platform.alarms(), "boiler-1/pressure/L", "boiler-1/pressure/LL");
    TestPlugin plugin = platform.start(plugin(platform, refusing, PRESSURE));
    pressure(platform).values(0.5, 9, 5, 11).send();
    platform.advance(Duration.ofSeconds(1));
    assertEquals(List.of("H raised 1", "H cleared 2", "HH raised 3", "H raised 3"), platform.alarms().changes().stream().map(AssetMonitoringTest::told).toList());
    assertTrue(plugin.health().detail().startsWith("SP-WORK-0002: no – boiler-1/pressure/L"), plugin.health().detail());
  }

  @Test
  void manyThatAreRefusedForGoodTakeTurnsWithTheOthers(TestPlatform platform) {
    Announcer announcer = new Announcer(refusing(platform.alarms(), IntStream.range(0, 20).mapToObj(i -> "bad-" + i).toArray(String[]::new)), new Counters());
    for (int i = 0; i < 20; i++) {
      announcer.tell(new Change.Raised(alarm("bad-" + i)));
    }
    announcer.tell(new Change.Raised(alarm("good")));
    for (int i = 0; i < 3; i++) {
      announcer.flush();
    }
    platform.alarms().only().condition("good");
  }

  @Test
  void longUnitsAndInfiniteRatesAreAlarmsToo(TestPlatform platform) {
    String unit = "m".repeat(64);
    platform.start(plugin(platform, pressure("unit", "", "rate.per.s", 1.0, "rate.window.s", 4, "deviation.signal", "other", "deviation.limit", 1.0)));
    platform.signals().series("boiler-1", "pressure", unit + "mmm").at(at(0)).values(-1e308, -1e308, -1e308, -1e308, 1e308).send();
    platform.signals().series("boiler-1", "other", unit + "mmm").at(at(5)).values(-1e308).send();
    assertEquals("m".repeat(61) + "…/s", platform.alarms().of("boiler-1/pressure/RATE").holds().get().evidence().unit());
    assertEquals("m".repeat(63) + "…", platform.alarms().of("boiler-1/pressure/HH").holds().get().evidence().unit());
    assertEquals(Double.MAX_VALUE, platform.alarms().of("boiler-1/pressure/DEV").holds().get().evidence().score());
  }

  @Test
  void theHealthIsASignalOfTheAsset(TestPlatform platform) {
    platform.start(plugin(platform, PRESSURE));
    pressure(platform).values(5).send();
    assertEquals(100, health(platform), 1e-9);
    pressure(platform).at(at(1)).values(9).send();
    assertEquals(65, health(platform), 1e-9);
    pressure(platform).at(at(2)).values(11).send();
    assertEquals(100 * 0.65 * 0.3, health(platform), 1e-9);
    pressure(platform).at(at(3)).values(5).bad(5, 1).send();
    assertEquals(100 * 0.85 / 2, health(platform), 1e-9);
  }

  @Test
  void configurationsThatCannotBeUsedFailTheProofAndShow(TestPlatform platform) {
    AssetMonitoring plugin = plugin(platform, PRESSURE, pressure("high", 1.5), Components.signal("twice", LIMITS));
    assertEquals(List.of("configuration", "signal pressure"), platform.plugin(plugin).prepare().prove().stream().filter(check -> check.passed()).map(check -> check.name()).toList());
    assertTrue(Components.signal("y", Map.of("asset", "a", "signal", "s", "high", "eight")).problem().contains("~y: "));
    assertFalse(Components.asset("z", Map.of("asset", "*")).problem().isEmpty());
    AssetMonitoring wrong = new AssetMonitoring(platform.signals(), platform.signals(), platform.alarms(), platform.clock(), platform.scheduler(), Config.of(io.sallyport.capability.assetmonitoring.Config.class, Map.of("health.period.s", 0)));
    TestPlugin refused = platform.plugin(wrong).prepare();
    assertFalse(refused.prove().get(0).passed());
    assertThrows(IllegalArgumentException.class, refused::start);
  }

  private static double health(TestPlatform platform) {
    platform.advance(Duration.ofSeconds(10));
    return platform.signals().received().stream().filter(batch -> batch.signal().name().equals("health")).reduce((a, b) -> b).orElseThrow().value(0);
  }

  private static void running(TestPlatform platform, double value) {
    platform.signals().series("boiler-1", "running", "1").values(value).send();
  }

  private static Series pressure(TestPlatform platform) {
    return platform.signals().series("boiler-1", "pressure", "bar").at(at(0));
  }

  private static SignalComponent pressure(Object... more) {
    Map<String, Object> keys = new HashMap<>(LIMITS);
    for (int i = 0; i < more.length; i += 2) {
      keys.put((String) more[i], more[i + 1]);
    }
    return Components.signal("changed", keys);
  }

  /** Refuses some conditions, always. */
  private static AlarmSink refusing(AlarmSink sink, String... conditions) {
    return new AlarmSink() {
      @Override
      public void raise(Alarm alarm) {
        if (List.of(conditions).contains(alarm.condition())) {
          throw new IllegalStateException("SP-WORK-0002: no");
        }
        sink.raise(alarm);
      }

      @Override
      public void clear(String condition, Instant at) {
        sink.clear(condition, at);
      }

      @Override
      public List<Alarm> standing() {
        return sink.standing();
      }
    };
  }

  private static Alarm alarm(String condition) {
    return Alarm.of(condition, "boiler-1", Severity.HIGH, "pressure is high", at(0), Evidence.ofRule("pressure above 8 bar", "pressure", 8.5, 8, "bar", at(0), at(1)));
  }

  private static AssetMonitoring plugin(TestPlatform platform, SignalComponent... signals) {
    return plugin(platform, platform.alarms(), signals);
  }

  private static AssetMonitoring plugin(TestPlatform platform, AlarmSink alarms, SignalComponent... signals) {
    return plugin(platform, alarms, () -> Nanos.of(platform.clock().instant()), signals);
  }

  private static AssetMonitoring plugin(TestPlatform platform, AlarmSink alarms, LongSupplier ticker, SignalComponent... signals) {
    AssetMonitoring plugin = new AssetMonitoring(platform.signals(), platform.signals(), alarms, platform.clock(), ticker, platform.scheduler(),
        Config.of(io.sallyport.capability.assetmonitoring.Config.class));
    List.of(signals).forEach(plugin::addSignal);
    return plugin;
  }

  private static String told(TestAlarms.Change change) {
    Alarm alarm = change.alarm();
    String kind = alarm.condition().substring(alarm.condition().lastIndexOf('/') + 1);
    Instant when = change.cleared().orElse(alarm.from());
    return kind + (change.cleared().isPresent() ? " cleared " : " raised ") + Duration.between(at(0), when).toSeconds();
  }

  private static Instant at(int second) {
    return TestClock.START.plusSeconds(second);
  }
}
