package io.sallyport.models.radiator;

import io.sallyport.models.training.OnnxGraph;
import io.sallyport.models.training.OnnxGraph.Attribute;
import java.util.List;

/**
 * Writes a trained network as ONNX (IR 8, operator set 13): standardise and clip, the layers, back to raw units, and the score.
 * DJL itself has no ONNX export.
 */
final class OnnxFile {
  private final Design design;
  private final OnnxGraph graph = new OnnxGraph("radiator-anomaly");

  private OnnxFile(Design design) {
    this.design = design;
  }

  static byte[] write(Design design, Scale scale, List<Layer> layers) {
    return new OnnxFile(design).model(scale, layers);
  }

  private byte[] model(Scale scale, List<Layer> layers) {
    graph.floats("mean", scale.mean(), Row.SIGNALS);
    graph.floats("deviation", scale.deviation(), Row.SIGNALS);
    graph.floats("low", new float[] {-Scale.CLIP});
    graph.floats("high", new float[] {Scale.CLIP});
    node("Sub", "centred", "window", "mean");
    node("Div", "scaled", "centred", "deviation");
    node("Clip", "standard", "scaled", "low", "high");
    String standardOut = network(layers);
    node("Mul", "spread", standardOut, "deviation");
    node("Add", "reconstruction", "spread", "mean");
    score(standardOut);
    graph.input("window", 1, Windows.LENGTH, Row.SIGNALS);
    graph.output("reconstruction", 1, Windows.LENGTH, Row.SIGNALS);
    graph.output("score", 1, 1);
    return graph.bytes(design.version());
  }

  private String network(List<Layer> layers) {
    String current = "standard";
    if (!design.perRow()) {
      graph.longs("flat", 1, Windows.SIZE);
      current = node("Reshape", "vector", current, "flat");
    }
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      graph.floats("weight" + i, layer.weight(), layer.in(), layer.out());
      graph.floats("bias" + i, layer.bias(), layer.out());
      node("MatMul", "product" + i, current, "weight" + i);
      current = node("Add", "sum" + i, "product" + i, "bias" + i);
      if (layer.rectified()) {
        current = node("Relu", "hidden" + i, current);
      }
    }
    if (!design.perRow()) {
      graph.longs("rows", 1, Windows.LENGTH, Row.SIGNALS);
      current = node("Reshape", "standardOut", current, "rows");
    }
    return current;
  }

  private void score(String standardOut) {
    graph.longs("from", Windows.LENGTH - design.newest());
    graph.longs("to", Windows.LENGTH);
    graph.longs("axis", 1);
    graph.longs("single", 1, 1);
    node("Sub", "error", "standard", standardOut);
    node("Slice", "newest", "error", "from", "to", "axis");
    node("Mul", "squares", "newest", "newest");
    graph.node("ReduceMean", "meanSquare", List.of("squares"), Attribute.number("keepdims", 0));
    node("Reshape", "score", "meanSquare", "single");
  }

  private String node(String operator, String output, String... inputs) {
    return graph.node(operator, output, List.of(inputs));
  }
}
