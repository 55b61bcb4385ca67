package io.sallyport.operations.internal.store;

import io.sallyport.audit.Actor;
import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.AlarmFigures;
import io.sallyport.operations.AlarmQuery;
import io.sallyport.operations.AlarmStep;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import io.sallyport.operations.internal.alarm.Assessment;
import io.sallyport.operations.internal.alarm.Condition;
import io.sallyport.operations.internal.alarm.Kept;
import io.sallyport.operations.internal.alarm.Shelving;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What operators see of the alarms, and do with them. Thread-safe. */
@Component(service = Alarms.class)
public final class AlarmJournal implements Alarms {
  private static final int LARGEST_LIST = 10_000;
  private static final int LONGEST_REASON = 512;
  private static final Duration SHORTEST_SHELF = Duration.ofMinutes(1);
  private static final Comparator<Kept> URGENT_FIRST = Comparator.<Kept>comparingInt(kept -> -kept.alarm().priority().ordinal())
      .thenComparing(Kept::since, Comparator.reverseOrder()).thenComparing(Kept::number);

  private final AlarmStore store;
  private final Router router;

  @Activate
  public AlarmJournal(@Reference AlarmStore store, @Reference Router router) {
    this.store = store;
    this.router = router;
  }

  @Override
  public List<StoredAlarm> list(AlarmQuery query) {
    Set<String> active = active();
    return store.all().stream().filter(kept -> query.states().contains(kept.condition().state()))
        .filter(kept -> query.asset().map(kept.alarm().asset()::equals).orElse(true)).sorted(URGENT_FIRST).skip(query.skip()).limit(query.max())
        .map(kept -> kept.stored(active.contains(kept.capability()))).toList();
  }

  @Override
  public Optional<StoredAlarm> find(String number) {
    return store.find(number).map(this::seen);
  }

  @Override
  public List<AlarmEvent> history(Optional<String> number, int max) {
    if (max < 1 || max > LARGEST_LIST) {
      throw new IllegalArgumentException("max must be 1 to " + LARGEST_LIST + ", got " + max);
    }
    return store.history(number, max);
  }

  @Override
  public StoredAlarm step(String number, AlarmStep step, Optional<String> seen, Actor by) {
    Optional<String> reason = Optional.empty();
    Function<Condition, Optional<Condition>> transition;
    if (step instanceof AlarmStep.Acknowledge acknowledge) {
      reason = acknowledge.comment().map(text -> reason(number, text));
      transition = Condition::acknowledge;
    } else if (step instanceof AlarmStep.Shelve shelve) {
      reason = Optional.of(reason(number, shelve.reason()));
      Shelving shelving = new Shelving(end(number, shelve.time()), reason.get());
      transition = condition -> condition.shelve(shelving);
    } else if (step instanceof AlarmStep.Disable disable) {
      String why = reason(number, disable.reason());
      reason = Optional.of(why);
      transition = condition -> condition.disable(why);
    } else {
      transition = step instanceof AlarmStep.Unshelve ? Condition::unshelve : Condition::enable;
    }
    return seen(store.act(number, step.action(), reason, seen, by, transition));
  }

  private Instant end(String number, Duration time) {
    if (time.compareTo(SHORTEST_SHELF) < 0 || time.compareTo(store.longestShelf()) > 0) {
      throw new RefusedException(new Refusal("SP-ALARM-0004", "an alarm cannot be shelved for " + time.toMinutes() + " minutes", "alarm/" + number,
          "shelve it for 1 to " + store.longestShelf().toMinutes() + " minutes, or have it taken out of service"));
    }
    return store.clock().instant().plus(time);
  }

  @Override
  public AlarmFigures figures() {
    Instant now = store.clock().instant();
    return Assessment.of(store.annunciations(now.minus(Assessment.SPAN)), store.all(), now);
  }

  private StoredAlarm seen(Kept kept) {
    return kept.stored(active().contains(kept.capability()));
  }

  private Set<String> active() {
    return router.active().stream().map(PackageVersion::name).collect(Collectors.toSet());
  }

  private static String reason(String number, String reason) {
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON || reason.codePoints().anyMatch(Character::isISOControl)) { // a terminal would obey them
      throw new RefusedException(new Refusal("SP-ALARM-0003", "a reason is missing, longer than " + LONGEST_REASON + " characters, or has control characters", "alarm/" + number,
          "say why, in a line"));
    }
    return reason.strip();
  }
}
