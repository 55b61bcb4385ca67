package io.sallyport.inference.internal;

/**
 * How the runs of one version get on: how long one takes as a rule, and whether any ends at all. So a call that waited too long for a lane is
 * told from one whose model hangs. Thread-safe; approximate where runs end at once. Times are of {@link System#nanoTime()}.
 */
final class Progress {
  private static final int WEIGHT = 8;

  private final long limit;
  private volatile long last;
  private volatile long typical;

  /** @param limit the version's own, in nanoseconds */
  Progress(long limit) {
    this.limit = limit;
  }

  /** A run begins where none is under way. */
  void begun(long now) {
    last = now;
  }

  /** A run gave an answer. */
  void answered(long began, long now) {
    last = now;
    long took = now - began;
    typical = typical == 0 ? took : typical + (took - typical) / WEIGHT;
  }

  /** Whether a run that begins now can end in time, as far as one knows. */
  boolean fits(long until, long now) {
    return until - now >= typical;
  }

  /** Whether a run that was ended had the version's own time. */
  boolean hadItsTime(long began, long now) {
    return now - began >= limit;
  }

  /** Whether nothing has ended for the version's own time. */
  boolean isStuck(long now) {
    return now - last >= limit;
  }
}
