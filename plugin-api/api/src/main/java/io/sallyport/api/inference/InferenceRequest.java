package io.sallyport.api.inference;

import io.sallyport.api.tensor.Tensor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One call of one model.
 *
 * @param model the model package's name; which version answers is the generation's choice, not the caller's
 * @param inputs by the model's input names; the memory must not change until the call returns
 * @param correlation ties this call to insights, work orders and audit entries; not empty
 * @param asset what the inputs are of; while a candidate version takes a share of the calls, all calls of one asset go to the same version
 * @param deadline the longest time to wait for an answer, more than zero; at most the model's own limit counts, which holds if this is empty
 */
public record InferenceRequest(String model, Map<String, Tensor> inputs, String correlation, Optional<String> asset, Optional<Duration> deadline) {
  public InferenceRequest {
    inputs = Map.copyOf(inputs);
  }

  /** A call of no particular asset, within the model's own time limit. */
  public InferenceRequest(String model, Map<String, Tensor> inputs, String correlation) {
    this(model, inputs, correlation, Optional.empty(), Optional.empty());
  }

  /** The same call, of this asset. */
  public InferenceRequest forAsset(String asset) {
    return new InferenceRequest(model, inputs, correlation, Optional.of(asset), deadline);
  }

  /** The same call, with this time limit. */
  public InferenceRequest within(Duration deadline) {
    return new InferenceRequest(model, inputs, correlation, asset, Optional.of(deadline));
  }
}
