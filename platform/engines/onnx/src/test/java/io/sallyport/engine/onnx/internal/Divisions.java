package io.sallyport.engine.onnx.internal;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nets that divide whole numbers: {@code i} (INT64, one value) is what a call sends, {@code x} (FP32, n × 3) has as many rows as it likes; {@code y} is INT64. */
final class Divisions {
  private Divisions() {}

  private static Net net() {
    return new Net().input("i", Net.INT64, 1).input("x", Net.FLOAT, -1, 3).output("y", Net.INT64, -2);
  }

  private static Net rows(Net net) {
    return net.node("Shape", "x", "shape").whole("first", 0).node("Gather", "shape first", "rows");
  }

  private static Proto cast(int type) {
    return Net.number("to", type);
  }

  private static Proto branch(String divisor) {
    return new Net().node("Div", "i " + divisor, "quotient").output("quotient", Net.INT64, 1).as("then_branch");
  }

  private static Proto otherwise() {
    return new Net().node("Identity", "i", "same").output("same", Net.INT64, 1).as("else_branch");
  }

  private static Net loop(String divisor) {
    Proto body = new Net().input("turn", Net.INT64).input("go", Net.BOOL).input("carried", Net.INT64, 1).node("Identity", "go", "goes").node("Div", "carried " + divisor, "next")
        .output("goes", Net.BOOL).output("next", Net.INT64, 1).as("body");
    return net().whole("three", 3).whole("two", 2).node("Loop", "three - i", "y", body);
  }

  /** Each ends a process by one call at least, or there is no way to see that it does not. */
  static Map<String, byte[]> deadly() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("by what is sent", net().whole("hundred", 100).node("Div", "hundred i", "y").bytes());
    all.put("by what is sent less five", net().whole("five", 5).whole("hundred", 100).node("Sub", "i five", "less").node("Div", "hundred less", "y").bytes());
    all.put("remainder", net().whole("hundred", 100).node("Mod", "hundred i", "y").bytes());
    all.put("by minus one", net().whole("divisor", -1).node("Div", "i divisor", "y").bytes());
    all.put("by minus one, 32 bits", net().constant("divisor", Net.INT32, new byte[] {-1, -1, -1, -1}, 1).node("Cast", "i", "short", cast(Net.INT32)).node("Div", "short divisor", "quotient").node("Cast", "quotient", "y", cast(Net.INT64)).bytes());
    all.put("by a constant among which is nought", net().whole("divisor", 3, 0).node("Div", "i divisor", "y").bytes());
    all.put("by a Constant", net().node("Constant", "", "divisor", Net.wholes("value", 0)).node("Div", "i divisor", "y").bytes());
    all.put("by a constant on its way", net().whole("nought", 0).whole("axis", 0).node("Identity", "nought", "a").node("Unsqueeze", "a axis", "b").node("Cast", "b", "c", cast(Net.INT32))
        .node("Cast", "c", "d", cast(Net.INT64)).node("Squeeze", "d axis", "e").node("Div", "i e", "y").bytes());
    all.put("by a number cut off", net().node("ReduceMax", "x", "most", Net.number("keepdims", 0)).node("Cast", "most", "divisor", cast(Net.INT64)).node("Div", "i divisor", "y").bytes());
    all.put("by the rows less one", rows(net()).whole("one", 1).node("Sub", "rows one", "less").node("Div", "i less", "y").bytes());
    all.put("by at least a number of 32 bits", net().whole("wide", (1L << 31) + 1, (1L << 31) + 1).whole("hundred", 100).node("Max", "wide i", "divisor").node("Div", "hundred divisor", "y").bytes());
    all.put("by how many are not nought", net().node("NonZero", "i", "places").node("Size", "places", "count").node("Div", "i count", "y").bytes());
    all.put("in a branch", net().whole("two", 2).whole("nought", 0).node("Less", "i two", "less").node("If", "less", "y", branch("nought"), otherwise()).bytes());
    all.put("in a branch, by what is around", net().whole("two", 2).node("Less", "i two", "less").node("If", "less", "y", branch("i"), otherwise()).bytes());
    all.put("in a loop", loop("carried").bytes());
    all.put("in a function", new Net().input("i", Net.INT64, 1).input("x", Net.FLOAT, -1, 3).output("y", Net.INT64, -2).whole("hundred", 100).node("own", "F", "hundred i", "y")
        .bytes(new Net().node("Div", "a b", "c").function("F", "a b", "c")));
    return all;
  }

  /** What exporters write, and what publishers can write instead: no call ends a process. */
  static Map<String, byte[]> harmless() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("by two", net().whole("two", 2).node("Div", "i two", "y").bytes());
    all.put("remainder of two", net().whole("two", 2).node("Mod", "i two", "y").bytes());
    all.put("extents by two", rows(net()).whole("two", 2).node("Div", "rows two", "y").bytes());
    all.put("extents by minus one", rows(net()).whole("less", -1).node("Div", "rows less", "y").bytes());
    all.put("by extents of what is sent", rows(net()).node("Div", "i rows", "quotient").node("Mod", "quotient rows", "y").bytes());
    all.put("by extents on their way", net().node("Relu", "x", "above").node("Transpose", "above", "turned", Net.numbers("perm", 1, 0)).node("Shape", "turned", "shape").node("Div", "i shape", "y").bytes());
    all.put("by at least one", net().whole("one", 1).whole("hundred", 100).node("Max", "i one", "divisor").node("Div", "hundred divisor", "y").bytes());
    all.put("by what is cut off at one", new Net().input("i", Net.INT64, 1).input("x", Net.FLOAT, -1, 3).output("y", Net.INT64, -2).constant("one", Net.INT64, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}).node("Clip", "i one", "divisor").node("Div", "i divisor", "y").bytes());
    all.put("as floating-point numbers", net().node("Cast", "i", "f", cast(Net.FLOAT)).node("Div", "f f", "quotient").node("Floor", "quotient", "whole").node("Cast", "whole", "y", cast(Net.INT64)).bytes());
    all.put("floating-point numbers of two inputs", net().node("ReduceMax", "x", "most").node("Div", "x most", "quotient").node("Cast", "quotient", "y", cast(Net.INT64)).bytes());
    all.put("a constant by minus one", net().whole("ten", 10).whole("less", -1).node("Div", "ten less", "quotient").node("Mul", "i quotient", "y").bytes());
    all.put("in a branch", net().whole("two", 2).node("Less", "i two", "less").node("If", "less", "y", branch("two"), otherwise()).bytes());
    all.put("in a loop", loop("two").bytes());
    all.put("in a function", net().whole("hundred", 100).node("own", "F", "i hundred", "y").bytes(new Net().node("Div", "a b", "c").function("F", "a b", "c")));
    all.put("8 bits by minus one", net().constant("divisor", Net.INT8, new byte[] {-1}, 1).node("Cast", "i", "short", cast(Net.INT8)).node("Mod", "short divisor", "quotient").node("Cast", "quotient", "y", cast(Net.INT64)).bytes());
    return all;
  }

  static byte[] ownFormat() {
    return ByteBuffer.allocate(64).put(new byte[] {0x0a, 0x3e, 0, 0}).put("ORTM".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).array();
  }
}
