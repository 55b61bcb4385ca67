package io.sallyport.testkit;

import io.sallyport.api.signal.Quality;

/**
 * One sample that a connector delivered.
 *
 * @param nanos source time, nanoseconds since 1970-01-01T00:00Z
 */
public record Sample(long nanos, double value, Quality quality) {
  /** Whether it carries a value to work with. */
  public boolean good() {
    return quality == Quality.GOOD;
  }
}
