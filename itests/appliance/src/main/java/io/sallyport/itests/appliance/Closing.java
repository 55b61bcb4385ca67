package io.sallyport.itests.appliance;

import java.util.Objects;
import java.util.stream.Stream;

/** Ends what a test class has started. */
public final class Closing {
  private Closing() {}

  /**
   * In this order. What never came up is null; what cannot be closed keeps nothing else open.
   *
   * @throws AssertionError if something could not be closed
   */
  public static void all(AutoCloseable... started) {
    AssertionError left = new AssertionError("could not be closed");
    Stream.of(started).filter(Objects::nonNull).forEach(one -> {
      try {
        one.close();
      } catch (Exception | AssertionError e) {
        left.addSuppressed(e);
      }
    });
    if (left.getSuppressed().length > 0) {
      throw left;
    }
  }
}
