package io.sallyport.models.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** A graph that grows node by node, as ONNX (IR 8, operator set 13). The same calls give the same bytes. Not thread-safe. */
public final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  /** A setting of an operator. */
  public static final class Attribute {
    private final AttributeProto proto;

    private Attribute(AttributeProto.Builder proto) {
      this.proto = proto.build();
    }

    public static Attribute number(String name, long value) {
      return new Attribute(AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value));
    }

    public static Attribute numbers(String name, long... values) {
      AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
      for (long value : values) {
        attribute.addInts(value);
      }
      return new Attribute(attribute);
    }

    public static Attribute text(String name, String value) {
      return new Attribute(AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }
  }

  private final GraphProto.Builder graph;

  public OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  /** An input of the model, FP32. */
  public void input(String name, long... extents) {
    graph.addInput(value(name, extents));
  }

  /** An output of the model, FP32; its value has the same name. */
  public void output(String name, long... extents) {
    graph.addOutput(value(name, extents));
  }

  /** @return the name of its output, which is its own too */
  public String node(String operator, String output, List<String> inputs, Attribute... attributes) {
    nodes(operator, List.of(output), inputs, attributes);
    return output;
  }

  /** A node of several outputs. */
  public void nodes(String operator, List<String> outputs, List<String> inputs, Attribute... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(outputs.get(0)).addAllOutput(outputs).addAllInput(inputs);
    for (Attribute attribute : attributes) {
      node.addAttribute(attribute.proto);
    }
    graph.addNode(node);
  }

  /** A constant, FP32. @param extents none for a scalar */
  public void floats(String name, float[] values, int... extents) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (int extent : extents) {
      tensor.addDims(extent);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
  }

  /** A constant, INT64, of one axis. */
  public void longs(String name, long... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64.getNumber()).addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
  }

  /** The file. @param version of the model's package */
  public byte[] bytes(String version) {
    return ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("sallyport").setProducerVersion(version)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET)).setGraph(graph).build().toByteArray();
  }

  private static ValueInfoProto value(String name, long... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : extents) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(shape))).build();
  }
}
