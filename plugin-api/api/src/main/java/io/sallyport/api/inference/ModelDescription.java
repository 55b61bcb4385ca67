package io.sallyport.api.inference;

import io.sallyport.api.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * The active version of a model, as its package declares it.
 *
 * @param parameters numbers that belong to the weights and that a caller needs, such as {@code threshold}, or per-input
 *     {@code mean} and {@code deviation}; each a list of at least one value
 */
public record ModelDescription(ModelIdentity identity, List<TensorSpec> inputs, List<TensorSpec> outputs, Map<String, List<Double>> parameters) {
  public ModelDescription {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    parameters = Map.copyOf(parameters);
  }
}
