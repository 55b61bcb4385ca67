package com.acme.limits;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes episodes of verdicts on one subject: one begins when verdicts have been beyond for the delay, grows graver with them, and ends when
 * they have been calm for the delay. Not thread-safe.
 */
final class Alarm {
  private final Subject subject;
  private final long delay;
  private final Supplier<UUID> ids;
  private String unit = "1";
  private Episode open;
  private Verdict first;
  private Verdict worst;
  private Verdict calm;

  /** @param delay nanoseconds of source time */
  Alarm(Subject subject, long delay, Supplier<UUID> ids) {
    this.subject = subject;
    this.delay = delay;
    this.ids = ids;
  }

  Subject subject() {
    return subject;
  }

  /** @param signal the signal's unit */
  void unit(String signal) {
    unit = subject.kind().unit(signal);
  }

  /** Goes on with an episode that lasted when the plugin stopped. */
  void resume(Episode episode) {
    open = episode;
  }

  /** The episode's new state if it began, became more severe, or ended with this verdict. */
  Optional<Episode> accept(Verdict verdict) {
    return open == null ? watch(verdict) : follow(verdict);
  }

  private Optional<Episode> watch(Verdict verdict) {
    if (verdict.state() != Verdict.State.BEYOND) {
      first = null;
      return Optional.empty();
    }
    if (first == null) {
      first = verdict;
      worst = verdict;
    }
    worst = verdict.worse(worst) ? verdict : worst;
    if (verdict.to() - first.to() < delay) {
      return Optional.empty();
    }
    open = new Episode(ids.get(), subject, unit, Episode.instant(first.from()), Optional.empty(), worst);
    calm = null;
    return Optional.of(open);
  }

  private Optional<Episode> follow(Verdict verdict) {
    if (verdict.state() == Verdict.State.CALM) {
      calm = calm == null ? verdict : calm;
      return verdict.to() - calm.to() < delay ? Optional.empty() : Optional.of(close());
    }
    calm = null;
    Episode before = open;
    boolean worse = verdict.state() == Verdict.State.BEYOND && verdict.worse(before.worst());
    open = worse ? before.with(verdict) : before;
    return open.worst().severity() == before.worst().severity() ? Optional.empty() : Optional.of(open);
  }

  private Episode close() {
    Episode ended = open.ended(Episode.instant(calm.to()));
    open = null;
    first = null;
    calm = null;
    return ended;
  }
}
