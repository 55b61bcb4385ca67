package io.sallyport.api.signal;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Samples of one signal, in columns. Immutable by contract: the arrays are handed over, not copied; neither side writes to them.
 * Samples may be out of order and values may be NaN or infinite: consumers decide.
 *
 * <p>Rules for connectors: a time is the source's, or that of arrival (by the platform's {@link java.time.Clock}) where the source has none.
 * A sample of {@link Quality#BAD bad} quality is NaN unless the source gave a value. When a source is lost, each of its signals gets one bad
 * sample, and nothing more until it is back, so that consumers can tell silence from a value that does not change.
 *
 * <p>A batch may be an issue of a series that lies {@linkplain #ahead ahead}, such as a forecast: its times are those that its values are for, and
 * {@link #made()} says when it was made. A later issue says other values for the same times.
 */
public final class SignalBatch {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final SignalId signal;
  private final long[] nanos;
  private final double[] values;
  private final byte[] quality;
  private final Optional<Instant> made;

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
    this.made = Optional.empty();
  }

  private SignalBatch(SignalBatch of, Instant made) {
    this.signal = of.signal;
    this.nanos = of.nanos;
    this.values = of.values;
    this.quality = of.quality;
    this.made = Optional.of(made);
  }

  /** A batch of one sample. */
  public static SignalBatch of(SignalId signal, Instant time, double value, Quality quality) {
    return new SignalBatch(signal, new long[] {nanos(time)}, new double[] {value}, new byte[] {quality.code()});
  }

  /** A builder of batches of one signal, for samples that come one by one. */
  public static Builder builder(SignalId signal) {
    return new Builder(signal);
  }

  public SignalId signal() {
    return signal;
  }

  /**
   * These samples as an issue of a series that lies ahead: what is expected at their times, as it was thought of at another.
   *
   * @param made when, or how far what it stands on reaches; of two issues the later one counts
   */
  public SignalBatch ahead(Instant made) {
    return new SignalBatch(this, made);
  }

  /** When it was made, for an issue of a series that lies ahead; empty for what was measured, or derived from that at its time. */
  public Optional<Instant> made() {
    return made;
  }

  /** Number of samples. */
  public int size() {
    return nanos.length;
  }

  /** Source time of a sample, nanoseconds since 1970-01-01T00:00Z. */
  public long nanos(int index) {
    return nanos[index];
  }

  /** Source time of a sample. */
  public Instant time(int index) {
    return Instant.ofEpochSecond(0, nanos[index]);
  }

  public double value(int index) {
    return values[index];
  }

  public Quality quality(int index) {
    return Quality.of(quality[index]);
  }

  @Override
  public String toString() {
    return signal + ": " + nanos.length + " samples" + made.map(time -> " ahead, made " + time).orElse("");
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
  }

  /** Collects samples. Not thread-safe. */
  public static final class Builder {
    private static final int FIRST_CAPACITY = 16;

    private final SignalId signal;
    private long[] nanos = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private byte[] quality = new byte[FIRST_CAPACITY];
    private int size;

    private Builder(SignalId signal) {
      this.signal = signal;
    }

    /** @param time source time; years 1678 to 2262 */
    public Builder add(Instant time, double value, Quality code) {
      return add(SignalBatch.nanos(time), value, code);
    }

    /** @param time source time, nanoseconds since 1970-01-01T00:00Z */
    public Builder add(long time, double value, Quality code) {
      if (size == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
        quality = Arrays.copyOf(quality, 2 * size);
      }
      nanos[size] = time;
      values[size] = value;
      quality[size++] = code.code();
      return this;
    }

    /** Samples added since the last batch. */
    public int size() {
      return size;
    }

    /** What was added since the last batch, as a batch of its own. */
    public SignalBatch build() {
      SignalBatch batch = new SignalBatch(signal, Arrays.copyOf(nanos, size), Arrays.copyOf(values, size), Arrays.copyOf(quality, size));
      size = 0;
      return batch;
    }
  }
}
