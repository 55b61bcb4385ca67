package io.sallyport.models.demand;

import io.sallyport.models.training.OnnxGraph;
import io.sallyport.models.training.OnnxGraph.Attribute;
import java.util.List;

/** Writes the model as ONNX (IR 8, operator set 13): changes against the week before, their means, the sum of products, the bounds. */
final class OnnxFile {
  private static final int CHANGES = Series.HISTORY - Series.WEEK;

  private final OnnxGraph graph;

  private OnnxFile(String name) {
    graph = new OnnxGraph(name);
  }

  static byte[] write(String name, String version, Forecaster model, Intervals intervals) {
    return new OnnxFile(name).model(version, model, intervals);
  }

  private byte[] model(String version, Forecaster model, Intervals intervals) {
    graph.longs("columns", 1);
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
    graph.input("history", 1, Series.HISTORY);
    graph.input("slot", 1, 1);
    graph.output("forecast", 1, Series.HORIZON);
    graph.output("bounds", 1, Intervals.LEVELS.length, Series.HORIZON);
    return graph.bytes(version);
  }

  private void shared() {
    cut("newest", "changes", CHANGES - 1, CHANGES);
    mean("quarter", CHANGES - Inputs.QUARTER, CHANGES);
    mean("day", CHANGES - Series.DAY, CHANGES);
    mean("dayOfWeekBefore", 0, Series.DAY);
    mean("week", CHANGES - Series.WEEK, CHANGES);
    graph.floats("turn", new float[] {(float) (2 * Math.PI / Series.DAY), (float) (4 * Math.PI / Series.DAY)}, 1, 2);
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
    graph.floats("weights", weights, Inputs.SHARED, Series.HORIZON);
    graph.floats("dayWeight", model.coefficients(Inputs.SHARED), 1, Series.HORIZON);
    graph.floats("weekWeight", model.coefficients(Inputs.SHARED + 1), 1, Series.HORIZON);
    graph.floats("constant", constant, 1, Series.HORIZON);
  }

  private void bounds(Intervals intervals) {
    float[] factors = new float[Intervals.LEVELS.length * Series.HORIZON];
    for (int level = 0; level < Intervals.LEVELS.length; level++) {
      for (int step = 0; step < Series.HORIZON; step++) {
        factors[level * Series.HORIZON + step] = (float) (1 + intervals.offsets()[level][step]);
      }
    }
    graph.floats("factors", factors, 1, Intervals.LEVELS.length, Series.HORIZON);
    graph.longs("row", 1, 1, Series.HORIZON);
    node("Reshape", "forecastRow", "forecast", "row");
    node("Mul", "bounds", "forecastRow", "factors");
  }

  private void cut(String name, String source, long from, long to) {
    graph.longs(name + "From", from);
    graph.longs(name + "To", to);
    node("Slice", name, source, name + "From", name + "To", "columns");
  }

  private void mean(String name, long from, long to) {
    cut(name + "Part", "changes", from, to);
    graph.node("ReduceMean", name, List.of(name + "Part"), Attribute.numbers("axes", 1));
  }

  private void concat(String name, String... parts) {
    graph.node("Concat", name, List.of(parts), Attribute.number("axis", 1));
  }

  private void node(String operator, String output, String... inputs) {
    graph.node(operator, output, List.of(inputs));
  }
}
