package io.sallyport.inference.internal;

/**
 * What shadow traffic may take.
 *
 * @param copies that wait or run at once, 1 to 4096
 * @param bytes of the largest copy, inputs and outputs together
 * @param percent of one core, 1 to 100
 */
record ShadowLimits(int copies, long bytes, int percent) {
  private static final int MOST_COPIES = 4_096;
  private static final int HUNDRED = 100;

  ShadowLimits {
    copies = Math.max(1, Math.min(MOST_COPIES, copies));
    percent = Math.max(1, Math.min(HUNDRED, percent));
  }
}
