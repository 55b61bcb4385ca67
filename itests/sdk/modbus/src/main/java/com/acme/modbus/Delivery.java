package com.acme.modbus;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalSink;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;

/** Hands samples to the platform and counts them. Modbus has no time of its own: that of the arrival is the sample's. Used by one thread; counts may be read by any. */
final class Delivery {
  private final SignalSink sink;
  private final Clock clock;
  private volatile long samples;
  private volatile long bad;

  Delivery(SignalSink sink, Clock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** A response's numbers; one that is none, as devices report a broken sensor, has quality bad. */
  void accept(Block block, byte[] data) {
    Instant now = clock.instant();
    for (Point point : block.points()) {
      double value = point.value(data, block.index(point));
      deliver(point, now, value, Double.isNaN(value) ? Quality.BAD : Quality.GOOD);
    }
  }

  /** Says that these points cannot be read. */
  void bad(Collection<Point> points) {
    Instant now = clock.instant();
    points.forEach(point -> deliver(point, now, Double.NaN, Quality.BAD));
  }

  long samples() {
    return samples;
  }

  long bad() {
    return bad;
  }

  private void deliver(Point point, Instant time, double value, Quality quality) {
    sink.accept(SignalBatch.of(point.signal(), time, value, quality));
    samples++;
    if (quality == Quality.BAD) {
      bad++;
    }
  }
}
