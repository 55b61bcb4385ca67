package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.operations.SignalStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was seen of one signal. Thread-safe. */
final class SignalStatistics {
  private static final int SECONDS = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final SignalId signal;
  private final LongAdder dropped = new LongAdder();
  private final long[] perSecond = new long[SECONDS];
  private long second = Long.MIN_VALUE;
  private long total;
  private long outOfOrder;
  private long nan;
  private long newest = Long.MIN_VALUE;
  private double last = Double.NaN;
  private Quality quality = Quality.BAD;
  private Optional<SignalStatus.Ahead> ahead = Optional.empty();
  private long issues;

  SignalStatistics(SignalId signal) {
    this.signal = signal;
  }

  /** @param ticks monotonic time, in nanoseconds */
  synchronized void record(SignalBatch batch, long ticks) {
    Optional<Instant> made = batch.made();
    if (made.isPresent()) {
      issues++;
    }
    if (made.isPresent() && ahead.isPresent() && made.get().isBefore(ahead.get().made())) {
      outOfOrder += batch.size();
    } else if (batch.size() > 0) {
      if (made.isPresent() || ahead.isPresent()) { // an issue is in order by itself
        newest = Long.MIN_VALUE;
      }
      take(batch);
      ahead = made.map(time -> issue(batch, time));
    }
    total += batch.size();
    moveTo(ticks);
    perSecond[slot(second)] += batch.size();
  }

  private void take(SignalBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      double value = batch.value(i);
      if (Double.isNaN(value)) {
        nan++;
      }
      long nanos = batch.nanos(i);
      if (nanos < newest) {
        outOfOrder++;
      } else {
        newest = nanos;
        last = value;
        quality = batch.quality(i);
      }
    }
  }

  private SignalStatus.Ahead issue(SignalBatch batch, Instant made) {
    int first = 0;
    for (int i = 1; i < batch.size(); i++) {
      first = batch.nanos(i) < batch.nanos(first) ? i : first;
    }
    return new SignalStatus.Ahead(made, batch.time(first), batch.value(first), issues);
  }

  void drop(int samples) {
    dropped.add(samples);
  }

  synchronized SignalStatus status(long ticks) {
    moveTo(ticks);
    long recent = 0;
    for (long count : perSecond) {
      recent += count;
    }
    Instant time = newest == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochSecond(0, newest);
    return new SignalStatus(signal, last, time, quality, (double) recent / SECONDS, total, dropped.sum(), outOfOrder, nan, ahead.map(issue -> new SignalStatus.Ahead(issue.made(), issue.from(), issue.first(), issues)));
  }

  private void moveTo(long ticks) {
    long now = Math.floorDiv(ticks, NANOS_PER_SECOND);
    if (second == Long.MIN_VALUE) {
      second = now;
    }
    for (long s = Math.max(second + 1, now - SECONDS + 1); s <= now; s++) {
      perSecond[slot(s)] = 0;
    }
    second = Math.max(second, now);
  }

  private static int slot(long second) {
    return Math.floorMod(second, SECONDS);
  }
}
