package com.acme.limits;

import com.acme.limits.Verdict.State;
import io.sallyport.api.insight.Severity;

/** Compares the value with an upper or a lower limit and the more extreme one beyond it. */
final class BoundDetector implements Detector {
  private final Kind kind;
  private final Bound bound;
  private final double hysteresis;
  private final Severity severity;
  private final Severity extreme;

  /** @param kind {@code LOW} or {@code HIGH} */
  BoundDetector(Kind kind, Bound bound, Rule rule) {
    this.kind = kind;
    this.bound = bound;
    this.hysteresis = rule.hysteresis();
    this.severity = rule.severity();
    this.extreme = rule.severityExtreme();
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public Verdict accept(long nanos, double value) {
    if (beyond(value, bound.extreme())) {
      return new Verdict(State.BEYOND, extreme, value, bound.extreme(), nanos, nanos);
    }
    double first = bound.first();
    Severity grade = Double.isNaN(bound.limit()) ? extreme : severity;
    double inside = kind == Kind.HIGH ? first - hysteresis : first + hysteresis;
    State state = beyond(value, first) ? State.BEYOND : beyond(value, inside) ? State.BETWEEN : State.CALM;
    return new Verdict(state, grade, value, first, nanos, nanos);
  }

  /** False for a limit that is not set (NaN). */
  private boolean beyond(double value, double limit) {
    return kind == Kind.HIGH ? value > limit : value < limit;
  }
}
