package io.sallyport.models.radiator;

/**
 * One row of the data set.
 *
 * @param number its place in the file, from 1
 * @param values the nine signals V1 … V9, in the unit of the data set (undocumented)
 * @param label its class
 */
record Row(int number, int[] values, String label) {
  static final int SIGNALS = 9;
  static final String NORMAL = "Rad.Flow";

  boolean isNormal() {
    return label.equals(NORMAL);
  }
}
