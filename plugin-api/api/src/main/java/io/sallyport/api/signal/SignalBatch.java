package io.sallyport.api.signal;

/**
 * Samples of one signal, in columns. Immutable by contract: the arrays are handed over, not copied; neither side writes to them.
 * Samples may be out of order and values may be NaN or infinite: consumers decide.
 */
public final class SignalBatch {
  private final SignalId signal;
  private final long[] nanos;
  private final double[] values;
  private final byte[] quality;

  /**
   * @param nanos source times, nanoseconds since 1970-01-01T00:00Z
   * @param values as many values
   * @param quality as many {@link Quality#code() quality codes}
   * @throws IllegalArgumentException if the columns differ in length
   */
  public SignalBatch(SignalId signal, long[] nanos, double[] values, byte[] quality) {
    if (nanos.length != values.length || nanos.length != quality.length) {
      throw new IllegalArgumentException("columns of " + signal + " differ in length: " + nanos.length + " times, " + values.length
          + " values, " + quality.length + " qualities");
    }
    this.signal = signal;
    this.nanos = nanos;
    this.values = values;
    this.quality = quality;
  }

  public SignalId signal() {
    return signal;
  }

  /** Number of samples. */
  public int size() {
    return nanos.length;
  }

  /** Source time of a sample, nanoseconds since 1970-01-01T00:00Z. */
  public long nanos(int index) {
    return nanos[index];
  }

  public double value(int index) {
    return values[index];
  }

  public Quality quality(int index) {
    return Quality.of(quality[index]);
  }
}
