package io.sallyport.models.surface;

import io.sallyport.models.training.OnnxGraph;
import io.sallyport.models.training.OnnxGraph.Attribute;
import java.util.List;

/** Writes the features and a trained judge of them as one ONNX graph (IR 8, operator set 13): grey values in, heat and score out. */
final class OnnxFile {
  private final OnnxGraph graph;

  private OnnxFile(String name) {
    graph = new OnnxGraph(name);
  }

  static byte[] write(String name, String version, Scale scale, Features features, Judge judge) {
    OnnxFile file = new OnnxFile(name);
    file.features(scale, features);
    file.judge(judge);
    file.graph.input("image", 1, 1, Tile.SIDE, Tile.SIDE);
    file.graph.output("heat", 1, 1, Tile.CELLS, Tile.CELLS);
    file.graph.output("score", 1, 1);
    return file.graph.bytes(version);
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
    node("Pad", "padded", List.of("tile", "around"), Attribute.text("mode", "edge"));
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
        "near_variance_log", "far_variance_log"), Attribute.number("axis", 1));
  }

  private void judge(Judge judge) {
    floats("feature_mean", judge.mean(), 1, judge.mean().length, 1, 1);
    floats("feature_deviation", judge.deviation(), 1, judge.mean().length, 1, 1);
    node("Sub", "shifted", List.of("features", "feature_mean"));
    node("Div", "layer_in", List.of("shifted", "feature_deviation"));
    String current = "layer_in";
    for (int i = 0; i < judge.layers().size(); i++) {
      current = layer(judge.layers().get(i), i, current);
      if (i < judge.layers().size() - 1) {
        current = node("Relu", "hidden" + i, List.of(current));
      }
    }
    node("Softplus", "heat", List.of(current));
    node("AveragePool", "smooth", List.of("heat"), Attribute.numbers("kernel_shape", Parity.SMOOTH, Parity.SMOOTH), Attribute.numbers("strides", 1, 1));
    longs("line", 1, -1);
    longs("most", Parity.WORST);
    node("Reshape", "places", List.of("smooth", "line"));
    graph.nodes("TopK", List.of("worst", "worst_at"), List.of("places", "most"), Attribute.number("axis", 1));
    node("ReduceMean", "score", List.of("worst"), Attribute.numbers("axes", 1));
  }

  private String layer(Layer layer, int number, String input) {
    Dense dense = layer.dense();
    int around = layer.around() ? Layer.AROUND : 1;
    graph.floats("weights" + number, kernels(layer, around * around), dense.out(), layer.in(), around, around);
    floats("biases" + number, dense.biases(), dense.out());
    int margin = around / 2;
    return node("Conv", "layer" + number, List.of(input, "weights" + number, "biases" + number), Attribute.numbers("pads", margin, margin, margin, margin));
  }

  /** From {@code [place][in][out]} to {@code [out][in][place]}. */
  private static float[] kernels(Layer layer, int places) {
    Dense dense = layer.dense();
    float[] kernels = new float[dense.weights().length];
    for (int place = 0; place < places; place++) {
      for (int in = 0; in < layer.in(); in++) {
        for (int out = 0; out < dense.out(); out++) {
          kernels[(out * layer.in() + in) * places + place] = dense.weights()[(place * layer.in() + in) * dense.out() + out];
        }
      }
    }
    return kernels;
  }

  private void highest(String input, String output) {
    node("MaxPool", output, List.of(input), Attribute.numbers("kernel_shape", Tile.CELL, Tile.CELL), Attribute.numbers("strides", Tile.CELL, Tile.CELL));
  }

  /** The mean over each cell. */
  private void own(String input) {
    node("AveragePool", input + "_own", List.of(input), Attribute.numbers("kernel_shape", Tile.CELL, Tile.CELL), Attribute.numbers("strides", Tile.CELL, Tile.CELL));
  }

  /** The mean over whole cells around each: the same as over their pixels, and much less to add up. */
  private void around(String input, String output, int window) {
    int cells = window / Tile.CELL;
    node("AveragePool", output, List.of(input + "_own"), Attribute.numbers("kernel_shape", cells, cells), Attribute.numbers("strides", 1, 1),
        Attribute.numbers("pads", cells / 2, cells / 2, cells / 2, cells / 2), Attribute.number("count_include_pad", 0));
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

  private String node(String operator, String output, List<String> inputs, Attribute... attributes) {
    return graph.node(operator, output, inputs, attributes);
  }

  private void floats(String name, float[] values, int... extents) {
    graph.floats(name, values, extents);
  }

  private void longs(String name, long... values) {
    graph.longs(name, values);
  }
}
