package io.sallyport.testkit;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.alarm.AlarmSink;
import io.sallyport.operations.internal.caller.Refused;
import io.sallyport.operations.internal.store.StoreRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The alarms that were raised and cleared. What the appliance would not keep is refused in the same words, and what changes nothing is not
 * kept, as there. What operators do with alarms a capability does not see, so it is not here. Thread-safe.
 */
public final class TestAlarms extends Breakable implements AlarmSink {
  /**
   * A change of a condition.
   *
   * @param by the package that watches it
   * @param cleared source time at which it ceased to hold; empty while it holds
   */
  public record Change(String by, Alarm alarm, Optional<Instant> cleared) {}

  private record Key(String by, String condition) {}

  private final TestPackage own;
  private final List<Change> changes = new ArrayList<>();
  private final Map<Key, Change> latest = new LinkedHashMap<>();

  TestAlarms(TestPackage own) {
    super("SP-WORK-0001: the operations database failed – alarms – on purpose, by the test");
    this.own = own;
  }

  @Override
  public void raise(Alarm alarm) {
    raise(alarm, own);
  }

  @Override
  public void clear(String condition, Instant at) {
    clear(condition, at, own);
  }

  @Override
  public List<Alarm> standing() {
    return standing(own);
  }

  AlarmSink sink(TestPackage caller) {
    return new AlarmSink() {
      @Override
      public void raise(Alarm alarm) {
        TestAlarms.this.raise(alarm, caller);
      }

      @Override
      public void clear(String condition, Instant at) {
        TestAlarms.this.clear(condition, at, caller);
      }

      @Override
      public List<Alarm> standing() {
        return TestAlarms.this.standing(caller);
      }
    };
  }

  /** Every change, oldest first. */
  public synchronized List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Each condition in its latest state, in the order in which they were first raised. */
  public synchronized List<Change> latest() {
    return List.copyOf(latest.values());
  }

  /** The conditions that hold, in that order. */
  public List<Alarm> holding() {
    return latest().stream().filter(change -> change.cleared().isEmpty()).map(Change::alarm).toList();
  }

  /** Waits for a condition whose latest state is as wanted. @throws AssertionError if none comes */
  public AlarmAssert await(String what, Predicate<Change> wanted) {
    Await.until("an alarm " + what, () -> latest().stream().anyMatch(wanted), this::latest);
    return new AlarmAssert(latest().stream().filter(wanted).findFirst().orElseThrow());
  }

  /** That condition, once what was sent has been taken. @throws AssertionError if it was never raised */
  public AlarmAssert of(String condition) {
    return new AlarmAssert(latest().stream().filter(change -> change.alarm().condition().equals(condition)).findFirst()
        .orElseThrow(() -> new AssertionError("expected an alarm of the condition " + condition + ", there are " + latest())));
  }

  /** The only one there is, once what was sent has been taken. @throws AssertionError if there is none, or more */
  public AlarmAssert only() {
    List<Change> all = latest();
    if (all.size() != 1) {
      throw new AssertionError("expected one alarm, there are " + all.size() + ": " + all);
    }
    return new AlarmAssert(all.get(0));
  }

  /** @throws AssertionError if there is any */
  public void none() {
    if (!changes().isEmpty()) {
      throw new AssertionError("expected no alarm, there are " + latest());
    }
  }

  private void raise(Alarm alarm, TestPackage caller) {
    caller.works("raised the alarm '" + alarm.message() + "'");
    use();
    Refused.asIllegalState(() -> {
      StoreRule.check(alarm);
      Change change = new Change(caller.name(), alarm, Optional.empty());
      synchronized (this) {
        return !change.equals(latest.put(new Key(caller.name(), alarm.condition()), change)) && changes.add(change);
      }
    });
  }

  private void clear(String condition, Instant at, TestPackage caller) {
    caller.works("cleared the alarm " + condition);
    use();
    Key key = new Key(caller.name(), condition);
    synchronized (this) {
      Change before = latest.get(key);
      if (before != null && before.cleared().isEmpty()) {
        Change change = new Change(caller.name(), before.alarm().suppressed(Optional.empty()), Optional.of(at));
        latest.put(key, change);
        changes.add(change);
      }
    }
  }

  private List<Alarm> standing(TestPackage caller) {
    use();
    return latest().stream().filter(change -> change.by().equals(caller.name()) && change.cleared().isEmpty()).map(Change::alarm)
        .sorted(Comparator.comparing(Alarm::from)).toList();
  }
}
