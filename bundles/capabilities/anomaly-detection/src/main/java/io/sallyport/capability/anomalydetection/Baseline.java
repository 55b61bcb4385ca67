package io.sallyport.capability.anomalydetection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What is normal of one signal in one part of its season. Not thread-safe. */
final class Baseline {
  /** How far beyond what was seen an outlier is. */
  private static final double USUAL = 1.1;

  private final Settings settings;
  private final RobustWindow window;
  private boolean ready;
  private double firstMedian;
  private double firstDeviation;

  Baseline(Settings settings) {
    this.settings = settings;
    this.window = new RobustWindow(Math.max(settings.window(), settings.warmup()), settings.alarmRatio());
  }

  /** Whether enough was learnt to judge by. */
  boolean isReady() {
    return ready;
  }

  /** A sample of the warm-up, or a normal one after it. */
  void learn(double value) {
    if (ready && !settings.adapt()) {
      return;
    }
    window.add(value);
    if (!ready && window.size() >= settings.warmup()) {
      ready = true;
      firstMedian = window.median();
      firstDeviation = window.deviation();
    }
  }

  /** How many deviations the value is off, with sign. */
  double off(double value) {
    return (value - window.median()) / unit(window.median(), window.deviation());
  }

  /** Deviations beyond which a value is an outlier: as configured, or what is usual for a signal that is often wild. */
  double limit() {
    return Math.max(settings.outlierRatio(), USUAL * window.reach() / deviation());
  }

  /** The same against what was learnt first. */
  double offFirst(double value) {
    return (value - firstMedian) / unit(firstMedian, firstDeviation);
  }

  double median() {
    return window.median();
  }

  double deviation() {
    return unit(window.median(), window.deviation());
  }

  int learnt() {
    return window.size();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeBoolean(ready);
    out.writeDouble(firstMedian);
    out.writeDouble(firstDeviation);
    window.write(out);
  }

  void read(DataInputStream in) throws IOException {
    ready = in.readBoolean();
    firstMedian = in.readDouble();
    firstDeviation = in.readDouble();
    window.read(in);
  }

  /** Never 0: of a signal that is always the same, any change is many deviations, if not one that floating point makes. */
  private double unit(double median, double deviation) {
    return Math.max(Math.max(deviation, settings.deviationMin()), 1e-9 * Math.max(1, Math.abs(median)));
  }
}
