package io.sallyport.provision.runtime;

/**
 * How a version fares since it was activated.
 *
 * @param healthy false rolls a swap back while its health window is open
 * @param degraded whether something is amiss that no other version would do better, such as a plant that cannot be reached or a setting that cannot be taken
 * @param calls calls completed
 * @param errors calls that failed by the version's own fault
 * @param detail one line for an admin
 */
public record RuntimeHealth(boolean healthy, boolean degraded, long calls, long errors, String detail) {
  /** Of a version that is healthy or not, and nothing between. */
  public RuntimeHealth(boolean healthy, long calls, long errors, String detail) {
    this(healthy, false, calls, errors, detail);
  }
}
