package io.sallyport.testkit;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Samples of one signal to be sent: steps, ramps, gaps, what is no number, what comes out of order. Used by one thread. */
public final class Series {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final TestSignals signals;
  private final SignalId signal;
  private final List<Sample> samples = new ArrayList<>();
  private long next;
  private long period = NANOS_PER_SECOND;
  private int batch = 1;

  Series(TestSignals signals, SignalId signal, Instant start) {
    this.signals = signals;
    this.signal = signal;
    this.next = nanos(start);
  }

  /** Source time of the next sample. */
  public Series at(Instant time) {
    next = nanos(time);
    return this;
  }

  /** From one sample to the next; one second unless set. */
  public Series every(Duration distance) {
    period = distance.toNanos();
    return this;
  }

  public Series values(double... values) {
    for (double value : values) {
      add(value, Quality.GOOD);
    }
    return this;
  }

  /** So many samples of one value. */
  public Series hold(double value, int count) {
    return ramp(value, value, count);
  }

  /** So many samples from the first value to the last, evenly. */
  public Series ramp(double first, double last, int count) {
    for (int i = 0; i < count; i++) {
      add(count == 1 ? first : first + (last - first) * i / (count - 1), Quality.GOOD);
    }
    return this;
  }

  /** So many samples that are no number, of good quality. */
  public Series nan(int count) {
    return hold(Double.NaN, count);
  }

  /** So many samples of bad quality. */
  public Series bad(double value, int count) {
    for (int i = 0; i < count; i++) {
      add(value, Quality.BAD);
    }
    return this;
  }

  /** Nothing for so long. A negative one: the source's clock steps back. */
  public Series gap(Duration length) {
    next += length.toNanos();
    return this;
  }

  /** What is there so far arrives in random order, the same for the same seed. */
  public Series shuffled(long seed) {
    Collections.shuffle(samples, new Random(seed));
    return this;
  }

  /** So many samples per batch; one unless set. */
  public Series batches(int size) {
    batch = size;
    return this;
  }

  /** Sends it, and returns when every consumer has taken it. */
  public void send() {
    signals.send(toBatches());
  }

  /** Sends each batch once the clock shows its time. */
  public void sendLive() {
    signals.sendLive(toBatches());
  }

  /** The batches, for {@link TestSignals#post} or a consumer's own method. */
  public List<SignalBatch> toBatches() {
    List<SignalBatch> batches = new ArrayList<>();
    for (int first = 0; first < samples.size(); first += batch) {
      batches.add(batch(samples.subList(first, Math.min(samples.size(), first + batch))));
    }
    return batches;
  }

  private SignalBatch batch(List<Sample> part) {
    SignalBatch.Builder builder = SignalBatch.builder(signal);
    part.forEach(sample -> builder.add(sample.nanos(), sample.value(), sample.quality()));
    return builder.build();
  }

  private void add(double value, Quality quality) {
    samples.add(new Sample(next, value, quality));
    next += period;
  }

  static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
  }
}
