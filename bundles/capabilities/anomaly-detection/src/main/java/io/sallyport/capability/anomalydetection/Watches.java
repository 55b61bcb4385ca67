package io.sallyport.capability.anomalydetection;

import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The watches that are configured, from start to stop. {@link #health} may be asked at any time; the rest by one thread at a time. */
final class Watches implements Configured.Run {
  private final List<WatchComponent> configured;
  private final Counters counters;
  private final Reporter reporter;
  private final InstantSource clock;
  private final Function<AssetWatch, Running> starting;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final List<Schedule> schedules = new ArrayList<>();
  private volatile List<Running> shown = List.of();
  private volatile String trouble = "";

  /** @param configured as it is at the time; thread-safe */
  Watches(List<WatchComponent> configured, Counters counters, Reporter reporter, InstantSource clock, Function<AssetWatch, Running> starting) {
    this.configured = configured;
    this.counters = counters;
    this.reporter = reporter;
    this.clock = clock;
    this.starting = starting;
  }

  /** @throws IllegalStateException SP-ANOMALY-0003 if what was learnt cannot be read; then nothing runs */
  void begin(Scheduler scheduler, Duration check) {
    try {
      reconcile();
      schedules.add(scheduler.inBackground(check, () -> shown.forEach(Running::work)));
      schedules.add(scheduler.every(check, reporter::flush));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Makes what runs what is configured; what fails shows in the health. */
  void follow() {
    try {
      reconcile();
      trouble = "";
    } catch (RuntimeException e) {
      trouble = String.valueOf(e.getMessage());
    }
  }

  @Override
  public Health health() {
    if (!trouble.isEmpty()) {
      return Health.degraded(trouble);
    }
    String problems = Stream.of(configured.stream().map(WatchComponent::problem), shown.stream().map(Running::problem), Stream.of(reporter.problem()),
        Stream.of(counters.tooMany.sum() == 0 ? "" : "SP-ANOMALY-0004: samples of more signals than a watch can keep – signals – name them, or make window.samples smaller"))
        .flatMap(each -> each).filter(problem -> !problem.isEmpty()).collect(Collectors.joining("; "));
    String figures = (shown.isEmpty() ? "nothing is configured" : shown.stream().map(Running::detail).collect(Collectors.joining("; "))) + "; " + counters;
    return problems.isEmpty() ? Health.ok(figures) : Health.degraded(problems + "; " + figures);
  }

  @Override
  public void close() {
    running.values().forEach(one -> one.close(false));
    running.clear();
    shown = List.of();
    schedules.forEach(Schedule::close); // waits for the work under way
  }

  /** What changed is begun anew, with what it has learnt. */
  private void reconcile() {
    Map<String, Settings> wanted = new LinkedHashMap<>();
    configured.forEach(one -> one.settings().ifPresent(settings -> wanted.put(settings.name(), settings)));
    for (Running one : List.copyOf(running.values())) {
      String name = one.settings().name();
      if (!one.settings().equals(wanted.get(name))) {
        one.close(!wanted.containsKey(name) || !wanted.get(name).asset().equals(one.settings().asset()));
        running.remove(name);
      }
    }
    try {
      for (Settings settings : wanted.values()) {
        if (!running.containsKey(settings.name())) {
          running.put(settings.name(), starting.apply(new AssetWatch(settings, counters, reporter, clock)));
        }
      }
    } finally {
      shown = List.copyOf(running.values());
    }
  }
}
