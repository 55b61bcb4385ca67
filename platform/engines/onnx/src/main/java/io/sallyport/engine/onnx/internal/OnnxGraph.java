package io.sallyport.engine.onnx.internal;

import java.util.List;
import java.util.Map;

/**
 * One graph of an ONNX file, or the body of a function. Immutable, but that constants are views of the file's bytes.
 *
 * @param constants initializers, by name
 * @param shapes of inputs, as the file declares them, by name
 * @param types element types that the file declares, by the name of the value
 */
record OnnxGraph(List<String> inputs, List<String> outputs, List<OnnxNode> nodes, Map<String, OnnxConstant> constants, Map<String, Extents> shapes, Map<String, ElementType> types) {
  OnnxGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    constants = Map.copyOf(constants);
    shapes = Map.copyOf(shapes);
    types = Map.copyOf(types);
  }

  /** What a call may send of an input, of which no extent is ever nought: ONNX Runtime refuses other extents than those that the file declares. */
  Known sent(String input) {
    return Known.of(type(input)).with(true).with(shapes.getOrDefault(input, Extents.UNKNOWN));
  }

  /** As the file declares it. */
  ElementType type(String value) {
    return types.getOrDefault(value, ElementType.UNKNOWN);
  }
}
