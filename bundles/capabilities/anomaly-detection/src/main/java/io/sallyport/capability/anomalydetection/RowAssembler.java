package io.sallyport.capability.anomalydetection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes rows of signals that come one by one, each at its own times: at each source time the newest value of each signal, unless one is too
 * old. Not thread-safe.
 */
final class RowAssembler {
  /** @param nanos source time */
  record Row(long nanos, double[] values) {}

  private final List<String> signals;
  private final long hold;
  private final long distance;
  private final double[] values;
  private final long[] times;
  private long now = Long.MIN_VALUE;
  private long last = Long.MIN_VALUE;

  RowAssembler(List<String> signals, long hold, long distance) {
    this.signals = signals;
    this.hold = hold;
    this.distance = distance;
    this.values = new double[signals.size()];
    this.times = new long[signals.size()];
    Arrays.fill(times, Long.MIN_VALUE);
  }

  /** Takes a sample; the row of the time before, once a later time has begun. An older sample changes nothing. @param value finite */
  Optional<Row> add(String signal, long nanos, double value) {
    int column = signals.indexOf(signal);
    if (column < 0 || nanos < now) {
      return Optional.empty();
    }
    Optional<Row> row = nanos > now && now != Long.MIN_VALUE ? row() : Optional.empty();
    now = nanos;
    values[column] = value;
    times[column] = nanos;
    return row;
  }

  /** The signal has no usable value any more. */
  void lose(String signal) {
    int column = signals.indexOf(signal);
    if (column >= 0) {
      times[column] = Long.MIN_VALUE;
    }
  }

  /** Begins anew: the source's clock was set back. */
  void restart() {
    now = Long.MIN_VALUE;
    last = Long.MIN_VALUE;
    Arrays.fill(times, Long.MIN_VALUE);
  }

  private Optional<Row> row() {
    for (long time : times) {
      if (time == Long.MIN_VALUE || now - time > hold) {
        return Optional.empty();
      }
    }
    if (last != Long.MIN_VALUE && now - last < distance) {
      return Optional.empty();
    }
    last = now;
    return Optional.of(new Row(now, values.clone()));
  }
}
