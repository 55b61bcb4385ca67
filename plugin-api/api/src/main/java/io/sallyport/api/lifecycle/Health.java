package io.sallyport.api.lifecycle;

/**
 * How a plugin fares.
 *
 * @param detail one line for an admin; may be empty
 */
public record Health(Status status, String detail) {
  /** {@code FAILED} inside the health window of a swap rolls it back. */
  public enum Status { OK, DEGRADED, FAILED }

  public static Health ok(String detail) {
    return new Health(Status.OK, detail);
  }

  public static Health degraded(String detail) {
    return new Health(Status.DEGRADED, detail);
  }

  public static Health failed(String detail) {
    return new Health(Status.FAILED, detail);
  }
}
