package io.sallyport.engine.onnx.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nets with operators that ONNX Runtime does not check: {@code i} (INT64, one value) and {@code x} (FP32, n × 3) as in
 * {@link Divisions}; {@code y} is FP32.
 */
final class UncheckedNets {
  private static final String MICROSOFT = "com.microsoft";
  private static final String LEARNT = "ai.onnx.ml";
  /** Versions of ONNX's own operators. */
  private static final int LATER = 18;
  private static final int WITH_BLOCKS = 21;
  private static final int LATEST = 23;

  private UncheckedNets() {}

  private static Net net() {
    return new Net().input("i", Net.INT64, 1).input("x", Net.FLOAT, -1, 3).output("y", Net.FLOAT, -2);
  }

  /** A tensor {@code some} with a row for each that is not nought. */
  static Net rows(Net net) {
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
    more(all);
    return all;
  }

  /** Of what ONNX Runtime 1.24.2 does with an empty tensor, and with what calls or files say that divides or is a place. */
  private static void more(Map<String, byte[]> all) {
    all.put("a picture to cut from", picture(net()).floats("boxes", 0.5f, 1, 4).node("Cast", "i", "at", Net.number("to", Net.INT32)).constant("size", Net.INT32, new byte[] {2, 0, 0, 0, 2, 0, 0, 0}, 2)
        .node(MICROSOFT, "CropAndResize", "picture boxes at size", "y").bytes());
    all.put("a word to look up", net().whole("shape", 1, 1).node("Cast", "i", "short", Net.number("to", Net.INT32)).node("Reshape", "short shape", "words").node("Sub", "words words", "noughts").floats("table", 0.5f, 4, 2).floats("gamma", 0.5f, 2)
        .node(MICROSOFT, "EmbedLayerNormalization", "noughts - table table - gamma gamma - words", "y mask").bytes());
    all.put("an angle to look up", net().whole("shape", 1, 1).node("Reshape", "i shape", "places").floats("vector", 0.5f, 1, 1, 2).floats("table", 0.5f, 4, 1).node(MICROSOFT, "RotaryEmbedding", "vector places table table", "y").bytes());
    all.put("the inverse of what is no square", net().node(MICROSOFT, "Inverse", "x", "y").bytes());
    all.put("a transform of nothing", rows(net()).whole("last", 2).node("Transpose", "some", "columns").node("Unsqueeze", "columns last", "signal").node("DFT", "signal", "y").bytes());
    all.put("groups of nought", picture(net()).floats("w", 0.5f, 1, 1, 1, 1).node("ConvTranspose", "picture w", "y", Net.number("group", 0)).bytes());
    all.put("channels of nothing", rows(net()).whole("turned", 1, -1, 3, 1).node("Reshape", "some turned", "one").whole("front2", 0).node("Unsqueeze", "some front2", "words").whole("last", 3).node("Unsqueeze", "words last", "channels")
        .node("LRN", "channels", "y", Net.number("size", 1)).bytes());
    all.put("features of fewer rows", rows(net()).node(LEARNT, "FeatureVectorizer", "some x", "y", Net.numbers("inputdimensions", 3, 3)).bytes());
    for (String kind : List.of("LSTM", "GRU")) {
      int gates = kind.equals("LSTM") ? 4 : 3;
      all.put(kind + " of nothing", rows(net()).whole("front2", 0).node("Unsqueeze", "some front2", "words").floats("w", 0.5f, 1, 2 * gates, 3).floats("r", 0.5f, 1, 2 * gates, 2).node(kind, "words w r", "y", Net.number("hidden_size", 2)).bytes());
    }
    all.put("an LSTM behind a slope of nothing", rows(net()).node("PRelu", "x some", "bent").whole("front2", 0).node("Unsqueeze", "bent front2", "words").floats("w", 0.5f, 1, 8, 3).floats("r", 0.5f, 1, 8, 2)
        .node("LSTM", "words w r", "y", Net.number("hidden_size", 2)).bytes());
    all.put("Einsum of nothing", rows(net()).node("Transpose", "some", "columns").node("Einsum", "some columns", "y", Net.text("equation", "ij,jk->ik")).bytes());
    all.put("GatherND of nothing", rows(net()).whole("place", 0).node("GatherND", "some place", "y").bytes());
    all.put("LpNormalization of nothing", rows(net()).node("Transpose", "some", "columns").node("LpNormalization", "columns", "y").bytes());
    for (String kind : List.of("ReduceMax", "ReduceMean")) {
      all.put(kind + " of nothing, without axes", rows(net()).opset(LATER).node(kind, "some -", "y").bytes());
      all.put(kind + " of nothing, by a number", rows(net()).opset(LATER).node("Squeeze", "front", "axis").node(kind, "some axis", "y").bytes());
    }
    all.put("Unique of nothing", rows(net()).whole("ahead", 0).node("Unsqueeze", "some ahead", "words").node("Unique", "words", "y", Net.number("axis", 0)).bytes());
    all.put("GatherND by batches", net().whole("two", 2, 3).whole("one", 1, 1, 1).node("Expand", "x two", "data").whole("place", 1).node("Reshape", "place one", "places")
        .node("GatherND", "data places", "y", Net.number("batch_dims", 1)).bytes());
    all.put("parts of nought", square(rows(net())).opset(LATER).node("Split", "square", "y", Net.number("num_outputs", 0)).bytes());
    all.put("blocks of nothing", square(rows(net())).opset(WITH_BLOCKS).node("QuantizeLinear", "square square", "q", Net.number("axis", 1), Net.number("block_size", 7)).node("Cast", "q", "y", Net.number("to", Net.FLOAT)).bytes());
    all.put("a frame of nought", net().node("Squeeze", "i", "frame").whole("shape", 1, -1, 1).node("Reshape", "x shape", "signal").whole("one", 1).node("Squeeze", "one", "step").node("STFT", "signal step - frame", "y").bytes());
    all.put("a block of nought", net().opset(LATER).whole("front2", 0).node("Unsqueeze", "x front2", "words").whole("image", 1, 3).node("Concat", "i i", "block", Net.number("axis", 0)).node("Col2Im", "words image block", "y").bytes());
    all.put("DynamicQuantizeLSTM of nothing", rows(net()).whole("front2", 0).node("Unsqueeze", "some front2", "words").unsigned("w", 5, 1, 3, 8).unsigned("r", 5, 1, 2, 8).floats("scales", 0.1f, 1).unsigned("zeros", 3, 1)
        .node(MICROSOFT, "DynamicQuantizeLSTM", "words w r - - - - - scales zeros scales zeros", "y", Net.number("hidden_size", 2)).bytes());
    all.put("DynamicQuantizeMatMul by a scale of nothing", rows(net()).unsigned("w", 5, 3, 1).node("Cast", "i", "also", Net.number("to", Net.BOOL)).floats("scales", 0.1f, 1).node("Compress", "scales also", "scale", Net.number("axis", 0)).unsigned("zero", 3)
        .node(MICROSOFT, "DynamicQuantizeMatMul", "x w scale zero", "y").bytes());
  }

  /** They read what does not belong to them, which may be nothing that ends a process. */
  static Map<String, byte[]> reading() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("a feature less than nought", tree(-1));
    all.put("groups to look up", net().unsigned("w", 0x35, 2, 1, 8).floats("scales", 0.1f, 2).node("Cast", "i", "short", Net.number("to", Net.INT32)).node("Concat", "short short short", "groups", Net.number("axis", 0))
        .node(MICROSOFT, "MatMulNBits", "x w scales - groups", "y", Net.number("K", 3), Net.number("N", 2), Net.number("bits", 4), Net.number("block_size", 16)).bytes());
    return all;
  }

  /** One question and two answers. @param feature what is asked for */
  private static byte[] tree(long feature) {
    return net().node(LEARNT, "TreeEnsembleRegressor", "x", "y", Net.numbers("nodes_treeids", 0, 0, 0), Net.numbers("nodes_nodeids", 0, 1, 2), Net.numbers("nodes_featureids", feature, 0, 0), Net.texts("nodes_modes", "BRANCH_LEQ", "LEAF", "LEAF"),
        Net.fractions("nodes_values", 0.5f, 0, 0), Net.numbers("nodes_truenodeids", 1, 0, 0), Net.numbers("nodes_falsenodeids", 2, 0, 0), Net.numbers("target_treeids", 0, 0), Net.numbers("target_nodeids", 1, 2), Net.numbers("target_ids", 0, 0),
        Net.fractions("target_weights", 1, 2), Net.number("n_targets", 1)).bytes();
  }

  /** They end a process, and are not on the list of those that were tried. */
  static Map<String, byte[]> untried() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("Attention, a mask", sentences().floats("w", 0.5f, 3, 12).floats("b", 0.5f, 12).node(MICROSOFT, "Attention", "words w b n", "y", Net.number("num_heads", 2)).bytes());
    all.put("Attention, weights of another shape", sentences().node(MICROSOFT, "Attention", "words x", "y", Net.number("num_heads", 1)).bytes());
    all.put("MultiHeadAttention, a mask", sentences().node(MICROSOFT, "MultiHeadAttention", "words words words - n", "y", Net.number("num_heads", 1)).bytes());
    all.put("QAttention, a mask", sentences().floats("scale", 0.1f).unsigned("zero", 3).node("QuantizeLinear", "words scale zero", "q").unsigned("w", 5, 3, 12).floats("b", 0.5f, 12)
        .node(MICROSOFT, "QAttention", "q w b scale scale n zero zero", "y", Net.number("num_heads", 2)).bytes());
    all.put("ONNX's own RotaryEmbedding, an angle to look up", net().opset(LATEST).whole("shape", 1, 1).node("Reshape", "i shape", "places").floats("vector", 0.5f, 1, 1, 1, 2).floats("table", 0.5f, 4, 1).node("RotaryEmbedding", "vector table table places", "y").bytes());
    return all;
  }

  /** A tensor {@code square}: k × k. */
  private static Net square(Net net) {
    return net.whole("begin", 0).whole("end", 1).whole("along", 1).node("Slice", "some begin end along", "column").node("Compress", "column there", "square", Net.number("axis", 1));
  }

  private static Net sentences() {
    return net().whole("front", 0).node("Unsqueeze", "x front", "words").node("Cast", "i", "n", Net.number("to", Net.INT32));
  }

  private static Net picture(Net net) {
    return net.whole("square", 1, 1, 1, 3).node("Reshape", "x square", "picture");
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
    all.put("a feature", tree(2));
    all.put("LSTM after another", net().whole("middle", 1).node("Unsqueeze", "x middle", "steps").floats("w", 0.5f, 1, 8, 3).floats("r", 0.5f, 1, 8, 2).node("LSTM", "steps w r", "first", Net.number("hidden_size", 2)).node("Squeeze", "first middle", "again")
        .floats("v", 0.5f, 1, 8, 2).node("LSTM", "again v r", "y", Net.number("hidden_size", 2)).bytes());
    all.put("GRU after a layer", net().floats("layer", 0.5f, 3, 3).node("Gemm", "x layer", "dense").whole("middle", 1).node("Unsqueeze", "dense middle", "steps").floats("w", 0.5f, 1, 6, 3).floats("r", 0.5f, 1, 6, 2)
        .node("GRU", "steps w r", "y", Net.number("hidden_size", 2)).bytes());
    all.put("Einsum", net().floats("layer", 0.5f, 3, 3).node("Einsum", "x layer", "dense", Net.text("equation", "ij,jk->ik")).node("Einsum", "dense", "y", Net.text("equation", "ij->ji")).bytes());
    all.put("GatherND", net().whole("place", 0).node("GatherND", "x place", "row").node("LpNormalization", "row", "y").bytes());
    all.put("sums of nothing", rows(net()).node("ReduceSum", "some front", "y").bytes());
    all.put("Unique", net().node("Unique", "x", "y", Net.number("axis", 0)).bytes());
    all.put("a transform", net().whole("shape", 1, -1, 1).node("Reshape", "x shape", "signal").node("DFT", "signal", "y").bytes());
    all.put("a frame", net().whole("two", 2).node("Squeeze", "two", "frame").whole("shape", 1, -1, 1).node("Reshape", "x shape", "signal").whole("one", 1).node("Squeeze", "one", "step").node("STFT", "signal step - frame", "y").bytes());
    all.put("a block", net().opset(LATER).whole("front", 0).node("Unsqueeze", "x front", "words").whole("image", 1, 3).whole("block", 1, 1).node("Concat", "words words words", "columns", Net.number("axis", 1)).whole("some", 1, 3, 3).node("Col2Im", "words image block", "y").bytes());
    return all;
  }

  /** What LRN reads are channels of pictures {@code x} (1 × 1 × size × size), after a window, and another that steps by two. */
  static byte[] normalised(long size, long window) {
    return new Net().input("x", Net.FLOAT, 1, 1, size, size).output("y", Net.FLOAT, -2, -3, -4, -5).floats("w", 0.5f, 2, 1, window, window).node("Conv", "x w", "slid", Net.numbers("kernel_shape", window, window)).node("Relu", "slid", "above")
        .node("MaxPool", "above", "pooled", Net.numbers("kernel_shape", 2, 2), Net.numbers("strides", 2, 2)).node("Concat", "pooled pooled", "both", Net.number("axis", 1)).node("LRN", "both", "y", Net.number("size", 3)).bytes();
  }
}
