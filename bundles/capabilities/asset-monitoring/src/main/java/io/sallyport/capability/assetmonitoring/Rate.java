package io.sallyport.capability.assetmonitoring;

import java.util.ArrayDeque;

/** Rate of change over a window of source time, whose samples are kept so far apart that their number is bounded. Not thread-safe. */
final class Rate {
  private static final int MOST = 2_048;

  private record Point(long nanos, double value) {}

  private final long window;
  private final long apart;
  private final ArrayDeque<Point> points = new ArrayDeque<>();

  /** @param window nanoseconds */
  Rate(long window) {
    this.window = window;
    this.apart = window / MOST;
  }

  /** @return change per second since the oldest sample kept of the window; 0 as long as there are samples of less than half a window */
  double accept(long nanos, double value) {
    boolean kept = points.isEmpty() || nanos - points.peekLast().nanos() >= apart;
    if (kept) {
      points.addLast(new Point(nanos, value));
    }
    int last = kept ? 2 : 1;
    while (nanos - points.peekFirst().nanos() > window && points.size() > last) {
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
