package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.testkit.example.Examples;
import io.sallyport.testkit.example.Pressure;
import io.sallyport.testkit.example.PressureConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A capability from sample to work order, as its author would test it. */
@SallyportTest
class PressureTest {
  private static final PressureConfig CONFIG = Config.of(PressureConfig.class, Map.of("limit.high", 3.5));

  @BeforeEach
  void model(TestPlatform platform) {
    platform.inference().serve(Examples.echo());
  }

  @Test
  void raisesOneInsightForARunAboveTheLimitAndEndsIt(TestPlatform platform) {
    platform.start(pressure(platform));
    platform.signals().series("pump-1", "pressure", "bar").ramp(1, 5, 9).send();
    platform.insights().only().asset("pump-1").severity(Severity.HIGH).titled("above 3.5 bar").from(TestClock.START.plusSeconds(6)).open();
    assertEquals(WorkOrder.State.RELEASED, platform.workOrders().only().state());
    platform.signals().series("pump-1", "pressure", "bar").at(Instant.parse("2026-01-01T00:01:00Z")).values(2).send();
    platform.insights().only().ended().until(Instant.parse("2026-01-01T00:01:00Z"));
  }

  @Test
  void notANumberIsNoReasonForAnything(TestPlatform platform) {
    platform.start(pressure(platform));
    platform.signals().series("pump-1", "pressure", "bar").nan(5).bad(1, 2).send();
    platform.insights().none();
    assertEquals(2, platform.inference().calls().size());
  }

  @Test
  void signalsOfOthersAreNotDelivered(TestPlatform platform) {
    platform.start(pressure(platform));
    platform.signals().series("pump-2", "pressure", "bar").values(9).send();
    platform.signals().series("pump-1", "flow", "m3/h").values(9).send();
    platform.insights().none();
  }

  @Test
  void silenceIsShownOnceItHasLasted(TestPlatform platform) {
    TestPlugin plugin = platform.start(pressure(platform));
    platform.signals().series("pump-1", "pressure", "bar").hold(1, 3).sendLive();
    assertEquals(Health.Status.OK, plugin.health().status());
    platform.advance(Duration.ofMinutes(2));
    assertEquals(Health.Status.DEGRADED, plugin.health().status());
  }

  @Test
  void aModelThatRefusesIsAbsentOrIsSwappedIsCopedWith(TestPlatform platform) {
    TestPlugin plugin = platform.start(pressure(platform));
    platform.inference().refuse("SP-INFER-0006", "too busy", "try again");
    platform.signals().series("pump-1", "pressure", "bar").values(9).send();
    assertEquals("SP-INFER-0006: too busy", plugin.health().detail());
    platform.inference().answer();
    platform.inference().remove(Pressure.MODEL);
    platform.signals().series("pump-1", "pressure", "bar").values(9).send();
    assertTrue(plugin.health().detail().startsWith("SP-INFER-0001"), plugin.health().detail());
    platform.insights().none();
    platform.inference().serve(Examples.echo().version("2.0.0"));
    platform.signals().series("pump-1", "pressure", "bar").values(9).send();
    assertEquals(Health.Status.OK, plugin.health().status());
    InferenceResult last = platform.inference().calls().get(2).result();
    assertEquals("2.0.0", ((InferenceResult.Answer) last).model().version());
  }

  @Test
  void anInsightThatCannotBeStoredIsTriedAgain(TestPlatform platform) {
    TestPlugin plugin = platform.start(pressure(platform));
    platform.insights().fail(1);
    platform.signals().series("pump-1", "pressure", "bar").values(9).send();
    platform.insights().none();
    assertEquals(Health.Status.DEGRADED, plugin.health().status());
    platform.signals().series("pump-1", "pressure", "bar").values(9).send();
    platform.insights().only().open();
  }

  @Test
  void isStoppedAlsoWhileTheModelIsStuck(TestPlatform platform) {
    TestPlugin plugin = platform.start(pressure(platform));
    platform.inference().hold();
    platform.signals().series("pump-1", "pressure", "bar").values(9).toBatches().forEach(platform.signals()::post);
    plugin.stop();
    platform.inference().release();
  }

  @Test
  void withoutItsModelItDoesNotEvenStart(TestPlatform platform) {
    platform.inference().remove(Pressure.MODEL);
    assertEquals("absent", platform.plugin(pressure(platform)).prepare().prove().get(0).observed());
  }

  private static Pressure pressure(TestPlatform platform) {
    return new Pressure(platform.signals(), platform.inference(), platform.insights(), platform.workOrders(), platform.clock(), CONFIG);
  }
}
