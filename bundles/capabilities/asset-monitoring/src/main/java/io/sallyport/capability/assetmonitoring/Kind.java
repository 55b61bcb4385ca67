package io.sallyport.capability.assetmonitoring;

/** What can be wrong with a signal. The name is the last part of the condition's, and stays. */
enum Kind {
  HH("above"), H("above"), L("below"), LL("below"), RATE("changing faster than"), STALE("silent for longer than"), BAD("of bad quality"), DEV("off by more than");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** How it is said of a signal, such as {@code above}. */
  String words() {
    return words;
  }
}
