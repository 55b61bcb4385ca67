package io.sallyport.engine.onnx.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One call of an operator or function. Immutable. @param inputs names of values; an empty one is left out */
record OnnxNode(String operator, String domain, String overload, String name, List<String> inputs, List<String> outputs, Map<String, OnnxAttribute> attributes) {
  private static final int LONGEST_NAME = 80;

  OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }

  /** What a function of the model's own would be found by. */
  String function() {
    return function(domain, operator, overload);
  }

  static String function(String domain, String name, String overload) {
    return String.join("\n", domain, name, overload);
  }

  /** Whether it is ONNX's own operator of this name. */
  boolean is(String standard) {
    return operator.equals(standard) && isStandard();
  }

  boolean isStandard() {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** Whether it is Microsoft's own operator of this name. */
  boolean isMicrosofts(String name) {
    return operator.equals(name) && domain.equals("com.microsoft");
  }

  /** Whether the input of this place is there. */
  boolean has(int input) {
    return input < inputs.size() && !inputs.get(input).isEmpty();
  }

  /** Whether all inputs that are there surely have elements. */
  boolean arePopulated(List<Known> known) {
    return IntStream.range(0, inputs.size()).filter(this::has).allMatch(input -> known.get(input).populated());
  }

  Optional<OnnxAttribute> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  /** For a person. */
  @Override
  public String toString() {
    String label = !name.isBlank() ? name : outputs.isEmpty() ? "" : outputs.get(0);
    return operator + " " + (label.length() > LONGEST_NAME ? label.substring(0, LONGEST_NAME) + "…" : label);
  }
}
