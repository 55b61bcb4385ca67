package io.sallyport.capability.predictivemaintenance;

/**
 * One usable sample of each signal, all of the same source time.
 *
 * @param nanos nanoseconds since 1970-01-01T00:00Z
 * @param values finite, in the order of the configured signals
 */
record Row(long nanos, double[] values) {
}
