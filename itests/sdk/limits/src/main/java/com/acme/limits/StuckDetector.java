package com.acme.limits;

import com.acme.limits.Verdict.State;

/** Measures for how long the value has not left a narrow band. */
final class StuckDetector implements Detector {
  private static final double SECOND = 1e9;

  private final Rule rule;
  private boolean started;
  private boolean resumed;
  private long since;
  private double least;
  private double most;

  StuckDetector(Rule rule) {
    this.rule = rule;
  }

  @Override
  public Kind kind() {
    return Kind.STUCK;
  }

  @Override
  public Verdict accept(long nanos, double value) {
    double low = Math.min(least, value);
    double high = Math.max(most, value);
    if (!started || high - low > rule.stuckBand()) {
      since = resumed && !started ? since : nanos; // after a restart the band is not known: the value counts as still until it moves
      started = true;
      least = value;
      most = value;
    } else {
      least = low;
      most = high;
    }
    double still = (nanos - since) / SECOND;
    return new Verdict(still > rule.stuckAfter() ? State.BEYOND : State.CALM, rule.severity(), still, rule.stuckAfter(), since, nanos);
  }

  @Override
  public void resume(Verdict last) {
    resumed = true;
    since = last.from();
  }
}
