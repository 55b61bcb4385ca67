package io.sallyport.inference;

import java.time.Duration;

/**
 * A load to put on a model.
 *
 * @param threads callers, 1 to 64
 * @param duration 100 ms to 10 minutes, after half a second to warm up
 * @param perSecond calls a second of all callers together, 0 (as fast as they can) to 1 000 000
 */
public record Load(String model, int threads, Duration duration, int perSecond) {
  /** Callers that call as fast as they can. */
  public Load(String model, int threads, Duration duration) {
    this(model, threads, duration, 0);
  }
}
