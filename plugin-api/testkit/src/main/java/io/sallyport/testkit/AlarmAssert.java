package io.sallyport.testkit;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Says what an alarm must be; each method throws an {@link AssertionError} that shows the alarm if it is not. Immutable. */
public final class AlarmAssert {
  private final TestAlarms.Change change;

  AlarmAssert(TestAlarms.Change change) {
    this.change = change;
  }

  /** The alarm itself, as it was last raised. */
  public Alarm get() {
    return change.alarm();
  }

  public AlarmAssert condition(String name) {
    return same("condition", name, get().condition());
  }

  public AlarmAssert asset(String asset) {
    return same("asset", asset, get().asset());
  }

  public AlarmAssert priority(Severity priority) {
    return same("priority", priority, get().priority());
  }

  public AlarmAssert says(String part) {
    return get().message().contains(part) ? this : fail("message containing '" + part + "'", get().message());
  }

  public AlarmAssert from(Instant time) {
    return same("from", time, get().from());
  }

  /** Its condition holds. */
  public AlarmAssert holds() {
    return same("cleared", Optional.empty(), change.cleared());
  }

  /** Its condition ceased to hold at that source time. */
  public AlarmAssert cleared(Instant time) {
    return same("cleared", Optional.of(time), change.cleared());
  }

  /** Its condition ceased to hold. */
  public AlarmAssert cleared() {
    return change.cleared().isPresent() ? this : fail("cleared", "nothing: it holds");
  }

  /** It is suppressed by design. */
  public AlarmAssert suppressed() {
    return get().suppressed().isPresent() ? this : fail("suppressed by design", "nothing: it is not");
  }

  private AlarmAssert same(String what, Object expected, Object actual) {
    return Objects.equals(expected, actual) ? this : fail(what + " " + expected, actual);
  }

  private AlarmAssert fail(String expected, Object actual) {
    throw new AssertionError("expected " + expected + ", got " + actual + ", in " + change);
  }
}
