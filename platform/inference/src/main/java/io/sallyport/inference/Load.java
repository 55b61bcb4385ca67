package io.sallyport.inference;

import java.time.Duration;

/**
 * A load to put on a model.
 *
 * @param threads callers that call as fast as they can, 1 to 64
 * @param duration 100 ms to 10 minutes, after half a second to warm up
 */
public record Load(String model, int threads, Duration duration) {
}
