package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.alarm.AlarmSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the platform of changes. What it could not store waits until the next {@link #flush}: of each condition every change while there are
 * few, so that no alarm is lost that came and went meanwhile, and the newest alone once there are many. A condition that fails does not keep
 * the others back. Not thread-safe.
 */
final class Announcer {
  private static final int MOST_WAITING = 1_024;
  /** So many conditions may fail before the rest waits for the next time: then it is the platform that fails. */
  private static final int MOST_FAILING = 8;

  private final AlarmSink sink;
  private final Counters counters;
  private final Map<String, Alarm> standing = new LinkedHashMap<>();
  private final List<Change> waiting = new ArrayList<>();
  private volatile String problem = "";

  Announcer(AlarmSink sink, Counters counters) {
    this.sink = sink;
    this.counters = counters;
  }

  /** Learns what stands. @throws IllegalStateException if it cannot be read */
  void resume() {
    sink.standing().forEach(alarm -> standing.put(alarm.condition(), alarm));
  }

  /** What stands of a condition, told or waiting to be. */
  Optional<Alarm> standing(String condition) {
    return Optional.ofNullable(standing.get(condition));
  }

  /** What stands of all, told or waiting to be. */
  List<Alarm> standing() {
    return List.copyOf(standing.values());
  }

  /** Tells it, at the next {@link #flush}. */
  void tell(Change change) {
    if (change instanceof Change.Raised raised) {
      standing.put(change.condition(), raised.alarm());
    } else {
      standing.remove(change.condition());
    }
    if (waiting.size() >= MOST_WAITING && waiting.removeIf(earlier -> earlier.condition().equals(change.condition()))) {
      counters.merged.increment();
    }
    waiting.add(change);
  }

  boolean hasNews() {
    return !waiting.isEmpty() && problem.isEmpty();
  }

  /** Tells what waits, each condition's changes in order; what fails waits on, behind the others. */
  void flush() {
    List<Change> left = new ArrayList<>();
    Set<String> failing = new LinkedHashSet<>();
    String first = "";
    for (Change change : waiting) {
      if (failing.size() >= MOST_FAILING || failing.contains(change.condition())) {
        left.add(change);
        continue;
      }
      try {
        send(change);
      } catch (IllegalStateException e) { // what the sink promises: nothing happened
        counters.failures.increment();
        first = failing.isEmpty() ? e.getMessage() + " – " + change.condition() : first;
        failing.add(change.condition());
        left.add(change);
      }
    }
    waiting.clear();
    left.stream().filter(change -> !failing.contains(change.condition())).forEach(waiting::add);
    left.stream().filter(change -> failing.contains(change.condition())).forEach(waiting::add);
    problem = first;
  }

  /** Why a change could not be told in the last flush, and of which condition; empty if all were. */
  String problem() {
    return problem;
  }

  private void send(Change change) {
    if (change instanceof Change.Raised raised) {
      sink.raise(raised.alarm());
      counters.raised.increment();
    } else if (change instanceof Change.Cleared cleared) {
      sink.clear(cleared.condition(), cleared.at());
      counters.cleared.increment();
    }
  }
}
