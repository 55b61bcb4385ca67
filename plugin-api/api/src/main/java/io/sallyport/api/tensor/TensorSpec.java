package io.sallyport.api.tensor;

/**
 * What a model expects at an input or yields at an output.
 *
 * @param name the model's own name for it, unique among its inputs or outputs
 * @param shape may be {@linkplain Shape#isDynamic() dynamic}
 */
public record TensorSpec(String name, DataType type, Shape shape) {
  /** Whether the tensor may be passed here. */
  public boolean accepts(Tensor tensor) {
    return tensor.type() == type && shape.accepts(tensor.shape());
  }
}
