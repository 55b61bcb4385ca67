package io.sallyport.engine.onnx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Writes a graph, node by node, as an ONNX model or as a graph within one. */
final class Net {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT8 = 3;
  static final int INT32 = 6;
  static final int INT64 = 7;
  static final int BOOL = 9;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final Proto graph = new Proto();
  private int opset = OPSET;

  /** Of ONNX's own operators; 17 unless it is said. */
  Net opset(int version) {
    opset = version;
    return this;
  }

  Net input(String name, int type, long... extents) {
    graph.message(11, value(name, type, extents));
    return this;
  }

  Net output(String name, int type, long... extents) {
    graph.message(12, value(name, type, extents));
    return this;
  }

  /** Of the type and shape that come of it. */
  Net output(String name) {
    graph.message(12, new Proto().text(1, name));
    return this;
  }

  /** An initializer of INT64. */
  Net whole(String name, long... values) {
    graph.message(5, tensor(values).text(8, name));
    return this;
  }

  /** An initializer of this type and content. */
  Net constant(String name, int type, byte[] raw, long... extents) {
    Proto tensor = new Proto();
    for (long extent : extents) {
      tensor.number(1, extent);
    }
    graph.message(5, tensor.number(2, type).bytes(9, raw).text(8, name));
    return this;
  }

  /** An initializer of FP32, all of one value. */
  Net floats(String name, float value, long... extents) {
    int elements = (int) LongStream.of(extents).reduce(1, (a, b) -> a * b);
    ByteBuffer data = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements; i++) {
      data.putFloat(value);
    }
    return constant(name, FLOAT, data.array(), extents);
  }

  /** An initializer of UINT8, all of one value. */
  Net unsigned(String name, int value, long... extents) {
    byte[] data = new byte[(int) LongStream.of(extents).reduce(1, (a, b) -> a * b)];
    Arrays.fill(data, (byte) value);
    return constant(name, UINT8, data, extents);
  }

  Net node(String operator, String inputs, String output, Proto... attributes) {
    return node("", operator, inputs, output, attributes);
  }

  /** @param inputs names with blanks between; {@code -} leaves one out */
  Net node(String domain, String operator, String inputs, String outputs, Proto... attributes) {
    Proto node = new Proto();
    List.of(inputs.split(" ")).stream().filter(name -> !name.isEmpty()).forEach(name -> node.text(1, name.equals("-") ? "" : name));
    List.of(outputs.split(" ")).forEach(name -> node.text(2, name));
    node.text(4, operator).text(7, domain);
    for (Proto attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
    return this;
  }

  static Proto number(String name, long value) {
    return new Proto().text(1, name).number(3, value).number(20, 2);
  }

  static Proto numbers(String name, long... values) {
    Proto attribute = new Proto().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  static Proto wholes(String name, long... values) {
    return new Proto().text(1, name).message(5, tensor(values)).number(20, 4);
  }

  static Proto fractions(String name, float... values) {
    Proto attribute = new Proto().text(1, name);
    for (float value : values) {
      attribute.fixed(7, value);
    }
    return attribute.number(20, 6);
  }

  static Proto texts(String name, String... values) {
    Proto attribute = new Proto().text(1, name);
    for (String value : values) {
      attribute.text(9, value);
    }
    return attribute.number(20, 8);
  }

  static Proto text(String name, String value) {
    return new Proto().text(1, name).text(4, value).number(20, 3);
  }

  Proto as(String attribute) {
    return new Proto().text(1, attribute).message(6, new Proto().text(2, attribute).bytes(graph)).number(20, 5);
  }

  private static Proto tensor(long... values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return new Proto().number(1, values.length).number(2, INT64).bytes(9, data.array());
  }

  private static Proto value(String name, int type, long... extents) {
    Proto shape = new Proto();
    for (long extent : extents) {
      shape.message(1, extent < 0 ? new Proto().text(2, "n" + -extent) : new Proto().number(1, extent));
    }
    return new Proto().text(1, name).message(2, new Proto().message(1, new Proto().number(1, type).message(2, shape)));
  }

  /** The model's bytes. @param functions with their domain {@code own} */
  byte[] bytes(Proto... functions) {
    Proto model = new Proto().number(1, IR_VERSION).message(7, new Proto().text(2, "graph").bytes(graph)).message(8, new Proto().text(1, "").number(2, opset))
        .message(8, new Proto().text(1, "com.microsoft").number(2, 1)).message(8, new Proto().text(1, "ai.onnx.ml").number(2, 3));
    for (Proto function : functions) {
      model.message(8, new Proto().text(1, "own").number(2, 1)).message(25, function);
    }
    return model.toBytes();
  }

  /** A function of the domain {@code own}. */
  Proto function(String name, String inputs, String output) {
    Proto function = new Proto().text(1, name);
    List.of(inputs.split(" ")).forEach(input -> function.text(4, input));
    return function.text(5, output).bytes(functionNodes()).message(9, new Proto().text(1, "").number(2, OPSET)).text(10, "own");
  }

  /** Nodes are field 1 of a graph and field 7 of a function. */
  private Proto functionNodes() {
    Proto nodes = new Proto();
    try {
      for (Protobuf fields = new Protobuf(ByteBuffer.wrap(graph.toBytes())); fields.next(); ) {
        byte[] node = new byte[fields.bytes().remaining()];
        fields.bytes().duplicate().get(node);
        nodes.bytes(7, node);
      }
    } catch (Protobuf.MalformedException e) {
      throw new IllegalStateException(e);
    }
    return nodes;
  }
}
