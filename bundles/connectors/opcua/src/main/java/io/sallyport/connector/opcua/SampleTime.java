package io.sallyport.connector.opcua;

import java.time.Instant;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/** Times as OPC UA carries them, ticks of 100 ns since 1601 plus picoseconds in tens (OPC 10000-6, 5.2.2.5 and 5.2.2.17). */
final class SampleTime {
  private static final long EPOCH_TICKS = 116_444_736_000_000_000L;

  private SampleTime() {}

  /** A sample's source time, else its server time, else {@code now}; all in nanoseconds since 1970. */
  static long nanos(DataValue sample, long now) {
    boolean source = present(sample.sourceTime());
    DateTime time = source ? sample.sourceTime() : sample.serverTime();
    if (!present(time)) {
      return now;
    }
    long picos10 = source && sample.sourcePicoseconds() != null ? sample.sourcePicoseconds().longValue() : 0;
    return (time.utcTime() - EPOCH_TICKS) * 100 + picos10 / 100;
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  static DateTime of(long nanos) {
    return new DateTime(nanos / 100 + EPOCH_TICKS);
  }

  static boolean present(DateTime time) {
    return time != null && time.isNotNull();
  }
}
