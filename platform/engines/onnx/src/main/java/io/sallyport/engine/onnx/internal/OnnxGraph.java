package io.sallyport.engine.onnx.internal;

import java.util.List;
import java.util.Map;

/**
 * One graph of an ONNX file, or the body of a function. Immutable, but that constants are views of the file's bytes.
 *
 * @param constants initializers, by name
 * @param types element types that the file declares, by the name of the value
 */
record OnnxGraph(List<String> inputs, List<String> outputs, List<OnnxNode> nodes, Map<String, OnnxConstant> constants, Map<String, ElementType> types) {
  OnnxGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    constants = Map.copyOf(constants);
    types = Map.copyOf(types);
  }

  /** As the file declares it. */
  ElementType type(String value) {
    return types.getOrDefault(value, ElementType.UNKNOWN);
  }
}
