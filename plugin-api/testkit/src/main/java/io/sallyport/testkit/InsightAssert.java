package io.sallyport.testkit;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Says what an insight must be; each method throws an {@link AssertionError} that shows the insight if it is not. Immutable. */
public final class InsightAssert {
  private final Insight insight;

  InsightAssert(Insight insight) {
    this.insight = insight;
  }

  /** The insight itself. */
  public Insight get() {
    return insight;
  }

  public InsightAssert asset(String asset) {
    return same("asset", asset, insight.asset());
  }

  public InsightAssert severity(Severity severity) {
    return same("severity", severity, insight.severity());
  }

  public InsightAssert titled(String part) {
    return insight.title().contains(part) ? this : fail("title containing '" + part + "'", insight.title());
  }

  public InsightAssert from(Instant time) {
    return same("from", time, insight.from());
  }

  /** Its condition lasts. */
  public InsightAssert open() {
    return same("until", Optional.empty(), insight.until());
  }

  /** Its condition has ended. */
  public InsightAssert ended() {
    return insight.until().isPresent() ? this : fail("until", "nothing: it lasts");
  }

  public InsightAssert until(Instant time) {
    return same("until", Optional.of(time), insight.until());
  }

  private InsightAssert same(String what, Object expected, Object actual) {
    return Objects.equals(expected, actual) ? this : fail(what + " " + expected, actual);
  }

  private InsightAssert fail(String expected, Object actual) {
    throw new AssertionError("expected " + expected + ", got " + actual + ", in " + insight);
  }
}
