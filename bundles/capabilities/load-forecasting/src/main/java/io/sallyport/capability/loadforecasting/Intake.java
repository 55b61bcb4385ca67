package io.sallyport.capability.loadforecasting;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** Takes the load's samples into the history. Thread-safe: the platform delivers, the schedule reads. */
final class Intake implements SignalConsumer {
  private static final Duration FASTEST_CLOCK = Duration.ofMinutes(10);

  private final Settings settings;
  private final CivilGrid grid;
  private final Clock clock;
  private final Counters counters;
  private final History history;
  private String unit = "1";
  private long tooOldInARow;

  Intake(Settings settings, Clock clock, Counters counters) {
    this.settings = settings;
    this.grid = settings.grid();
    this.clock = clock;
    this.counters = counters;
    this.history = new History(settings.historyDays() * grid.perDay());
  }

  @Override
  public synchronized void accept(SignalBatch batch) {
    if (!batch.signal().asset().equals(settings.asset()) || !batch.signal().name().equals(settings.signal())) {
      return;
    }
    unit = batch.signal().unit();
    Instant latest = clock.instant().plus(FASTEST_CLOCK);
    for (int i = 0; i < batch.size(); i++) {
      Quality quality = batch.quality(i);
      Instant time = batch.time(i);
      if (quality == Quality.BAD || quality == Quality.UNCERTAIN && !settings.uncertain() || !Double.isFinite((float) batch.value(i))) {
        counters.unusable.increment();
      } else if (time.isAfter(latest)) {
        counters.ahead.increment();
      } else {
        count(history.add(grid.slot(time), batch.value(i)));
      }
    }
  }

  /** Calls with the history while nothing enters it. */
  synchronized <T, X extends Exception> T with(Use<T, X> use) throws X {
    return use.use(history);
  }

  /** Newest slot that is over: a later one has begun, or its end is long enough ago. */
  synchronized OptionalLong complete() {
    OptionalLong newest = history.newest();
    if (newest.isEmpty()) {
      return newest;
    }
    boolean over = !clock.instant().isBefore(grid.end(newest.getAsLong()).plus(settings.lateness()));
    return OptionalLong.of(over ? newest.getAsLong() : newest.getAsLong() - 1);
  }

  synchronized String unit() {
    return unit;
  }

  synchronized void unit(String kept) {
    unit = kept;
  }

  /** Whether all that comes is older than what is kept: the source's clock went back. */
  synchronized boolean sourceIsBehind() {
    return tooOldInARow > 2L * grid.perDay();
  }

  /** Something done with the history. */
  interface Use<T, X extends Exception> {
    T use(History history) throws X;
  }

  private void count(History.Taken taken) {
    if (taken == History.Taken.TOO_OLD) {
      counters.tooOld.increment();
      tooOldInARow++;
      return;
    }
    tooOldInARow = 0;
    counters.samples.increment();
    if (taken == History.Taken.LATE) {
      counters.late.increment();
    }
  }
}
