package com.acme.limits;

/** Looks at the usable samples of one signal, in the order of their source times. Not thread-safe. */
interface Detector {
  Kind kind();

  /**
   * @param nanos source time, later than that of the sample before
   * @param value finite
   */
  Verdict accept(long nanos, double value);

  /** Goes on, with the next sample, from what was found before a restart. */
  default void resume(Verdict last) {}
}
