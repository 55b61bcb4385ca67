package io.sallyport.capability.anomalydetection;

import java.time.Instant;

/** Consecutive findings about one subject: raised after some beyond the limit, and cleared after some within it. Not thread-safe. */
final class Streak {
  private final int raise;
  private final int clear;
  private int beyond;
  private int within;
  private boolean raised;
  private Instant since = Instant.EPOCH;

  Streak(int raise, int clear) {
    this.raise = raise;
    this.clear = clear;
  }

  /** One that is raised already. */
  static Streak raised(int clear, Instant since) {
    Streak streak = new Streak(1, clear);
    streak.raised = true;
    streak.since = since;
    return streak;
  }

  /** @return whether it was raised or cleared by this */
  boolean accept(boolean isBeyond, Instant time) {
    if (isBeyond) {
      since = beyond == 0 && !raised ? time : since;
      beyond++;
      within = 0;
    } else {
      within++;
      beyond = 0;
    }
    boolean before = raised;
    raised = raised ? within < clear : beyond >= raise;
    return raised != before;
  }

  boolean isRaised() {
    return raised;
  }

  /** Time of the first finding beyond the limit. */
  Instant since() {
    return since;
  }
}
