package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alarms in memory behave towards a plugin as the appliance's do. */
@SallyportTest
class TestAlarmsTest {
  private static final Instant FROM = TestClock.START;

  @Test
  void whatChangesNothingIsNotKeptAndWhatNeverHeldIsNotCleared(TestPlatform platform) {
    TestAlarms alarms = platform.alarms();
    alarms.clear("high", FROM);
    alarms.none();
    alarms.raise(alarm("high"));
    alarms.raise(alarm("high"));
    assertEquals(1, alarms.changes().size());
    alarms.only().condition("high").asset("pump-1").priority(Severity.HIGH).says("above").from(FROM).holds();
    assertThrows(AssertionError.class, () -> alarms.only().cleared());
    assertThrows(AssertionError.class, () -> alarms.only().suppressed());
    alarms.clear("high", FROM.plusSeconds(1));
    alarms.clear("high", FROM.plusSeconds(2));
    alarms.only().cleared(FROM.plusSeconds(1));
    assertEquals(2, alarms.changes().size());
    assertThrows(AssertionError.class, alarms::none);
  }

  @Test
  void eachPackageStandsForItsOwn(TestPlatform platform) {
    TestAlarms alarms = platform.alarms();
    alarms.raise(alarm("high"));
    alarms.sink(new TestPackage("other", "1.0.0", platform.findings())).raise(alarm("high"));
    assertEquals(2, alarms.latest().size());
    assertEquals(List.of(alarm("high")), alarms.standing());
    alarms.clear("high", FROM);
    assertTrue(alarms.standing().isEmpty());
    assertEquals(1, alarms.holding().size());
  }

  @Test
  void whatTheApplianceWouldNotKeepIsRefusedAndFailuresAreToBeHad(TestPlatform platform) {
    TestAlarms alarms = platform.alarms();
    assertTrue(assertThrows(IllegalStateException.class, () -> alarms.raise(alarm(" "))).getMessage().startsWith("SP-WORK-0002"));
    assertThrows(IllegalStateException.class, () -> alarms.raise(alarm("high").suppressed(Optional.of("x".repeat(513)))));
    alarms.fail(1);
    assertThrows(IllegalStateException.class, () -> alarms.raise(alarm("high")));
    alarms.none();
  }

  private static Alarm alarm(String condition) {
    return Alarm.of(condition, "pump-1", Severity.HIGH, "pressure is above 3.5 bar", FROM, Evidence.ofRule("above 3.5 bar", "pressure", 4, 3.5, "bar", FROM, FROM));
  }
}
