package io.sallyport.capability.assetmonitoring;

/** A straight line through the means of a window's parts: where a signal is heading. Not thread-safe. */
final class Trend {
  private static final int PARTS = 60;
  private static final int FEWEST = 10;
  private static final double CLEAR = 0.8;

  private final long part;
  private final long[] times = new long[PARTS];
  private final double[] means = new double[PARTS];
  private int size;
  private long current = Long.MIN_VALUE;
  private double sum;
  private int count;

  /** @param window nanoseconds */
  Trend(long window) {
    this.part = window / PARTS;
  }

  void accept(long nanos, double value) {
    long index = Math.floorDiv(nanos, part);
    if (index != current) {
      close();
      current = index;
    }
    sum += value;
    count++;
  }

  /** @return seconds until the line reaches the limit; infinite if it does not head there, or there is no clear line */
  double secondsTo(double limit) {
    if (size < FEWEST || Double.isNaN(limit)) {
      return Double.POSITIVE_INFINITY;
    }
    double meanTime = 0;
    double meanValue = 0;
    for (int i = 0; i < size; i++) {
      meanTime += seconds(i) / size;
      meanValue += means[i] / size;
    }
    double tt = 0;
    double tv = 0;
    double vv = 0;
    for (int i = 0; i < size; i++) {
      double t = seconds(i) - meanTime;
      double v = means[i] - meanValue;
      tt += t * t;
      tv += t * v;
      vv += v * v;
    }
    double slope = tv / tt;
    double clear = vv == 0 ? 0 : tv * tv / (tt * vv);
    double last = meanValue + slope * (seconds(size - 1) - meanTime);
    double left = (limit - last) / slope;
    return clear >= CLEAR && left > 0 ? left : Double.POSITIVE_INFINITY;
  }

  private double seconds(int i) {
    return (times[i] - times[0]) * (part / 1e9);
  }

  private void close() {
    if (count == 0) {
      return;
    }
    if (size == PARTS) {
      System.arraycopy(times, 1, times, 0, PARTS - 1);
      System.arraycopy(means, 1, means, 0, PARTS - 1);
      size--;
    }
    times[size] = current;
    means[size++] = sum / count;
    sum = 0;
    count = 0;
  }
}
