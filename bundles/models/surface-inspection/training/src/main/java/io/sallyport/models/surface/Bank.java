package io.sallyport.models.surface;

import java.util.ArrayList;
import java.util.List;

/** The filters that every surface is looked at with: bars in eight directions and two widths, edges in four and two, spots of three sizes. */
final class Bank {
  static final int SIZE = 13;
  private static final int MIDDLE = SIZE / 2;
  private static final double[] BARS = {0.9, 1.7};
  private static final double[] EDGES = {1, 2};
  private static final double[] SPOTS = {1, 2, 3};
  private static final int BAR_DIRECTIONS = 8;
  private static final int EDGE_DIRECTIONS = 4;
  private static final double BAR_LENGTH = 2.5;
  private static final double EDGE_LENGTH = 1.5;

  private interface Form {
    double at(double across, double along);
  }

  private Bank() {}

  /** Each {@link #SIZE}², without a mean, of length 1. */
  static List<float[]> filters() {
    List<float[]> filters = new ArrayList<>();
    for (double width : BARS) {
      for (int i = 0; i < BAR_DIRECTIONS; i++) {
        filters.add(filter(Math.PI * i / BAR_DIRECTIONS, (u, v) -> (1 - u * u / (width * width)) * bell(u, width) * bell(v, BAR_LENGTH * width)));
      }
    }
    for (double width : EDGES) {
      for (int i = 0; i < EDGE_DIRECTIONS; i++) {
        filters.add(filter(Math.PI * i / EDGE_DIRECTIONS, (u, v) -> u * bell(u, width) * bell(v, EDGE_LENGTH * width)));
      }
    }
    for (double size : SPOTS) {
      filters.add(filter(0, (u, v) -> (1 - (u * u + v * v) / (2 * size * size)) * bell(u, size) * bell(v, size)));
    }
    return filters;
  }

  private static double bell(double x, double deviation) {
    return StrictMath.exp(-x * x / (2 * deviation * deviation));
  }

  private static float[] filter(double angle, Form form) {
    double[] values = new double[SIZE * SIZE];
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      double right = i % SIZE - MIDDLE;
      double down = i / SIZE - MIDDLE;
      values[i] = form.at(right * StrictMath.cos(angle) + down * StrictMath.sin(angle), down * StrictMath.cos(angle) - right * StrictMath.sin(angle));
      mean += values[i] / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    float[] filter = new float[values.length];
    for (int i = 0; i < filter.length; i++) {
      filter[i] = (float) ((values[i] - mean) / Math.sqrt(squares));
    }
    return filter;
  }
}
