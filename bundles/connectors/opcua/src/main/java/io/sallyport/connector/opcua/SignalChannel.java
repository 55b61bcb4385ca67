package io.sallyport.connector.opcua;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Columns and counters of one signal. Not thread-safe: {@link Intake} guards it. */
final class SignalChannel {
  private static final int INITIAL = 16;

  private final SignalId signal;
  private long[] nanos = new long[INITIAL];
  private double[] values = new double[INITIAL];
  private byte[] quality = new byte[INITIAL];
  private int size;
  private long newestNanos = Long.MIN_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private boolean expectRepeat;
  private Set<Long> filled = Set.of();
  private SignalCount count = SignalCount.NONE;

  SignalChannel(SignalId signal) {
    this.signal = signal;
  }

  /** A subscription was made anew: its first sample may be one that was delivered already. */
  void resubscribed() {
    expectRepeat = true;
  }

  /** Takes a sample. @param now nanoseconds since 1970, where the server gives no time at all */
  void add(DataValue sample, long now) {
    if (isEmpty(sample)) {
      count = count.plusEmpty();
      return;
    }
    long time = SampleTime.nanos(sample, now);
    boolean repeated = expectRepeat && time == lastNanos || filled.contains(time);
    expectRepeat = false;
    if (repeated) {
      count = count.plusRepeated();
    } else {
      append(sample, time);
    }
  }

  /** Takes what the server's history has after the newest sample; {@link #add} leaves the same samples out until {@link #filled}. */
  void fill(List<DataValue> history) {
    long after = newestNanos;
    filled = new HashSet<>();
    for (DataValue sample : history) {
      long time = SampleTime.nanos(sample, Long.MIN_VALUE);
      if (time > after && !isEmpty(sample) && filled.add(time)) {
        append(sample, time);
        count = count.plusFilled();
      }
    }
  }

  /** The gap is closed. */
  void filled() {
    filled = Set.of();
  }

  /** What was added since the last call; empty columns are possible. */
  SignalBatch take() {
    SignalBatch batch =
        new SignalBatch(signal, Arrays.copyOf(nanos, size), Arrays.copyOf(values, size), Arrays.copyOf(quality, size));
    size = 0;
    return batch;
  }

  SignalCount count() {
    return count;
  }

  /** The newest source time delivered, nanoseconds since 1970. */
  OptionalLong newest() {
    return newestNanos == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(newestNanos);
  }

  private void append(DataValue sample, long time) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
      values = Arrays.copyOf(values, size * 2);
      quality = Arrays.copyOf(quality, size * 2);
    }
    Object value = sample.value().value();
    StatusCode status = sample.statusCode();
    boolean convertible = value instanceof Number || value instanceof Boolean;
    nanos[size] = time;
    values[size] = number(value);
    quality[size] = (convertible ? of(status) : Quality.BAD).code();
    count = count.plusSample(quality[size] != Quality.GOOD.code(), time < newestNanos, status.isOverflowSet());
    newestNanos = Math.max(newestNanos, time);
    lastNanos = time;
    size++;
  }

  /** The server has nothing to say yet. */
  private static boolean isEmpty(DataValue sample) {
    return sample.value().value() == null && !SampleTime.present(sample.sourceTime());
  }

  /** Numbers beyond 2^53 lose their last digits; what is no number becomes NaN. */
  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof Boolean bool ? (bool ? 1 : 0) : Double.NaN;
  }

  private static Quality of(StatusCode status) {
    if (status.isGood()) {
      return Quality.GOOD;
    }
    return status.isUncertain() ? Quality.UNCERTAIN : Quality.BAD;
  }
}
