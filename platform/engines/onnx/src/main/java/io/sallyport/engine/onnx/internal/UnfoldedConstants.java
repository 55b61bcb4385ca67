package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.Protobuf.MalformedException;
import io.sallyport.inference.engine.ModelFile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads from an ONNX file how large constants become that it writes down by their shape alone: {@code ConstantOfShape}, {@code Expand} and {@code Tile} of
 * what is an initializer or a {@code Constant} in the same graph. What is computed first is not seen here; a trial sees it.
 */
final class UnfoldedConstants {
  private final OnnxGraph graph;
  private final Map<String, OnnxConstant> constants;

  private UnfoldedConstants(OnnxGraph graph) {
    this.graph = graph;
    this.constants = new HashMap<>(graph.constants());
    graph.nodes().stream().filter(node -> node.is("Constant") && node.outputs().size() == 1)
        .forEach(node -> node.attribute("value").flatMap(OnnxAttribute::tensor).ifPresent(tensor -> constants.put(node.outputs().get(0), tensor)));
  }

  /** Of the largest, in bytes; {@link Long#MAX_VALUE} beyond what can be counted, 0 without any, and for bytes that are no ONNX. */
  static long of(ModelFile file) {
    try {
      UnfoldedConstants all = new UnfoldedConstants(OnnxReader.read(ByteBuffer.wrap(file.bytes())).graph());
      return all.graph.nodes().stream().mapToLong(all::bytes).max().orElse(0);
    } catch (MalformedException e) {
      return 0;
    }
  }

  private long bytes(OnnxNode node) {
    return switch (node.operator()) {
      case "ConstantOfShape" -> OnnxConstant.times(filled(node, 0), node.attribute("value").flatMap(OnnxAttribute::tensor).map(OnnxConstant::type).map(UnfoldedConstants::bytes).orElse((long) Float.BYTES));
      case "Expand" -> constant(node, 0).map(data -> OnnxConstant.times(filled(node, 1), bytes(data.type()))).orElse(0L);
      case "Tile" -> constant(node, 0).map(data -> OnnxConstant.times(OnnxConstant.times(data.elements(), filled(node, 1)), bytes(data.type()))).orElse(0L);
      default -> 0;
    };
  }

  private Optional<OnnxConstant> constant(OnnxNode node, int input) {
    return input < node.inputs().size() ? Optional.ofNullable(constants.get(node.inputs().get(input))) : Optional.empty();
  }

  /** Elements of a shape that is an input. */
  private long filled(OnnxNode node, int input) {
    return constant(node, input).map(shape -> shape.shape().stream().reduce(1L, OnnxConstant::times)).orElse(0L);
  }

  private static long bytes(ElementType type) {
    return Math.max(1, type.bytes());
  }
}
