package io.sallyport.itests.plant;

import java.time.Instant;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/** Source times as OPC UA carries them: ticks of 100 ns since 1601 (OPC 10000-6, 5.2.2.5). */
final class SourceTime {
  private static final long EPOCH_TICKS = 116_444_736_000_000_000L;

  private SourceTime() {}

  /** Nanoseconds since 1970, cut to what OPC UA can carry. */
  static long nanos(Instant time) {
    return (time.getEpochSecond() * 10_000_000L + time.getNano() / 100) * 100;
  }

  static DateTime of(long nanos) {
    return new DateTime(nanos / 100 + EPOCH_TICKS);
  }

  static long nanos(DateTime time) {
    return (time.utcTime() - EPOCH_TICKS) * 100;
  }
}
