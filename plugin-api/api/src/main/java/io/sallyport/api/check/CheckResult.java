package io.sallyport.api.check;

/**
 * Outcome of one executed check.
 *
 * @param name what was checked, such as {@code golden-vector-3}
 * @param observed what was seen, with its unit
 * @param expected what would have passed
 */
public record CheckResult(String name, boolean passed, String observed, String expected) {
  public static CheckResult passed(String name, String observed, String expected) {
    return new CheckResult(name, true, observed, expected);
  }

  public static CheckResult failed(String name, String observed, String expected) {
    return new CheckResult(name, false, observed, expected);
  }
}
