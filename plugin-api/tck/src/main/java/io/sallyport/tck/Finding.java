package io.sallyport.tck;

import java.util.Collection;

/** How a rule went for one package. */
public sealed interface Finding {
  /** What was seen, or why the rule does not apply: one line. */
  String observed();

  /** The rule is kept. */
  record Passed(String observed) implements Finding {}

  /** The rule is broken. */
  record Failed(String observed) implements Finding {}

  /** The rule is not about this package. */
  record NotApplicable(String observed) implements Finding {}

  static Finding passed(String observed) {
    return new Passed(observed);
  }

  static Finding failed(String observed) {
    return new Failed(observed);
  }

  static Finding notApplicable(String why) {
    return new NotApplicable(why);
  }

  /** Failed with all of these, or passed with {@code otherwise} if there are none. */
  static Finding failedIfAny(Collection<String> faults, String otherwise) {
    return faults.isEmpty() ? passed(otherwise) : failed(String.join("; ", faults));
  }
}
