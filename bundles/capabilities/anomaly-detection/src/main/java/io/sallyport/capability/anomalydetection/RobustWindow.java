package io.sallyport.capability.anomalydetection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Median and deviation of the newest values: half of them may be wild without moving either much. The deviation is 1.4826 median absolute
 * deviations, so that it is the standard deviation of normally distributed values; where more than half of the values are the same, it is
 * taken from the spread of the middle 95 %. Both are computed anew after every 32nd part of the window. Not thread-safe.
 */
final class RobustWindow {
  private static final double NORMAL = 1.4826;
  private static final double SPREAD_95 = 3.92;
  private static final double TAIL = 0.025;
  private static final int PARTS = 32;
  private static final int FIRST = 16;

  private final int most;
  private final double beyond;
  private double[] values = new double[FIRST];
  /** Place of the oldest value once it is full. */
  private int next;
  private int size;
  private int sinceComputed;
  private double median;
  private double deviation;
  private double reach;

  RobustWindow(int most) {
    this(most, 0);
  }

  /** @param beyond share of the values that lie beyond the reach */
  RobustWindow(int most, double beyond) {
    this.most = most;
    this.beyond = beyond;
  }

  /** @param value finite */
  void add(double value) {
    if (size < most) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.min(most, 2 * size));
      }
      values[size++] = value;
      next = size == most ? 0 : size;
    } else {
      values[next] = value;
      next = (next + 1) % most;
    }
    sinceComputed++;
    if (sinceComputed > size / PARTS) {
      compute();
    }
  }

  int size() {
    return size;
  }

  double median() {
    return median;
  }

  /** 0 if all are the same. */
  double deviation() {
    return deviation;
  }

  /** Distance from the median within which all but that share of the values lie. */
  double reach() {
    return reach;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(size);
    out.writeInt(next);
    for (int i = 0; i < size; i++) {
      out.writeDouble(values[i]);
    }
  }

  void read(DataInputStream in) throws IOException {
    int count = in.readInt();
    int place = in.readInt();
    if (count < 0 || place < 0 || place > count) {
      throw new IOException("a window of " + count + " values at " + place);
    }
    double[] stored = new double[count];
    for (int i = 0; i < count; i++) {
      stored[i] = in.readDouble();
    }
    // oldest first, so that a window of another size takes the newest
    for (int i = 0; i < count; i++) {
      add(stored[count > 0 && place < count ? (place + i) % count : i]);
    }
    if (count > 0) {
      compute();
    }
  }

  private void compute() {
    sinceComputed = 0;
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    median = middle(sorted);
    double[] distances = new double[size];
    for (int i = 0; i < size; i++) {
      distances[i] = Math.abs(sorted[i] - median);
    }
    Arrays.sort(distances);
    reach = distances[(int) Math.min(size - 1, Math.floor((1 - beyond) * size))];
    double absolute = NORMAL * middle(distances);
    deviation = absolute > 0 ? absolute : (sorted[(int) ((1 - TAIL) * (size - 1))] - sorted[(int) Math.ceil(TAIL * (size - 1))]) / SPREAD_95;
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
