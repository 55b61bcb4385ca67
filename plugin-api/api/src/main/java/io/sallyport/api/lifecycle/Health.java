package io.sallyport.api.lifecycle;

/**
 * How a plugin fares.
 *
 * @param detail one line for an admin, a sentence of your own in the form {@code what – where – next step}; may be empty
 */
public record Health(Status status, String detail) {
  /**
   * {@code DEGRADED} is waiting for something outside the package, such as a plant that cannot be reached. {@code FAILED} is what another
   * version might do better: inside the health window of a swap it rolls the swap back.
   */
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
