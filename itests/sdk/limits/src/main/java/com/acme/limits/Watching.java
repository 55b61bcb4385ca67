package com.acme.limits;

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
  private final List<RuleComponent> configured;
  private final Counters counters;
  private final Subscriptions subscriptions;
  private final List<Schedule> schedules = new ArrayList<>();

  /** @param configured as it is at the time; thread-safe */
  Watching(Watch watch, List<RuleComponent> configured, Counters counters, Subscriptions subscriptions) {
    this.watch = watch;
    this.configured = configured;
    this.counters = counters;
    this.subscriptions = subscriptions;
  }

  void begin(Scheduler scheduler) {
    try {
      follow();
      schedules.add(scheduler.every(CHECK, watch::check));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Watches by the rules as they are now. */
  void follow() {
    List<Rule> rules = configured.stream().flatMap(one -> one.rule().stream()).toList();
    watch.rules(rules);
    subscriptions.follow(rules);
  }

  @Override
  public Health health() {
    List<String> problems = new ArrayList<>();
    configured.stream().map(RuleComponent::problem).filter(problem -> !problem.isEmpty()).forEach(problems::add);
    if (!watch.problem().isEmpty()) {
      problems.add(watch.problem());
    }
    if (counters.foreignUnit.sum() > 0) {
      problems.add(counters.foreignUnit + " batches in another unit than their rule's");
    }
    if (counters.overflow.sum() > 0) {
      problems.add(counters.overflow + " batches of signals beyond signals.max");
    }
    String figures = configured.size() + " rules, " + counters;
    return problems.isEmpty() ? Health.ok(figures) : Health.degraded(String.join("; ", problems) + "; " + figures);
  }

  @Override
  public void close() {
    subscriptions.close();
    schedules.forEach(Schedule::close);
  }
}
