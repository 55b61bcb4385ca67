package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a call's inputs against what the model declares. Immutable, thread-safe. */
public final class InputCheck {
  /** @param code {@code SP-INFER-0002} or {@code -0003} */
  public record Fault(String code, String what, String next) {}

  private final List<TensorSpec> specs;

  public InputCheck(List<TensorSpec> specs) {
    this.specs = specs;
  }

  /** What is wrong, if anything: a missing, unknown or ill-shaped input, or a value that is not finite. */
  public Optional<Fault> fault(Map<String, Tensor> inputs) {
    for (TensorSpec spec : specs) {
      Tensor tensor = inputs.get(spec.name());
      if (tensor == null) {
        return wrong("the input " + spec.name() + " is missing");
      }
      if (!spec.accepts(tensor)) {
        return wrong("the input " + spec.name() + " is " + tensor + ", the model takes " + spec.type() + spec.shape());
      }
      if (!Finite.all(tensor)) {
        return Optional.of(new Fault("SP-INFER-0003", "the input " + spec.name() + " has a value that is not a finite number", "leave out or fill in bad samples first"));
      }
    }
    if (inputs.size() > specs.size()) {
      return wrong("the inputs " + inputs.keySet() + " are more than the model takes");
    }
    return Optional.empty();
  }

  private static Optional<Fault> wrong(String what) {
    return Optional.of(new Fault("SP-INFER-0002", what, "see the model's inputs with model:info"));
  }
}
