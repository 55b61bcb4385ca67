package io.sallyport.models.demand;

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

/** Writes the model as ONNX (IR 8, operator set 13): changes against the week before, their means, the sum of products, the bounds. */
final class OnnxFile {
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;
  private static final int CHANGES = Series.HISTORY - Series.WEEK;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("demand-forecast");

  private OnnxFile() {}

  static byte[] write(String version, Forecaster model, Intervals intervals) {
    return new OnnxFile().model(version, model, intervals).toByteArray();
  }

  private ModelProto model(String version, Forecaster model, Intervals intervals) {
    longs("columns", 1);
    cut("later", "history", Series.WEEK, Series.HISTORY);
    cut("earlier", "history", 0, CHANGES);
    node("Sub", "changes", "later", "earlier");
    shared();
    weights(model);
    node("MatMul", "common", "shared", "weights");
    cut("dayBefore", "changes", CHANGES - Series.DAY, CHANGES);
    cut("weekBefore", "changes", CHANGES - Series.WEEK, CHANGES - Series.WEEK + Series.HORIZON);
    cut("base", "history", Series.HISTORY - Series.WEEK, Series.HISTORY - Series.WEEK + Series.HORIZON);
    node("Mul", "byDay", "dayBefore", "dayWeight");
    node("Mul", "byWeek", "weekBefore", "weekWeight");
    node("Add", "sum1", "common", "byDay");
    node("Add", "sum2", "sum1", "byWeek");
    node("Add", "change", "sum2", "constant");
    node("Add", "forecast", "base", "change");
    bounds(intervals);
    graph.addInput(value("history", 1, Series.HISTORY)).addInput(value("slot", 1, 1));
    graph.addOutput(value("forecast", 1, Series.HORIZON)).addOutput(value("bounds", 1, Intervals.LEVELS.length, Series.HORIZON));
    return ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("sallyport").setProducerVersion(version)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET)).setGraph(graph).build();
  }

  private void shared() {
    cut("newest", "changes", CHANGES - 1, CHANGES);
    mean("quarter", CHANGES - Inputs.QUARTER, CHANGES);
    mean("day", CHANGES - Series.DAY, CHANGES);
    mean("dayOfWeekBefore", 0, Series.DAY);
    mean("week", CHANGES - Series.WEEK, CHANGES);
    floats("turn", new float[] {(float) (2 * Math.PI / Series.DAY), (float) (4 * Math.PI / Series.DAY)}, 1, 2);
    node("Mul", "angles", "slot", "turn");
    node("Sin", "sines", "angles");
    node("Cos", "cosines", "angles");
    cut("sine1", "sines", 0, 1);
    cut("cosine1", "cosines", 0, 1);
    cut("sine2", "sines", 1, 2);
    cut("cosine2", "cosines", 1, 2);
    concat("waves", "sine1", "cosine1", "sine2", "cosine2");
    node("Mul", "dayByTime", "day", "waves");
    node("Mul", "newestByTime", "newest", "waves");
    concat("shared", "newest", "quarter", "day", "dayOfWeekBefore", "week", "dayByTime", "newestByTime");
  }

  private void weights(Forecaster model) {
    float[] weights = new float[Inputs.SHARED * Series.HORIZON];
    for (int input = 0; input < Inputs.SHARED; input++) {
      System.arraycopy(model.coefficients(input), 0, weights, input * Series.HORIZON, Series.HORIZON);
    }
    float[] constant = model.coefficients(Inputs.SHARED + 2);
    for (int i = 0; i < constant.length; i++) {
      constant[i] *= (float) Inputs.constant();
    }
    floats("weights", weights, Inputs.SHARED, Series.HORIZON);
    floats("dayWeight", model.coefficients(Inputs.SHARED), 1, Series.HORIZON);
    floats("weekWeight", model.coefficients(Inputs.SHARED + 1), 1, Series.HORIZON);
    floats("constant", constant, 1, Series.HORIZON);
  }

  private void bounds(Intervals intervals) {
    float[] factors = new float[Intervals.LEVELS.length * Series.HORIZON];
    for (int level = 0; level < Intervals.LEVELS.length; level++) {
      for (int step = 0; step < Series.HORIZON; step++) {
        factors[level * Series.HORIZON + step] = (float) (1 + intervals.offsets()[level][step]);
      }
    }
    floats("factors", factors, 1, Intervals.LEVELS.length, Series.HORIZON);
    longs("row", 1, 1, Series.HORIZON);
    node("Reshape", "forecastRow", "forecast", "row");
    node("Mul", "bounds", "forecastRow", "factors");
  }

  private void cut(String name, String source, long from, long to) {
    longs(name + "From", from);
    longs(name + "To", to);
    node("Slice", name, source, name + "From", name + "To", "columns");
  }

  private void mean(String name, long from, long to) {
    cut(name + "Part", "changes", from, to);
    graph.addNode(operator("ReduceMean", name, name + "Part")
        .addAttribute(AttributeProto.newBuilder().setName("axes").setType(AttributeProto.AttributeType.INTS).addInts(1)));
  }

  private void concat(String name, String... parts) {
    graph.addNode(operator("Concat", name, parts).addAttribute(AttributeProto.newBuilder().setName("axis").setType(AttributeProto.AttributeType.INT).setI(1)));
  }

  private void node(String operator, String output, String... inputs) {
    graph.addNode(operator(operator, output, inputs));
  }

  private static NodeProto.Builder operator(String operator, String output, String... inputs) {
    return NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output).addAllInput(List.of(inputs));
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
