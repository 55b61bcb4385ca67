package io.sallyport.operations.internal.alarm;

import io.sallyport.operations.AlarmFigures;
import io.sallyport.operations.AlarmState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Computes the figures of ISA-18.2 from what was annunciated and what is kept. Stateless. */
public final class Assessment {
  /** Time looked at, at most. */
  public static final Duration SPAN = Duration.ofHours(24);

  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final int FLOOD = 10;
  private static final Duration CHATTER = Duration.ofMinutes(1);
  private static final int CHATTER_TIMES = 3;
  private static final int MOST_FREQUENT = 10;

  private Assessment() {}

  /** @param told of the last {@link #SPAN}, oldest first */
  public static AlarmFigures of(List<Annunciation> told, Collection<Kept> alarms, Instant now) {
    Duration span = told.isEmpty() || told.get(0).time().isAfter(now) ? Duration.ZERO : Duration.between(told.get(0).time(), now);
    int[] perInterval = intervals(told, now, span);
    double intervals = Math.max(1, span.toMillis() / (double) INTERVAL.toMillis());
    int peak = 0;
    int floods = 0;
    for (int count : perInterval) {
      peak = Math.max(peak, count);
      floods += count > FLOOD ? 1 : 0;
    }
    Map<String, Integer> frequent = frequent(told);
    int share = frequent.values().stream().mapToInt(Integer::intValue).sum();
    return new AlarmFigures(span, perInterval[0], told.size() / intervals, peak, floods / (double) perInterval.length, states(alarms), stale(alarms, now),
        chattering(told), frequent, told.isEmpty() ? 0 : share / (double) told.size());
  }

  /** Counts per interval, the newest first; there is always one. */
  private static int[] intervals(List<Annunciation> told, Instant now, Duration span) {
    int[] counts = new int[(int) (span.toMillis() / INTERVAL.toMillis()) + 1];
    for (Annunciation one : told) {
      long age = Math.max(0, Duration.between(one.time(), now).toMillis()); // a clock that was set back
      counts[(int) Math.min(counts.length - 1, age / INTERVAL.toMillis())]++;
    }
    return counts;
  }

  private static Map<AlarmState, Integer> states(Collection<Kept> alarms) {
    Map<AlarmState, Integer> counts = new EnumMap<>(AlarmState.class);
    for (AlarmState state : AlarmState.values()) {
      counts.put(state, 0);
    }
    alarms.forEach(kept -> counts.merge(kept.condition().state(), 1, Integer::sum));
    return counts;
  }

  private static List<String> stale(Collection<Kept> alarms, Instant now) {
    return alarms.stream().filter(kept -> kept.condition().holds() && !kept.condition().state().isHidden())
        .filter(kept -> kept.alarm().from().isBefore(now.minus(SPAN))).map(Kept::number).sorted().toList();
  }

  private static List<String> chattering(List<Annunciation> told) {
    Map<String, Instant[]> last = new HashMap<>();
    TreeSet<String> found = new TreeSet<>();
    for (Annunciation one : told) {
      Instant[] times = last.computeIfAbsent(one.number(), number -> new Instant[CHATTER_TIMES - 1]);
      if (times[0] != null && Duration.between(times[0], one.time()).compareTo(CHATTER) <= 0) {
        found.add(one.number());
      }
      System.arraycopy(times, 1, times, 0, times.length - 1);
      times[times.length - 1] = one.time();
    }
    return List.copyOf(found);
  }

  private static Map<String, Integer> frequent(List<Annunciation> told) {
    Map<String, Integer> counts = new HashMap<>();
    told.forEach(one -> counts.merge(one.number(), 1, Integer::sum));
    Map<String, Integer> most = new LinkedHashMap<>();
    counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_FREQUENT).forEach(entry -> most.put(entry.getKey(), entry.getValue()));
    return most;
  }
}
