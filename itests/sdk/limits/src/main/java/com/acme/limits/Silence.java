package com.acme.limits;

import io.sallyport.api.insight.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Measures, by the appliance's clock, for how long a signal has had no usable sample. Not thread-safe. */
final class Silence {
  private final double after;
  private final Severity severity;
  private Instant heard;
  private long last;

  /** @param now the clock's time: silence is counted from here on */
  Silence(Rule rule, Instant now) {
    this.after = rule.silentAfter();
    this.severity = rule.severity();
    this.heard = now;
    this.last = Episode.nanos(now);
  }

  /** @param nanos source time of the sample that came */
  Verdict heard(long nanos, Instant now) {
    heard = now;
    last = nanos;
    return new Verdict(Verdict.State.CALM, severity, 0, after, nanos, nanos);
  }

  /** The finding if it is silent by now. Its times are those of the last sample, in source time. */
  Optional<Verdict> check(Instant now) {
    double silent = Duration.between(heard, now).toNanos() / 1e9;
    return silent > after ? Optional.of(new Verdict(Verdict.State.BEYOND, severity, silent, after, last, last)) : Optional.empty();
  }
}
