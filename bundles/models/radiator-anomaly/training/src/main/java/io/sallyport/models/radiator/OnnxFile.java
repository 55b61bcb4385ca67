package io.sallyport.models.radiator;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * Writes a trained network as ONNX (IR 8, operator set 13): standardise and clip, the layers, back to raw units, and the score.
 * DJL itself has no ONNX export.
 */
final class OnnxFile {
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  private final Design design;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("radiator-anomaly");

  private OnnxFile(Design design) {
    this.design = design;
  }

  static byte[] write(Design design, Scale scale, List<Layer> layers) {
    return new OnnxFile(design).model(scale, layers).toByteArray();
  }

  private ModelProto model(Scale scale, List<Layer> layers) {
    floats("mean", scale.mean(), Row.SIGNALS);
    floats("deviation", scale.deviation(), Row.SIGNALS);
    floats("low", new float[] {-Scale.CLIP});
    floats("high", new float[] {Scale.CLIP});
    node("Sub", "centred", "window", "mean");
    node("Div", "scaled", "centred", "deviation");
    node("Clip", "standard", "scaled", "low", "high");
    String standardOut = network(layers);
    node("Mul", "spread", standardOut, "deviation");
    node("Add", "reconstruction", "spread", "mean");
    score(standardOut);
    graph.addInput(value("window", 1, Windows.LENGTH, Row.SIGNALS));
    graph.addOutput(value("reconstruction", 1, Windows.LENGTH, Row.SIGNALS));
    graph.addOutput(value("score", 1, 1));
    return ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("sallyport").setProducerVersion(design.version())
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET)).setGraph(graph).build();
  }

  private String network(List<Layer> layers) {
    String current = "standard";
    if (!design.perRow()) {
      longs("flat", 1, Windows.SIZE);
      current = node("Reshape", "vector", current, "flat");
    }
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      floats("weight" + i, layer.weight(), layer.in(), layer.out());
      floats("bias" + i, layer.bias(), layer.out());
      node("MatMul", "product" + i, current, "weight" + i);
      current = node("Add", "sum" + i, "product" + i, "bias" + i);
      if (layer.rectified()) {
        current = node("Relu", "hidden" + i, current);
      }
    }
    if (!design.perRow()) {
      longs("rows", 1, Windows.LENGTH, Row.SIGNALS);
      current = node("Reshape", "standardOut", current, "rows");
    }
    return current;
  }

  private void score(String standardOut) {
    longs("from", Windows.LENGTH - design.newest());
    longs("to", Windows.LENGTH);
    longs("axis", 1);
    longs("single", 1, 1);
    node("Sub", "error", "standard", standardOut);
    node("Slice", "newest", "error", "from", "to", "axis");
    node("Mul", "squares", "newest", "newest");
    node("ReduceMean", "meanSquare", "squares");
    node("Reshape", "score", "meanSquare", "single");
  }

  private String node(String operator, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output).addAllInput(List.of(inputs));
    if (operator.equals("ReduceMean")) {
      node.addAttribute(AttributeProto.newBuilder().setName("keepdims").setType(AttributeProto.AttributeType.INT).setI(0));
    }
    graph.addNode(node);
    return output;
  }

  /** No extents: a scalar. */
  private void floats(String name, float[] values, int... extents) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (int extent : extents) {
      tensor.addDims(extent);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
  }

  private void longs(String name, long... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64.getNumber()).addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
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
