package com.acme.limits;

import io.sallyport.api.insight.Severity;

/**
 * What one sample says about one kind of limit.
 *
 * @param found the value, rate or time that was compared, in {@link Kind#unit}
 * @param limit what it was compared with
 * @param from source time of the first sample that was looked at, nanoseconds since 1970
 * @param to source time of the last
 */
record Verdict(State state, Severity severity, double found, double limit, long from, long to) {
  /** {@code BETWEEN} changes nothing: too far for the end of an insight, not far enough for its beginning. */
  enum State { CALM, BETWEEN, BEYOND }

  /** Whether this is a graver finding than the other, of the same kind. */
  boolean worse(Verdict other) {
    int bySeverity = severity.compareTo(other.severity);
    return bySeverity != 0 ? bySeverity > 0 : Math.abs(found - limit) > Math.abs(other.found - other.limit);
  }
}
