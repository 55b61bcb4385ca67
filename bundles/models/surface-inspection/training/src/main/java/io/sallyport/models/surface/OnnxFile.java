package io.sallyport.models.surface;

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

/** Writes the features and a trained judge of them as one ONNX graph (IR 8, operator set 13): grey values in, heat and score out. */
final class OnnxFile {
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  private final GraphProto.Builder graph;

  private OnnxFile(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  static byte[] write(String name, String version, Scale scale, Features features, Judge judge) {
    OnnxFile file = new OnnxFile(name);
    file.features(scale, features);
    file.judge(judge);
    file.graph.addInput(value("image", 1, 1, Tile.SIDE, Tile.SIDE));
    file.graph.addOutput(value("heat", 1, 1, Tile.CELLS, Tile.CELLS));
    file.graph.addOutput(value("score", 1, 1));
    return ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("sallyport").setProducerVersion(version)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET)).setGraph(file.graph).build().toByteArray();
  }

  private void features(Scale scale, Features features) {
    floats("mean", new float[] {scale.mean()});
    floats("deviation", new float[] {scale.deviation()});
    floats("floor", new float[] {Features.FLOOR});
    floats("square_floor", new float[] {Features.FLOOR * Features.FLOOR});
    floats("bank", features.bank(), features.filters(), 1, Bank.SIZE, Bank.SIZE);
    node("Sub", "centred", List.of("image", "mean"));
    node("Div", "tile", List.of("centred", "deviation"));
    int reach = Bank.SIZE / 2;
    longs("around", 0, 0, reach, reach, 0, 0, reach, reach);
    node("Pad", "padded", List.of("tile", "around"), text("mode", "edge"));
    node("Conv", "answers", List.of("padded", "bank"));
    node("Neg", "negatives", List.of("answers"));
    node("Mul", "squares", List.of("answers", "answers"));
    highest("answers", "up");
    highest("negatives", "down");
    log("up", "floor");
    log("down", "floor");
    own("squares");
    around("squares", "near_squares", Features.NEAR);
    around("squares", "far_squares", Features.FAR);
    log("near_squares", "square_floor");
    log("far_squares", "square_floor");
    own("tile");
    around("tile", "near", Features.NEAR);
    around("tile", "far", Features.FAR);
    node("Neg", "negative", List.of("tile"));
    highest("tile", "brightest");
    highest("negative", "darkest");
    node("Mul", "square", List.of("tile", "tile"));
    own("square");
    variance("near", Features.NEAR);
    variance("far", Features.FAR);
    node("Concat", "features", List.of("up_log", "down_log", "near_squares_log", "far_squares_log", "tile_own", "near", "far", "brightest", "darkest",
        "near_variance_log", "far_variance_log"), number("axis", 1));
  }

  private void judge(Judge judge) {
    floats("feature_mean", judge.mean(), 1, judge.mean().length, 1, 1);
    floats("feature_deviation", judge.deviation(), 1, judge.mean().length, 1, 1);
    node("Sub", "shifted", List.of("features", "feature_mean"));
    node("Div", "layer_in", List.of("shifted", "feature_deviation"));
    String current = "layer_in";
    for (int i = 0; i < judge.layers().size(); i++) {
      Dense layer = judge.layers().get(i);
      floats("weights" + i, Matrix.transposed(layer.weights(), layer.in(), layer.out()), layer.out(), layer.in(), 1, 1);
      floats("biases" + i, layer.biases(), layer.out());
      current = node("Conv", "layer" + i, List.of(current, "weights" + i, "biases" + i));
      if (i < judge.layers().size() - 1) {
        current = node("Relu", "hidden" + i, List.of(current));
      }
    }
    node("Softplus", "heat", List.of(current));
    node("AveragePool", "smooth", List.of("heat"), numbers("kernel_shape", 2, 2), numbers("strides", 1, 1));
    node("ReduceMax", "worst", List.of("smooth"), number("keepdims", 0));
    longs("single", 1, 1);
    node("Reshape", "score", List.of("worst", "single"));
  }

  private void highest(String input, String output) {
    node("MaxPool", output, List.of(input), numbers("kernel_shape", Tile.CELL, Tile.CELL), numbers("strides", Tile.CELL, Tile.CELL));
  }

  /** The mean over each cell. */
  private void own(String input) {
    node("AveragePool", input + "_own", List.of(input), numbers("kernel_shape", Tile.CELL, Tile.CELL), numbers("strides", Tile.CELL, Tile.CELL));
  }

  /** The mean over whole cells around each: the same as over their pixels, and much less to add up. */
  private void around(String input, String output, int window) {
    int cells = window / Tile.CELL;
    node("AveragePool", output, List.of(input + "_own"), numbers("kernel_shape", cells, cells), numbers("strides", 1, 1),
        numbers("pads", cells / 2, cells / 2, cells / 2, cells / 2), number("count_include_pad", 0));
  }

  private void variance(String mean, int window) {
    around("square", mean + "_square", window);
    node("Mul", mean + "_mean_square", List.of(mean, mean));
    node("Sub", mean + "_variance", List.of(mean + "_square", mean + "_mean_square"));
    log(mean + "_variance", "square_floor");
  }

  private void log(String input, String floor) {
    node("Relu", input + "_positive", List.of(input));
    node("Add", input + "_raised", List.of(input + "_positive", floor));
    node("Log", input + "_log", List.of(input + "_raised"));
  }

  private String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output).addAllInput(inputs).addAllAttribute(List.of(attributes)));
    return output;
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
  }

  private static AttributeProto numbers(String name, long... values) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRING).setS(com.google.protobuf.ByteString.copyFromUtf8(value)).build();
  }

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
