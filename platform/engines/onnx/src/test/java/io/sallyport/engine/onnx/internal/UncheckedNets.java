package io.sallyport.engine.onnx.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** Nets with operators that ONNX Runtime does not check: {@code i} (INT64, one value) and {@code x} (FP32, n × 3) as in {@link Divisions}; {@code y} is FP32. */
final class UncheckedNets {
  private static final String MICROSOFT = "com.microsoft";

  private UncheckedNets() {}

  private static Net net() {
    return new Net().input("i", Net.INT64, 1).input("x", Net.FLOAT, -1, 3).output("y", Net.FLOAT, -2);
  }

  /** A tensor {@code some} with a row for each that is not nought. */
  private static Net rows(Net net) {
    return net.node("Cast", "i", "there", Net.number("to", Net.BOOL)).whole("front", 0).whole("flat", 1, 3).node("Slice", "x front three", "first").whole("three", 1)
        .node("Compress", "first there", "some", Net.number("axis", 0));
  }

  /** Each ends a process by one call at least. */
  static Map<String, byte[]> deadly() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("a place to write to", net().whole("shape", 1, 1, 1, 1).node("Reshape", "i shape", "place").node("ReduceMax", "x", "most").node("Reshape", "most shape", "one")
        .node("MaxUnpool", "one place", "y", Net.numbers("kernel_shape", 2, 2), Net.numbers("strides", 2, 2)).bytes());
    all.put("a diagonal", net().node("Squeeze", "i", "diagonal").node("Trilu", "x diagonal", "y").bytes());
    all.put("a row to read", net().whole("shape", 1, 1).node("Cast", "i", "short", Net.number("to", Net.INT32)).node("Reshape", "short shape", "words").constant("w", Net.FLOAT, new byte[24], 2, 1, 1, 3)
        .constant("b", Net.FLOAT, new byte[8], 2).constant("c", Net.FLOAT, new byte[24], 2, 3).node(MICROSOFT, "WordConvEmbedding", "words w b c", "y").bytes());
    all.put("places of nothing", rows(net()).whole("depth", 3).constant("values", Net.FLOAT, new byte[8], 2).node("Cast", "some", "places", Net.number("to", Net.INT64)).node("OneHot", "places depth values", "y").bytes());
    all.put("steps of nought in a branch", net().whole("two", 2).node("Less", "i two", "less").node("If", "less", "y", stepping("then_branch", 0), stepping("else_branch", 1)).bytes());
    return all;
  }

  private static Proto stepping(String branch, int step) {
    return new Net().whole("shape" + step, 1, 1, 1, -1).node("Reshape", "x shape" + step, "picture" + step)
        .node("MaxPool", "picture" + step, "pooled" + step, Net.numbers("kernel_shape", 1, 1), Net.numbers("strides", step, step)).output("pooled" + step, Net.FLOAT, 1, 1, -1, -2).as(branch);
  }

  /** The same operators as nets have them. */
  static Map<String, byte[]> harmless() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("a diagonal that is a constant", net().constant("diagonal", Net.INT64, new byte[8]).node("Trilu", "x diagonal", "y").bytes());
    all.put("no diagonal", net().node("Trilu", "x", "y").bytes());
    all.put("places of something", net().whole("depth", 3).constant("values", Net.FLOAT, new byte[8], 2).node("ArgMax", "x", "places").node("OneHot", "places depth values", "y").bytes());
    all.put("steps", net().whole("two", 2).node("Less", "i two", "less").node("If", "less", "y", stepping("then_branch", 2), stepping("else_branch", 1)).bytes());
    return all;
  }
}
