package io.sallyport.inference.engine;

import io.sallyport.api.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A model to be loaded and run in a process of its own.
 *
 * @param vectors inputs of calls that it must answer, one call each
 * @param extremes inputs that any caller may send and that it may refuse; only what such a call does to the process counts
 * @param memory what the process may take beyond what it takes without a model, in bytes
 * @param time of a processor that it may take
 */
public record TrialRequest(ModelFile file, List<Map<String, Tensor>> vectors, List<Map<String, Tensor>> extremes, long memory, Duration time) {
  public TrialRequest {
    vectors = List.copyOf(vectors);
    extremes = List.copyOf(extremes);
  }
}
