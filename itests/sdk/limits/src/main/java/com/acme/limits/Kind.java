package com.acme.limits;

import java.util.Arrays;
import java.util.Optional;

/** What a rule can find. */
enum Kind {
  LOW("below"), HIGH("above"), RATE("changing faster than"), STUCK("standing still for more than"), SILENT("silent for more than");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** As it stands in a sentence, before the limit. */
  String words() {
    return words;
  }

  /** The kind that words begin with, as they stand before the limit. */
  static Optional<Kind> of(String sentence) {
    return Arrays.stream(values()).filter(kind -> sentence.startsWith(kind.words + " ")).findFirst();
  }

  /** Unit of the limit and of what was found, for a signal in a unit. */
  String unit(String signal) {
    return switch (this) {
      case LOW, HIGH -> signal;
      case RATE -> signal.equals("1") ? "/s" : signal + "/s";
      case STUCK, SILENT -> "s";
    };
  }
}
