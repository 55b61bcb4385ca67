package com.acme.limits;

/**
 * A limit on one side and a more extreme one, in the signal's unit.
 *
 * @param limit NaN if there is none
 * @param extreme NaN if there is none
 */
record Bound(double limit, double extreme) {
  boolean isSet() {
    return !Double.isNaN(first());
  }

  /** The limit that is reached first: what an insight begins and ends at. */
  double first() {
    return Double.isNaN(limit) ? extreme : limit;
  }
}
