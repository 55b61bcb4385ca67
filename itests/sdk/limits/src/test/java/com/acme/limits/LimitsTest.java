package com.acme.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.Series;
import io.sallyport.testkit.TestClock;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The plugin on the testkit's platform: samples in, insights and work orders out, over restarts, failures and changes of the rules. */
@SallyportTest
class LimitsTest {
  private static final RuleComponent BOILER = Rules.component("boiler", Map.of("asset", "boiler-1", "unit", "bar", "high", 8.0, "high.high", 10.0, "hysteresis", 0.5));

  @Test
  void anInsightBeginsGrowsAndEndsUnderOneId(TestPlatform platform) {
    platform.start(limits(platform, BOILER));
    pressure(platform, 0).values(7, 8.5, 9, 10.5, 10, 7.8, 7.5).send();
    platform.insights().only().asset("boiler-1").severity(Severity.HIGH).titled("boiler-1/pressure is above 10.00 bar").from(at(1)).until(at(6));
    List<Insight> states = platform.insights().states();
    assertEquals(3, states.size());
    assertEquals(Severity.MEDIUM, states.get(0).severity());
    assertEquals(8.5, states.get(0).evidence().score());
    assertEquals(8.0, states.get(0).evidence().threshold());
    assertEquals(states.get(0).id().toString(), platform.workOrders().only().proposal().key());
  }

  @Test
  void withinTheLimitsThereIsNothing(TestPlatform platform) {
    platform.start(limits(platform, BOILER));
    pressure(platform, 0).values(7, 8, 7.9).nan(2).bad(99, 2).send();
    platform.insights().none();
    platform.workOrders().none();
  }

  @Test
  void whatBeganAndEndedInOneBatchIsToldOnce(TestPlatform platform) {
    platform.start(limits(platform, BOILER));
    pressure(platform, 0).values(7, 8.5, 10.5, 7).batches(4).send();
    assertEquals(1, platform.insights().states().size());
    platform.insights().only().severity(Severity.HIGH).until(at(3));
    platform.workOrders().only();
  }

  @Test
  void whatLastsGoesOnUnderTheSameIdAfterARestart(TestPlatform platform) {
    TestPlugin first = platform.start(limits(platform, BOILER));
    pressure(platform, 0).values(8.5).send();
    final UUID id = platform.insights().only().open().get().id();
    first.stop();
    platform.insights().only().open();
    platform.start(limits(platform, BOILER));
    assertEquals(2, platform.insights().states().size(), "raised again: the platform may have ended it meanwhile");
    pressure(platform, 10).values(8.5, 7.0).send();
    assertEquals(id, platform.insights().only().until(at(11)).get().id());
  }

  @Test
  void whatLastedEndsWhenItsRuleIsGone(TestPlatform platform) {
    TestPlugin first = platform.start(limits(platform, BOILER));
    pressure(platform, 5).values(8.5).send();
    first.stop();
    platform.start(limits(platform, Rules.component("other", Map.of("asset", "boiler-1", "high", 8.0))));
    platform.advance(Duration.ofSeconds(59));
    platform.insights().only().open();
    platform.advance(Duration.ofSeconds(1));
    platform.insights().only().until(at(5));
  }

  @Test
  void rulesThatComeLateAfterARestartGoOnWithWhatLasts(TestPlatform platform) {
    TestPlugin first = platform.start(limits(platform, BOILER));
    pressure(platform, 5).values(8.5).send();
    first.stop();
    Limits late = limits(platform);
    platform.start(late);
    platform.advance(Duration.ofSeconds(59));
    late.addRule(BOILER);
    platform.advance(Duration.ofSeconds(59));
    platform.insights().only().open();
    pressure(platform, 100).values(7).send();
    platform.insights().only().until(at(100));
  }

  @Test
  void aChangedRuleGoesOnWithWhatLasts(TestPlatform platform) {
    Limits limits = limits(platform, BOILER);
    platform.start(limits);
    pressure(platform, 0).values(8.5).send();
    limits.removeRule(BOILER);
    limits.addRule(Rules.component("boiler", Map.of("asset", "boiler-1", "high", 9.0)));
    platform.advance(Duration.ofMinutes(5));
    platform.insights().only().open();
    pressure(platform, 1).values(8.5).send();
    platform.insights().only().until(at(1));
  }

  @Test
  void rulesComeChangeAndGoWhileItRuns(TestPlatform platform) {
    Limits limits = limits(platform, BOILER);
    TestPlugin plugin = platform.start(limits);
    pressure(platform, 0).values(8.5).send();
    platform.insights().only().open();
    limits.addRule(Rules.component("flow", Map.of("asset", "boiler-1", "signals", "flow", "low", 1.0)));
    platform.signals().series("boiler-1", "flow", "m3/h").values(0.5).send();
    assertEquals(2, platform.insights().latest().size());
    limits.removeRule(BOILER);
    platform.advance(Duration.ofSeconds(61));
    assertEquals(Optional.of(at(0)), platform.insights().latest().get(0).until());
    pressure(platform, 10).values(99).send();
    assertEquals(2, platform.insights().latest().size(), "nobody watches the pressure any more");
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void whatCannotBeStoredIsToldLaterAsItIsThen(TestPlatform platform) {
    TestPlugin plugin = platform.start(limits(platform, BOILER));
    platform.insights().fail();
    pressure(platform, 0).values(8.5, 10.5).send();
    plugin.awaitHealth(Health.Status.DEGRADED);
    platform.insights().none();
    platform.insights().heal();
    platform.advance(Duration.ofSeconds(1));
    plugin.awaitHealth(Health.Status.OK);
    assertEquals(1, platform.insights().states().size());
    platform.insights().only().severity(Severity.HIGH);
    platform.workOrders().only();
  }

  @Test
  void aWorkOrderThatFailedIsProposedAgainAndOnceOnly(TestPlatform platform) {
    platform.start(limits(platform, BOILER));
    platform.workOrders().fail(1);
    pressure(platform, 0).values(10.5, 10.6).send();
    platform.workOrders().none();
    platform.advance(Duration.ofSeconds(1));
    platform.workOrders().only();
  }

  @Test
  void lateSamplesAreCountedUntilTheSourcesClockIsBelieved(TestPlatform platform) {
    TestPlugin plugin = platform.start(limits(platform, BOILER));
    pressure(platform, 1_000_000).values(7).gap(Duration.ofDays(-11)).hold(9, 31).send();
    platform.insights().none();
    assertTrue(plugin.health().detail().contains("31 late"), plugin.health().detail());
    pressure(platform, 100).values(9).send();
    platform.insights().only();
  }

  @Test
  void anotherUnitIsNotComparedAndShowsIfTheSignalIsNamed(TestPlatform platform) {
    Limits limits = limits(platform, BOILER);
    TestPlugin plugin = platform.start(limits);
    platform.signals().series("boiler-1", "pressure", "kPa").values(700).send();
    assertEquals(Health.Status.OK, plugin.health().status());
    limits.addRule(Rules.component("named", Map.of("asset", "boiler-1", "signals", "pressure", "unit", "bar", "high", 8.0)));
    platform.signals().series("boiler-1", "pressure", "kPa").values(700).send();
    assertEquals(Health.Status.DEGRADED, plugin.health().status());
    platform.insights().none();
  }

  @Test
  void silenceIsFoundEvenOfASignalThatNeverCame(TestPlatform platform) {
    platform.start(limits(platform, Rules.component("heartbeat", Map.of("asset", "boiler-1", "signals", new String[] {"pressure", "flow"}, "silent.after.s", 10.0))));
    pressure(platform, 0).hold(5, 9).sendLive();
    platform.advance(Duration.ofSeconds(4));
    platform.insights().only().titled("boiler-1/flow is silent for more than 10.00 s");
    platform.advance(Duration.ofSeconds(7));
    platform.insights().await(2);
    assertEquals(at(8), platform.insights().latest().get(1).from());
    pressure(platform, 20).values(5).send();
    assertEquals(Optional.of(at(20)), platform.insights().latest().get(1).until());
  }

  @Test
  void aStuckSignalAndAJumpAreFound(TestPlatform platform) {
    platform.start(limits(platform, Rules.component("all", Map.of("asset", "*", "stuck.after.s", 5.0, "rate.per.s", 10.0, "rate.window.s", 2.0))));
    platform.signals().series("pump-7", "flow", "m3/h").hold(3, 7).values(40, 41, 42, 43, 44).send();
    List<Insight> found = platform.insights().latest();
    assertEquals(List.of("pump-7/flow is standing still for more than 5.000 s", "pump-7/flow is changing faster than 10.00 m3/h/s"),
        found.stream().map(Insight::title).toList());
    assertTrue(found.stream().allMatch(insight -> insight.until().isPresent()));
  }

  @Test
  void noMoreSignalsThanAllowed(TestPlatform platform) {
    Limits limits = limits(platform, Config.of(LimitsConfig.class, Map.of("signals.max", 3)), Rules.component("all", Map.of("asset", "*", "high", 1.0)));
    TestPlugin plugin = platform.start(limits);
    for (int i = 0; i < 5; i++) {
      platform.signals().series("a" + i, "s", "1").values(2).send();
    }
    assertEquals(3, platform.insights().latest().size());
    assertEquals(Health.Status.DEGRADED, plugin.health().status());
  }

  @Test
  void aNumberOfSignalsThatCannotBeMeantFailsTheProof(TestPlatform platform) {
    LimitsConfig config = Config.of(LimitsConfig.class, Map.of("signals.max", 0));
    assertFalse(platform.plugin(limits(platform, config)).prepare().prove().get(0).passed());
  }

  @Test
  void aConfigurationThatTurnsBadShowsUntilItIsGoodAgain(TestPlatform platform) {
    Limits limits = limits(platform, BOILER);
    TestPlugin plugin = platform.start(limits);
    limits.modified(Config.of(LimitsConfig.class, Map.of("signals.max", 1_000_001)));
    assertEquals(new Health(Health.Status.DEGRADED, "signals.max is 1000001, not from 1 to 1000000"), plugin.health());
    limits.modified(Config.of(LimitsConfig.class));
    assertEquals(Health.Status.OK, plugin.health().status());
    pressure(platform, 0).values(9).send();
    platform.insights().only().open();
  }

  @Test
  void aRuleThatCannotBeUsedFailsTheProof(TestPlatform platform) {
    List<CheckResult> checks = platform.plugin(limits(platform, BOILER, Rules.component("bad", Map.of("asset", "boiler-1", "high", 1.0, "low", 2.0)))).prepare().prove();
    assertEquals(List.of(true, true, false), checks.stream().map(CheckResult::passed).toList());
    assertEquals("rule bad: high is 1.0, not above low, 2.0", checks.get(2).observed());
  }

  @Test
  void aWordForANumberIsARuleThatCannotBeUsed() {
    assertFalse(Rules.component("y", Map.of("asset", "a", "high", "eight")).problem().isEmpty());
  }

  @Test
  void whatLastsCannotBeReadSoItDoesNotStart(TestPlatform platform) {
    TestPlugin plugin = platform.plugin(limits(platform, BOILER)).prepare();
    plugin.provePassing();
    platform.insights().fail(1);
    assertThrows(IllegalStateException.class, plugin::start);
  }

  @Test
  void anInsightThatAnotherVersionRaisedInOtherWordsIsEnded(TestPlatform platform) {
    platform.start(new Plugin() {
      @Override
      public void start() {
        platform.insights().raise(Insight.begun("boiler-1", Severity.HIGH, "hot", at(0), Evidence.ofRule("too hot", "t", 9, 8, "K", at(0), at(3))));
      }

      @Override
      public void stop() {}
    }).stop();
    platform.start(limits(platform, BOILER));
    platform.insights().only().until(at(3));
  }

  @Test
  void withoutAnyRuleItIsContent(TestPlatform platform) {
    TestPlugin plugin = platform.start(limits(platform));
    pressure(platform, 0).values(1e9).send();
    platform.insights().none();
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  private static Limits limits(TestPlatform platform, RuleComponent... rules) {
    return limits(platform, Config.of(LimitsConfig.class), rules);
  }

  private static Limits limits(TestPlatform platform, LimitsConfig config, RuleComponent... rules) {
    Limits limits = new Limits(platform.signals(), platform.insights(), platform.workOrders(), platform.clock(), platform.scheduler(), config);
    List.of(rules).forEach(limits::addRule);
    return limits;
  }

  private static Series pressure(TestPlatform platform, int second) {
    return platform.signals().series("boiler-1", "pressure", "bar").at(at(second));
  }

  private static Instant at(int second) {
    return TestClock.START.plusSeconds(second);
  }
}
