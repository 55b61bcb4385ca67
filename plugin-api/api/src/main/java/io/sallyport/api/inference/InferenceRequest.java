package io.sallyport.api.inference;

import io.sallyport.api.tensor.Tensor;
import java.util.Map;

/**
 * One call of one model.
 *
 * @param model the model package's name; which version answers is the generation's choice, not the caller's
 * @param inputs by the model's input names; the memory must not change until the call returns
 * @param correlation ties this call to insights, work orders and audit entries; not empty
 */
public record InferenceRequest(String model, Map<String, Tensor> inputs, String correlation) {
  public InferenceRequest {
    inputs = Map.copyOf(inputs);
  }
}
