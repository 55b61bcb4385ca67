package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A watch with what feeds and drives it, from start to stop. {@link #health} may be asked at any time; the rest by one thread at a time. */
final class Watching implements Configured.Run {
  private static final Duration CHECK = Duration.ofSeconds(1);

  private final Watch watch;
  private final Rules rules;
  private final Counters counters;
  private final Subscriptions subscriptions;
  private final List<Schedule> schedules = new ArrayList<>();

  Watching(Watch watch, Rules rules, Counters counters, Subscriptions subscriptions) {
    this.watch = watch;
    this.rules = rules;
    this.counters = counters;
    this.subscriptions = subscriptions;
  }

  /** Watches from now on, and publishes the assets' health so often. */
  void begin(Scheduler scheduler, Duration period) {
    try {
      follow();
      schedules.add(scheduler.every(CHECK, watch::check));
      schedules.add(scheduler.every(period, watch::publish));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Watches by the rules as they are now. */
  void follow() {
    watch.rules(rules.signals(), rules.assets());
    subscriptions.follow(rules.signals(), rules.assets());
  }

  @Override
  public Health health() {
    List<String> problems = new ArrayList<>(rules.problems());
    if (!watch.problem().isEmpty()) {
      problems.add(watch.problem());
    }
    if (counters.foreignUnit.sum() > 0) {
      problems.add(counters.foreignUnit + " batches in another unit than configured");
    }
    String figures = rules + ", " + counters;
    return problems.isEmpty() ? Health.ok(figures) : Health.degraded(String.join("; ", problems) + "; " + figures);
  }

  @Override
  public void close() {
    subscriptions.close();
    schedules.forEach(Schedule::close);
  }
}
