package io.sallyport.capability.assetmonitoring;

import java.util.ArrayDeque;

/** Rate of change over a window of source time. Not thread-safe. */
final class Rate {
  private static final int MOST = 4_096;

  private record Point(long nanos, double value) {}

  private final long window;
  private final ArrayDeque<Point> points = new ArrayDeque<>();

  /** @param window nanoseconds */
  Rate(long window) {
    this.window = window;
  }

  /** @return change per second since the oldest sample of the window; 0 as long as there are samples of less than half a window */
  double accept(long nanos, double value) {
    points.addLast(new Point(nanos, value));
    while (points.size() > MOST || nanos - points.peekFirst().nanos() > window && points.size() > 2) {
      points.removeFirst();
    }
    Point oldest = points.peekFirst();
    long span = nanos - oldest.nanos();
    return span < window / 2 ? 0 : (value - oldest.value()) / (span / 1e9);
  }

  void restart() {
    points.clear();
  }
}
