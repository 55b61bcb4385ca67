package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.Protobuf.MalformedException;
import io.sallyport.inference.engine.ModelFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads from an ONNX file how large constants become that it writes down by their shape alone: {@code ConstantOfShape}, {@code Expand} and {@code Tile} of
 * what is an initializer or a {@code Constant} in the same graph. What is computed first is not seen here; a trial sees it.
 */
final class UnfoldedConstants {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_TENSOR = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int TENSOR_DIMENSION = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_INT64 = 7;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;
  private static final int TYPE_INT64 = 7;
  /** By the numbers of types in {@code onnx.proto}; what is not here has one byte. */
  private static final Map<Integer, Integer> BYTES = Map.of(1, 4, 4, 2, 5, 2, 6, 4, 7, 8, 10, 2, 11, 8, 12, 4, 13, 8);
  private static final int FLOAT_BYTES = 4;
  private static final Set<String> BY_SHAPE = Set.of("ConstantOfShape", "Expand", "Tile");
  /** Longer lists are no shapes. */
  private static final int MOST_EXTENTS = 64;

  /** @param values of an INT64 tensor; empty for others, and for those that are too long for a shape */
  private record Constant(long elements, int bytes, List<Long> values) {}

  private record Node(String operator, List<String> inputs, int bytes) {}

  private final Map<String, Constant> constants = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private UnfoldedConstants() {}

  /** Of the largest, in bytes; {@link Long#MAX_VALUE} beyond what can be counted, 0 without any, and for bytes that are no ONNX. */
  static long of(ModelFile file) {
    UnfoldedConstants all = new UnfoldedConstants();
    try {
      for (Protobuf message = new Protobuf(ByteBuffer.wrap(file.bytes())); message.next(); ) {
        if (message.is(MODEL_GRAPH, Protobuf.BYTES)) {
          all.graph(message.bytes());
        }
      }
    } catch (MalformedException e) {
      return 0;
    }
    return all.nodes.stream().mapToLong(all::bytes).max().orElse(0);
  }

  private void graph(ByteBuffer bytes) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(GRAPH_TENSOR, Protobuf.BYTES)) {
        tensor(message.bytes(), "");
      } else if (message.is(GRAPH_NODE, Protobuf.BYTES)) {
        node(message.bytes());
      }
    }
  }

  private void node(ByteBuffer bytes) throws MalformedException {
    List<String> inputs = new ArrayList<>();
    String output = "";
    String operator = "";
    List<ByteBuffer> tensors = new ArrayList<>();
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(NODE_INPUT, Protobuf.BYTES)) {
        inputs.add(message.text());
      } else if (message.is(NODE_OUTPUT, Protobuf.BYTES)) {
        output = message.text();
      } else if (message.is(NODE_OPERATOR, Protobuf.BYTES)) {
        operator = message.text();
      } else if (message.is(NODE_ATTRIBUTE, Protobuf.BYTES)) {
        attribute(message.bytes(), tensors);
      }
    }
    if (operator.equals("Constant") && tensors.size() == 1) {
      tensor(tensors.get(0), output);
    } else if (BY_SHAPE.contains(operator)) {
      nodes.add(new Node(operator, inputs, tensors.isEmpty() ? FLOAT_BYTES : tensor(tensors.get(0), "value of " + output).bytes));
    }
  }

  private static void attribute(ByteBuffer bytes, List<ByteBuffer> tensors) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(ATTRIBUTE_TENSOR, Protobuf.BYTES)) {
        tensors.add(message.bytes());
      }
    }
  }

  /** @param as its name, if it has none of its own */
  private Constant tensor(ByteBuffer bytes, String as) throws MalformedException {
    String name = as;
    long elements = 1;
    int type = 0;
    List<Long> values = new ArrayList<>();
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(TENSOR_DIMENSION, Protobuf.VARINT)) {
        elements = times(elements, message.number());
      } else if (message.is(TENSOR_DIMENSION, Protobuf.BYTES)) {
        for (long extent : packed(message.bytes())) {
          elements = times(elements, extent);
        }
      } else if (message.is(TENSOR_TYPE, Protobuf.VARINT)) {
        type = (int) message.number();
      } else if (message.is(TENSOR_INT64, Protobuf.VARINT)) {
        values.add(message.number());
      } else if (message.is(TENSOR_INT64, Protobuf.BYTES)) {
        values.addAll(packed(message.bytes()));
      } else if (message.is(TENSOR_RAW, Protobuf.BYTES) && message.bytes().remaining() <= MOST_EXTENTS * Long.BYTES) {
        ByteBuffer raw = message.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (raw.remaining() >= Long.BYTES) {
          values.add(raw.getLong());
        }
      } else if (message.is(TENSOR_NAME, Protobuf.BYTES) && as.isEmpty()) {
        name = message.text();
      }
    }
    Constant constant = new Constant(elements, BYTES.getOrDefault(type, 1), type == TYPE_INT64 && values.size() <= MOST_EXTENTS ? List.copyOf(values) : List.of());
    constants.put(name, constant);
    return constant;
  }

  private static List<Long> packed(ByteBuffer bytes) throws MalformedException {
    return bytes.remaining() > MOST_EXTENTS * (Long.BYTES + 2) ? List.of() : Protobuf.varints(bytes);
  }

  private long bytes(Node node) {
    int place = node.operator.equals("ConstantOfShape") ? 0 : 1;
    if (node.inputs.size() <= place || !constants.containsKey(node.inputs.get(place))) {
      return 0;
    }
    long elements = 1;
    for (long extent : constants.get(node.inputs.get(place)).values) {
      elements = times(elements, extent);
    }
    if (place == 0) {
      return times(elements, node.bytes);
    }
    Constant data = constants.get(node.inputs.get(0));
    return data == null ? 0 : times(times(node.operator.equals("Tile") ? data.elements : 1, elements), data.bytes);
  }

  private static long times(long one, long other) {
    return one <= 0 || other <= 0 ? 0 : one > Long.MAX_VALUE / other ? Long.MAX_VALUE : one * other;
  }
}
