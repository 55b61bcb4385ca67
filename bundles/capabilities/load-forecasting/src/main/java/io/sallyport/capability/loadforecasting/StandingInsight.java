package io.sallyport.capability.loadforecasting;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps one insight as a condition is: raised when it begins, changed when it changes, ended when it ends. What could not be stored is
 * tried again at the next call. After a restart it goes on with the insight that lasts. Not thread-safe.
 */
final class StandingInsight {
  private final InsightSink insights;
  private final String asset;
  private final String kind;
  private Optional<Insight> standing = Optional.empty();
  private Optional<Condition> told = Optional.empty();

  /** @param kind how the evidence's basis begins; tells the package's insights apart */
  StandingInsight(InsightSink insights, String asset, String kind) {
    this.insights = insights;
    this.asset = asset;
    this.kind = kind;
  }

  /** Goes on with what lasts. @throws IllegalStateException if it cannot be read */
  void adopt() {
    standing = insights.lasting().stream().filter(one -> one.asset().equals(asset) && one.evidence().basis().startsWith(kind)).reduce((a, b) -> b);
    told = Optional.empty();
  }

  /**
   * Makes the insight what the condition is.
   *
   * @param now source time, when a condition that is absent ended
   * @throws IllegalStateException if it could not be stored
   */
  void set(Optional<Condition> condition, Instant now) {
    if (condition.isPresent()) {
      raise(condition.get());
    } else if (standing.isPresent()) {
      Insight last = standing.get();
      insights.raise(last.ended(now.isBefore(last.from()) ? last.from() : now));
      standing = Optional.empty();
      told = Optional.empty();
    }
  }

  boolean stands() {
    return standing.isPresent();
  }

  private void raise(Condition condition) {
    if (standing.isPresent() && told.isPresent() && !condition.tellsMoreThan(told.get())) {
      return;
    }
    Insight insight = standing.map(last -> last.lasting(condition.severity(), condition.title(), condition.evidence()))
        .orElseGet(() -> new Insight(UUID.randomUUID(), asset, condition.severity(), condition.title(), condition.since(), Optional.empty(),
            condition.evidence(), condition.correlation()));
    insights.raise(insight);
    standing = Optional.of(insight);
    told = Optional.of(condition);
  }
}
