package io.sallyport.engine.onnx.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nets whose memory a call decides: {@code i} (INT64, one value) and {@code x} (FP32, n × 3). Each answers a call of a few bytes, so that a trial passes, and
 * asks for gigabytes of memory at another legal call.
 */
final class MemoryNets {
  private static final int LATER = 18;
  private static final int FLOAT = Net.FLOAT;

  private MemoryNets() {}

  private static Net net() {
    return new Net().input("i", Net.INT64, 1).input("x", FLOAT, -1, 3).output("y", FLOAT);
  }

  /** The result is summed up, so that the output itself is small. */
  private static byte[] small(Net net) {
    return net.node("ReduceMax", "big", "y", Net.number("keepdims", 0)).bytes();
  }

  /** The value of {@code i} decides: one by one, a number of elements that is {@code i}, or some times as many. */
  static Map<String, byte[]> byValue() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("ConstantOfShape", small(net().node("ConstantOfShape", "i", "big")));
    all.put("Expand", small(net().floats("one", 1, 1).node("Expand", "one i", "big")));
    all.put("Tile", small(net().floats("one", 1, 1).node("Tile", "one i", "big")));
    all.put("Range", small(net().whole("front", 0).node("Squeeze", "i front", "n").node("Cast", "n", "limit", Net.number("to", FLOAT)).floats("zero", 0).floats("step", 1)
        .node("Range", "zero limit step", "big")));
    all.put("Pad", small(net().whole("nought", 0).floats("one", 1, 1).node("Concat", "nought i", "pads", Net.number("axis", 0)).node("Pad", "one pads", "big")));
    all.put("OneHot", small(net().whole("places", 0, 1).floats("values", 1, 2).node("OneHot", "places i values", "big")));
    all.put("Resize", small(net().floats("one", 1, 1, 1).whole("single", 1).node("Concat", "single i", "sizes", Net.number("axis", 0)).node("Resize", "one - - sizes", "big")));
    all.put("EyeLike", small(net().whole("wide", 64).node("Concat", "i wide", "shape", Net.number("axis", 0)).node("ConstantOfShape", "shape", "like").node("EyeLike", "like", "big")));
    all.put("Gather", small(net().node("ConstantOfShape", "i", "places", Net.wholes("value", 0)).floats("row", 1, 1, 8).node("Gather", "row places", "big")));
    all.put("CenterCropPad", small(net().opset(LATER).floats("one", 1, 1).node("CenterCropPad", "one i", "big")));
    all.put("HannWindow", small(net().whole("front", 0).node("Squeeze", "i front", "n").node("HannWindow", "n", "big")));
    all.put("RandomNormalLike", small(net().node("ConstantOfShape", "i", "like").node("RandomNormalLike", "like", "big")));
    all.put("an outer sum", small(net().node("ConstantOfShape", "i", "column").whole("last", 1).node("Unsqueeze", "column last", "wide").node("Add", "wide column", "big")));
    all.put("a product", small(net().node("ConstantOfShape", "i", "line").whole("last", 1).whole("front", 0).node("Unsqueeze", "line last", "column").node("Unsqueeze", "line front", "row")
        .node("MatMul", "column row", "big")));
    all.put("doubling", small(doubling(net().node("ConstantOfShape", "i", "big0"), 20)));
    return all;
  }

  private static Net doubling(Net net, int times) {
    for (int n = 0; n < times; n++) {
      net.node("Concat", "big" + n + " big" + n, n + 1 == times ? "big" : "big" + (n + 1), Net.number("axis", 0));
    }
    return net;
  }

  /** The extent of {@code x} decides. */
  static Map<String, byte[]> byExtent() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("rows beside rows", small(net().whole("a", 0).whole("b", 1).node("Unsqueeze", "x a", "one").node("Unsqueeze", "x b", "other").node("Add", "one other", "big")));
    all.put("each with each", small(net().node("Transpose", "x", "turned").node("MatMul", "x turned", "big")));
    all.put("Einsum", small(net().node("Einsum", "x x", "big", Net.text("equation", "ai,bi->ab"))));
    all.put("Where", small(net().whole("a", 0).whole("b", 1).node("Unsqueeze", "x a", "one").node("Unsqueeze", "x b", "other").node("Less", "one other", "less").node("Where", "less one other", "big")));
    all.put("rows again and again", small(net().node("Identity", "x", "big0").node("Concat", "big0 big0", "big1", Net.number("axis", 0)).node("Concat", String.join(" ", java.util.Collections.nCopies(2_000, "big1")), "big", Net.number("axis", 0))));
    all.put("a loop that doubles", small(looping()));
    return all;
  }

  private static Net looping() {
    Net body = new Net().input("turn", Net.INT64).input("go", Net.BOOL).input("had", FLOAT, -1, 3).node("Identity", "go", "further").node("Concat", "had had", "more", Net.number("axis", 0))
        .output("further", Net.BOOL).output("more", FLOAT, -1, 3);
    return net().whole("front", 0).node("Squeeze", "i front", "n").node("Loop", "n - x", "big", body.as("body"));
  }

  /** All names. */
  static List<Map<String, byte[]>> all() {
    return List.of(byValue(), byExtent());
  }
}
