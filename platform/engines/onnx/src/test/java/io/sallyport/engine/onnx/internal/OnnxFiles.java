package io.sallyport.engine.onnx.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Digests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Small ONNX models that do what a fault needs, written by hand. */
public final class OnnxFiles {
  public static final TensorSpec TRIPS = new TensorSpec("trips", DataType.INT64, Shape.of(1));
  public static final TensorSpec X = new TensorSpec("x", DataType.FP32, Shape.of(1, 4));
  public static final TensorSpec Y = new TensorSpec("y", DataType.FP32, Shape.of(1, 4));
  public static final TensorSpec TARGET = new TensorSpec("target", DataType.INT64, Shape.of(2));
  public static final TensorSpec ROWS_IN = new TensorSpec("x", DataType.FP32, Shape.of(Shape.DYNAMIC, 3));
  public static final TensorSpec ROWS_OUT = new TensorSpec("y", DataType.FP32, Shape.of(Shape.DYNAMIC, 2));

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int BOOL = 9;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private OnnxFiles() {}

  static ModelFile file(String name, byte[] bytes, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    return new ModelFile(name, bytes, Digests.sha256(bytes), inputs, outputs);
  }

  /** y = x, after as many rounds of a loop as {@code trips} says: hangs, if it says many. */
  public static byte[] loop() {
    Proto body = new Proto().message(1, node("Identity", List.of("go"), List.of("goes"))).message(1, node("Identity", List.of("value"), List.of("next"))).text(2, "body")
        .message(11, value("round", INT64)).message(11, value("go", BOOL)).message(11, value("value", FLOAT, 1, 4))
        .message(12, value("goes", BOOL)).message(12, value("next", FLOAT, 1, 4));
    Proto always = new Proto().number(2, BOOL).bytes(9, new byte[] {1}).text(8, "always");
    Proto graph = new Proto().message(1, node("Loop", List.of("trips", "always", "x"), List.of("y")).message(5, new Proto().text(1, "body").message(6, body).number(20, 5)))
        .text(2, "graph").message(5, always).message(11, value("trips", INT64, 1)).message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** y = x of the shape {@code target}: fails where that does not hold four values. */
  public static byte[] reshape() {
    Proto graph = new Proto().message(1, node("Reshape", List.of("x", "target"), List.of("y"))).text(2, "graph").message(11, value("x", FLOAT, 1, 4))
        .message(11, value("target", INT64, 2)).message(12, value("y", FLOAT, -1, 4));
    return model(graph, "");
  }

  /** y = x, whatever {@code target} says: what {@link #reshape} is to take the place of. */
  public static byte[] steady() {
    Proto graph = new Proto().message(1, node("Identity", List.of("x"), List.of("y"))).text(2, "graph").message(11, value("x", FLOAT, 1, 4))
        .message(11, value("target", INT64, 2)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** y = x · w for any number of rows of three. */
  public static byte[] rows() {
    Proto graph = new Proto().message(1, node("MatMul", List.of("x", "w"), List.of("y"))).text(2, "graph")
        .message(5, new Proto().number(1, 3).number(1, 2).number(2, FLOAT).floats(9, 1, 2, 3, 4, 5, 6).text(8, "w"))
        .message(11, value("x", FLOAT, -1, 3)).message(12, value("y", FLOAT, -1, 2));
    return model(graph, "");
  }

  /** y = x + a tensor that is filled with ones when the model is loaded: as large as you like. */
  public static byte[] filled(long elements) {
    byte[] extent = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(elements).array();
    Proto one = new Proto().number(1, 1).number(2, FLOAT).floats(9, 1);
    Proto graph = new Proto().message(1, node("ConstantOfShape", List.of("extent"), List.of("ones")).message(5, new Proto().text(1, "value").message(5, one).number(20, 4)))
        .message(1, node("ReduceMax", List.of("ones"), List.of("most")))
        .message(1, node("Add", List.of("x", "most"), List.of("y"))).text(2, "graph")
        .message(5, new Proto().number(1, 1).number(2, INT64).bytes(9, extent).text(8, "extent"))
        .message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** As {@link #filled}, of the square of {@code root}: how large is known only once that is computed. */
  static byte[] computed(long root) {
    Proto graph = new Proto().message(1, node("Mul", List.of("root", "root"), List.of("extent"))).message(1, ones("extent", "ones")).message(1, node("ReduceMax", List.of("ones"), List.of("most")))
        .message(1, node("Add", List.of("x", "most"), List.of("y"))).text(2, "graph").message(5, whole("root", root))
        .message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** y = x + a constant of {@code shape} made by this operator of a few bytes. @param operator Expand or Tile */
  static byte[] spread(String operator, long... shape) {
    Proto graph = new Proto().message(1, node(operator, List.of("one", "shape"), List.of("ones"))).message(1, node("ReduceMax", List.of("ones"), List.of("most")))
        .message(1, node("Add", List.of("x", "most"), List.of("y"))).text(2, "graph").message(5, new Proto().number(1, 1).number(2, FLOAT).floats(9, 1).text(8, "one")).message(5, whole("shape", shape))
        .message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** Products of large constants, which ONNX Runtime computes while it loads: longer than anybody waits. */
  static byte[] slowToLoad() {
    int products = 2_000;
    Proto graph = new Proto().message(1, ones("extent", "m0"));
    for (int i = 1; i <= products; i++) {
      graph.message(1, node("MatMul", List.of("m" + (i - 1), "m0"), List.of("m" + i)));
    }
    graph.message(1, node("ReduceMax", List.of("m" + products), List.of("most"))).message(1, node("Add", List.of("x", "most"), List.of("y"))).text(2, "graph").message(5, whole("extent", 1_024, 1_024))
        .message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** y = x + five divided by nought, whole numbers: the processor stops whoever computes it, and ONNX Runtime does while it loads. */
  static byte[] dividesByNought() {
    Proto graph = new Proto().message(1, node("Div", List.of("five", "nought"), List.of("whole"))).message(1, cast("whole", "quotient", FLOAT)).message(1, node("Add", List.of("x", "quotient"), List.of("y"))).text(2, "graph")
        .message(5, whole("five", 5)).message(5, whole("nought", 0)).message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** y = x + a hundred divided by {@code trips}, whole numbers: loads, answers, and stops the process when that is nought. */
  public static byte[] divides() {
    Proto graph = new Proto().message(1, node("Div", List.of("hundred", "trips"), List.of("whole"))).message(1, cast("whole", "quotient", FLOAT)).message(1, node("Add", List.of("x", "quotient"), List.of("y"))).text(2, "graph")
        .message(5, whole("hundred", 100)).message(11, value("trips", INT64, 1)).message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** y = x, by way of numbers in a row that are a single one, and no row, where {@code trips} is nought: ONNX Runtime does not survive that. Nothing but running it shows it. */
  public static byte[] single() {
    return new Net().input("trips", INT64, 1).input("x", FLOAT, 1, 4).output("y", FLOAT, 1, 4).whole("one", 1).floats("half", 0.5f).node("Add", "trips one", "length").node("Expand", "half length", "row").node("Squeeze", "row", "shrunk")
        .node("ai.onnx.ml", "Normalizer", "shrunk", "normal").node("Sub", "normal normal", "noughts").node("ReduceSum", "noughts", "nought", Net.number("keepdims", 0)).node("Add", "x nought", "y").bytes();
  }

  /** As many rows of x as {@code trips} says. */
  public static byte[] repeats() {
    return new Net().input("trips", INT64, 1).input("x", FLOAT, 1, 4).output("y", FLOAT, -1, 4).whole("four", 4).node("Concat", "trips four", "shape", Net.number("axis", 0)).node("Expand", "x shape", "y").bytes();
  }

  /** A function of the model's own that is made of itself: ONNX Runtime puts it in place of itself until its stack ends. */
  static byte[] recursive() {
    Proto function = new Proto().text(1, "F").text(4, "x").text(5, "y").message(7, node("F", List.of("x"), List.of("y")).text(7, "own"))
        .message(9, new Proto().text(1, "").number(2, OPSET)).message(9, new Proto().text(1, "own").number(2, 1)).text(10, "own");
    Proto graph = new Proto().message(1, node("F", List.of("x"), List.of("y")).text(7, "own")).text(2, "graph").message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return new Proto().number(1, IR_VERSION).message(7, graph).message(8, new Proto().text(1, "").number(2, OPSET)).message(8, new Proto().text(1, "own").number(2, 1)).message(25, function).toBytes();
  }

  private static Proto ones(String extent, String name) {
    Proto one = new Proto().number(1, 1).number(2, FLOAT).floats(9, 1);
    return node("ConstantOfShape", List.of(extent), List.of(name)).message(5, new Proto().text(1, "value").message(5, one).number(20, 4));
  }

  private static Proto cast(String from, String to, int type) {
    return node("Cast", List.of(from), List.of(to)).message(5, new Proto().text(1, "to").number(3, type).number(20, 2));
  }

  private static Proto whole(String name, long... values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return new Proto().number(1, values.length).number(2, INT64).bytes(9, data.array()).text(8, name);
  }

  /** y = x + w, whose values lie in another file. */
  static byte[] external(String path) {
    Proto location = new Proto().text(1, "location").text(2, path);
    Proto weights = new Proto().number(1, 1).number(1, 4).number(2, FLOAT).text(8, "w").message(13, location).number(14, 1);
    Proto graph = new Proto().message(1, node("Add", List.of("x", "w"), List.of("y"))).text(2, "graph").message(5, weights)
        .message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, "");
  }

  /** y = x by an operator of this name and domain. */
  static byte[] operator(String type, String domain) {
    Proto graph = new Proto().message(1, node(type, List.of("x"), List.of("y")).text(7, domain)).text(2, "graph")
        .message(11, value("x", FLOAT, 1, 4)).message(12, value("y", FLOAT, 1, 4));
    return model(graph, domain);
  }

  /** Conditions within conditions. */
  static byte[] nested(int depth) {
    Proto graph = new Proto().message(1, node("Identity", List.of("x"), List.of("y0"))).text(2, "g").message(12, value("y0", FLOAT, 1, 4));
    for (int i = 1; i <= depth; i++) {
      String output = i == depth ? "y" : "y" + i;
      Proto choice = node("If", List.of("always"), List.of(output)).message(5, new Proto().text(1, "then_branch").message(6, graph).number(20, 5))
          .message(5, new Proto().text(1, "else_branch").message(6, leaf(i)).number(20, 5));
      graph = new Proto().message(1, choice).text(2, "g").message(12, value(output, FLOAT, 1, 4));
    }
    graph.message(5, new Proto().number(2, BOOL).bytes(9, new byte[] {1}).text(8, "always")).message(11, value("x", FLOAT, 1, 4));
    return model(graph, "");
  }

  private static Proto leaf(int depth) {
    return new Proto().message(1, node("Identity", List.of("x"), List.of("e" + depth))).text(2, "e").message(12, value("e" + depth, FLOAT, 1, 4));
  }

  private static Proto node(String type, List<String> inputs, List<String> outputs) {
    Proto node = new Proto();
    inputs.forEach(name -> node.text(1, name));
    outputs.forEach(name -> node.text(2, name));
    return node.text(4, type);
  }

  private static Proto value(String name, int type, long... extents) {
    Proto shape = new Proto();
    List<Proto> dimensions = new ArrayList<>();
    for (long extent : extents) {
      dimensions.add(extent < 0 ? new Proto().text(2, "n") : new Proto().number(1, extent));
    }
    dimensions.forEach(dimension -> shape.message(1, dimension));
    return new Proto().text(1, name).message(2, new Proto().message(1, new Proto().number(1, type).message(2, shape)));
  }

  private static byte[] model(Proto graph, String domain) {
    Proto model = new Proto().number(1, IR_VERSION).message(7, graph).message(8, new Proto().text(1, "").number(2, OPSET));
    return (domain.isEmpty() ? model : model.message(8, new Proto().text(1, domain).number(2, 1))).toBytes();
  }
}
