package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.trust.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks a call's inputs against what the model declares. Immutable, thread-safe. */
public final class InputCheck {
  /** @param code {@code SP-INFER-0002}, {@code -0003} or {@code -0024} */
  public record Fault(String code, String what, String next) {}

  /** Most bytes of all inputs of one call. */
  static final long LARGEST = 64L << 20;
  private static final int MOST_NAMED = 8;

  private final List<TensorSpec> specs;
  private final boolean takesNan;

  /** Values must be finite. */
  public InputCheck(List<TensorSpec> specs) {
    this(specs, false);
  }

  /** @param takesNan whether values may be NaN or infinite */
  public InputCheck(List<TensorSpec> specs, boolean takesNan) {
    this.specs = specs;
    this.takesNan = takesNan;
  }

  /** What is wrong, if anything: a missing, unknown, ill-shaped or too large input, or a value that is not finite. */
  public Optional<Fault> fault(Map<String, Tensor> inputs) {
    long left = LARGEST;
    for (TensorSpec spec : specs) {
      Tensor tensor = inputs.get(spec.name());
      if (tensor == null) {
        return wrong("the input " + spec.name() + " is missing; " + given(inputs));
      }
      if (!spec.accepts(tensor)) {
        return wrong("the input " + spec.name() + " is " + tensor + ", the model takes " + spec.type() + spec.shape());
      }
      left -= tensor.shape().elements() * spec.type().bytes();
      if (left < 0) {
        return Optional.of(new Fault("SP-INFER-0024", "the inputs exceed " + LARGEST + " bytes", "split the call into several"));
      }
      if (!takesNan && !Finite.all(tensor)) {
        return Optional.of(new Fault("SP-INFER-0003", "the input " + spec.name() + " has a value that is not a finite number", "leave out or fill in bad samples first"));
      }
    }
    if (inputs.size() > specs.size()) {
      return wrong("there are more inputs than the model takes; " + given(inputs));
    }
    return Optional.empty();
  }

  /** What there is, and what there should be. */
  private String given(Map<String, Tensor> inputs) {
    String names = inputs.keySet().stream().sorted().limit(MOST_NAMED).map(Text::shown).collect(Collectors.joining(", "));
    String takes = specs.stream().limit(MOST_NAMED).map(spec -> spec.name() + " " + spec.type() + spec.shape()).collect(Collectors.joining("; "));
    return (names.isEmpty() ? "none is there" : "there are " + names) + ", the model takes " + takes;
  }

  private static Optional<Fault> wrong(String what) {
    return Optional.of(new Fault("SP-INFER-0002", what, "see the model's inputs with model:info"));
  }
}
