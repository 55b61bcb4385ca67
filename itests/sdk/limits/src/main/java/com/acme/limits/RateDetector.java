package com.acme.limits;

import com.acme.limits.Verdict.State;
import java.util.ArrayDeque;

/** Measures how fast the value changes: from the oldest sample of a window to the newest, so that noise within the window evens out. */
final class RateDetector implements Detector {
  private static final int RESOLUTION = 64;
  private static final double SECOND = 1e9;

  private record Point(long nanos, double value) {}

  private final Rule rule;
  private final long window;
  private final ArrayDeque<Point> points = new ArrayDeque<>();

  RateDetector(Rule rule) {
    this.rule = rule;
    this.window = Math.round(rule.rateWindow() * SECOND);
  }

  @Override
  public Kind kind() {
    return Kind.RATE;
  }

  @Override
  public Verdict accept(long nanos, double value) {
    while (!points.isEmpty() && nanos - points.getFirst().nanos() > window) {
      points.removeFirst();
    }
    Point oldest = points.isEmpty() ? new Point(nanos, value) : points.getFirst();
    if (points.isEmpty() || nanos - points.getLast().nanos() >= window / RESOLUTION) { // at most so many points, however fast samples come
      points.addLast(new Point(nanos, value));
    }
    long span = nanos - oldest.nanos();
    double rate = span == 0 ? 0 : Math.abs(value - oldest.value()) / (span / SECOND);
    State otherwise = span < window / 2 ? State.BETWEEN : State.CALM; // too short a look to say that it is calm
    return new Verdict(rate > rule.ratePerSecond() ? State.BEYOND : otherwise, rule.severity(), rate, rule.ratePerSecond(), oldest.nanos(), nanos);
  }

  /** Samples that it keeps. */
  int points() {
    return points.size();
  }
}
