package io.sallyport.capability.assetmonitoring;

/**
 * Whether a condition holds, with a delay before it does and one before it no longer does. Delays count in source time between samples, and by
 * a ticker that no clock sets where no further sample comes. Not thread-safe.
 */
final class Debounce {
  private final long delayOn;
  private final long delayOff;
  private boolean on;
  private boolean pending;
  private long pendingSince;
  private long pendingAt;

  Debounce(long delayOn, long delayOff) {
    this.delayOn = delayOn;
    this.delayOff = delayOff;
  }

  /** Goes on with a condition that held. */
  void resume() {
    on = true;
  }

  boolean isOn() {
    return on;
  }

  /** Source time at which the change under way, or the last one, began. */
  long since() {
    return pendingSince;
  }

  /**
   * @param beyond whether the condition is met
   * @param calm whether it is clearly not met; neither is between a limit and its deadband, and changes nothing
   * @param now of the ticker, nanoseconds
   * @return whether it turned on or off
   */
  boolean accept(boolean beyond, boolean calm, long nanos, long now) {
    boolean towards = on ? calm : beyond;
    if (!towards) {
      pending = false;
      return false;
    }
    if (!pending) {
      pending = true;
      pendingSince = nanos;
      pendingAt = now;
    }
    return turn(nanos - pendingSince >= delay());
  }

  /** Looks whether the delay is over by the ticker. @return whether it turned on or off */
  boolean check(long now) {
    return pending && turn(now - pendingAt >= delay());
  }

  private boolean turn(boolean due) {
    if (due) {
      on = !on;
      pending = false;
    }
    return due;
  }

  private long delay() {
    return on ? delayOff : delayOn;
  }
}
