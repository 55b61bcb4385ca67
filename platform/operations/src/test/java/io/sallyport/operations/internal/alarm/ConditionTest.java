package io.sallyport.operations.internal.alarm;

import static io.sallyport.operations.AlarmState.ACKED;
import static io.sallyport.operations.AlarmState.DSUPR;
import static io.sallyport.operations.AlarmState.NORM;
import static io.sallyport.operations.AlarmState.OOSRV;
import static io.sallyport.operations.AlarmState.RTNUN;
import static io.sallyport.operations.AlarmState.SHLVD;
import static io.sallyport.operations.AlarmState.UNACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The transitions of ISA-18.2, and those that it does not have. */
class ConditionTest {
  private static final Shelving SHELVING = new Shelving(Instant.EPOCH, "sensor is being changed");
  private static final Condition UP = raised(Condition.NORMAL);
  private static final Condition ANSWERED = UP.acknowledge().orElseThrow();
  private static final Condition RETURNED = UP.clear(true);

  @Test
  void acknowledgedWhileItHoldsThenReturns() {
    assertEquals(UNACK, UP.state());
    assertEquals(ACKED, ANSWERED.state());
    assertEquals(NORM, ANSWERED.clear(true).state());
    assertEquals(Condition.NORMAL, ANSWERED.clear(true));
  }

  @Test
  void returnsBeforeItIsAcknowledged() {
    assertEquals(RTNUN, RETURNED.state());
    assertEquals(NORM, RETURNED.acknowledge().orElseThrow().state());
    assertEquals(UNACK, raised(RETURNED).state());
    assertTrue(raised(RETURNED).annunciates(RETURNED, false));
    assertEquals(NORM, UP.clear(false).state(), "one that does not latch goes by itself");
  }

  @Test
  void whatHoldsAlreadyIsNotAnnunciatedAgainUnlessItIsGraver() {
    assertEquals(ACKED, raised(ANSWERED).state());
    assertFalse(raised(UP).annunciates(UP, false));
    Condition graver = ANSWERED.raise(Optional.empty(), true);
    assertEquals(UNACK, graver.state());
    assertTrue(graver.annunciates(ANSWERED, true));
    assertTrue(UP.raise(Optional.empty(), true).annunciates(UP, true), "also if nobody has acknowledged it yet");
    Condition shelved = UP.shelve(SHELVING).orElseThrow();
    assertFalse(shelved.raise(Optional.empty(), true).annunciates(shelved, true), "nobody is told of what is shelved");
  }

  @Test
  void onlyWhatIsUnacknowledgedAndInSightIsAcknowledged() {
    assertTrue(Condition.NORMAL.acknowledge().isEmpty());
    assertTrue(ANSWERED.acknowledge().isEmpty());
    assertTrue(UP.shelve(SHELVING).orElseThrow().acknowledge().isEmpty());
  }

  @Test
  void aShelvedAlarmComesBackAsItIsThen() {
    Condition shelved = ANSWERED.shelve(SHELVING).orElseThrow();
    assertEquals(SHLVD, shelved.state());
    assertEquals(Optional.of("sensor is being changed"), shelved.reason());
    Condition back = shelved.unshelve().orElseThrow();
    assertEquals(UNACK, back.state(), "what holds is told afresh, although it was acknowledged before");
    assertTrue(back.annunciates(shelved, false));
    Condition gone = shelved.clear(true);
    assertEquals(SHLVD, gone.state());
    assertEquals(NORM, gone.unshelve().orElseThrow().state());
    Condition again = raised(gone);
    assertFalse(again.annunciates(gone, false), "nobody is told of what is shelved");
    assertEquals(UNACK, again.unshelve().orElseThrow().state());
    assertTrue(shelved.shelve(SHELVING).isEmpty());
    assertTrue(UP.unshelve().isEmpty());
  }

  @Test
  void suppressedByDesignIsNotToldUntilTheDesignEnds() {
    Condition suppressed = Condition.NORMAL.raise(Optional.of("pump is off"), false);
    assertEquals(DSUPR, suppressed.state());
    assertFalse(suppressed.annunciates(Condition.NORMAL, false));
    Condition told = raised(suppressed);
    assertEquals(UNACK, told.state());
    assertTrue(told.annunciates(suppressed, false));
    assertEquals(Condition.NORMAL, suppressed.clear(true), "nobody was told, so nobody need acknowledge");
    assertEquals(DSUPR, ANSWERED.raise(Optional.of("pump is off"), false).state());
  }

  @Test
  void outOfServiceIsAboveAllAndEndsByHandOnly() {
    Condition out = UP.shelve(SHELVING).orElseThrow().disable("transmitter removed").orElseThrow();
    assertEquals(OOSRV, out.state());
    assertEquals(OOSRV, raised(out.clear(true)).state());
    assertEquals(OOSRV, out.raise(Optional.of("pump is off"), false).state());
    assertTrue(out.shelve(SHELVING).isEmpty());
    assertTrue(out.disable("again").isEmpty());
    assertEquals(UNACK, out.enable().orElseThrow().state());
    assertEquals(NORM, out.clear(true).enable().orElseThrow().state());
    assertTrue(UP.enable().isEmpty());
  }

  @Test
  void onlyWhatWasAcknowledgedAndHoldsIsToldAgain() {
    assertEquals(UNACK, ANSWERED.realarm().orElseThrow().state());
    assertTrue(UP.realarm().isEmpty());
    assertTrue(RETURNED.realarm().isEmpty());
    assertTrue(ANSWERED.shelve(SHELVING).orElseThrow().realarm().isEmpty());
  }

  private static Condition raised(Condition before) {
    return before.raise(Optional.empty(), false);
  }
}
