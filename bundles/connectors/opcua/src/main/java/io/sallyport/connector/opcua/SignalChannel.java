package io.sallyport.connector.opcua;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import java.util.Arrays;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Columns and counters of one signal. Not thread-safe: {@link Intake} guards it. */
final class SignalChannel {
  private static final long EPOCH_TICKS = 116_444_736_000_000_000L;
  private static final int INITIAL = 16;

  private final SignalId signal;
  private long[] nanos = new long[INITIAL];
  private double[] values = new double[INITIAL];
  private byte[] quality = new byte[INITIAL];
  private int size;
  private long newestNanos = Long.MIN_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private boolean expectRepeat;
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
    if (sample.value().value() == null && !present(sample.sourceTime())) {
      count = count.plusEmpty();
      return;
    }
    long time = time(sample, now);
    boolean repeated = expectRepeat && time == lastNanos;
    expectRepeat = false;
    if (repeated) {
      count = count.plusRepeated();
      return;
    }
    ensureRoom();
    StatusCode status = sample.statusCode();
    double value = number(sample.value().value());
    boolean convertible = sample.value().value() instanceof Number || sample.value().value() instanceof Boolean;
    nanos[size] = time;
    values[size] = value;
    quality[size] = (convertible ? of(status) : Quality.BAD).code();
    count = count.plusSample(quality[size] != Quality.GOOD.code(), time < newestNanos, status.isOverflowSet());
    newestNanos = Math.max(newestNanos, time);
    lastNanos = time;
    size++;
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

  /** Source time, else server time, else now. Ticks of 100 ns since 1601 plus picoseconds in tens (OPC 10000-6, 5.2.2.5 and 5.2.2.17). */
  private static long time(DataValue sample, long now) {
    boolean source = present(sample.sourceTime());
    DateTime time = source ? sample.sourceTime() : sample.serverTime();
    if (!present(time)) {
      return now;
    }
    long picos10 = source && sample.sourcePicoseconds() != null ? sample.sourcePicoseconds().longValue() : 0;
    return (time.utcTime() - EPOCH_TICKS) * 100 + picos10 / 100;
  }

  private static boolean present(DateTime time) {
    return time != null && time.isNotNull();
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

  private void ensureRoom() {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
      values = Arrays.copyOf(values, size * 2);
      quality = Arrays.copyOf(quality, size * 2);
    }
  }
}
