package io.sallyport.engine.onnx.internal;

import java.util.Map;
import java.util.TreeMap;

/**
 * A net for each of Microsoft's operators that a model may use: {@code i} (INT64, one value) and {@code x} (FP32, n × 3) as in {@link Divisions}; {@code y} is FP32. What
 * the operator reads has no rows where {@code i} is nought, and where it takes whole numbers, they are what is sent.
 */
final class MicrosoftNets {
  private static final String MICROSOFT = "com.microsoft";
  /** Number of a scale, and a zero point. */
  private static final String Q = " scale zero";

  private MicrosoftNets() {}

  /** {@code some}, k × 3; {@code q}, the same in 8 bits; {@code n}, what is sent, in 32 bits. */
  private static Net net() {
    return UncheckedNets.rows(new Net().input("i", Net.INT64, 1).input("x", Net.FLOAT, -1, 3).output("y", Net.FLOAT, -2)).floats("scale", 0.1f).unsigned("zero", 3)
        .node("QuantizeLinear", "some scale zero", "q").node("Cast", "i", "n", Net.number("to", Net.INT32));
  }

  /** The net's only node of Microsoft's, from values of 8 bits to values of 8 bits. */
  private static Net quantised(String operator, String inputs, Proto... attributes) {
    return net().node(MICROSOFT, operator, inputs, "of8", attributes).node("DequantizeLinear", "of8" + Q, "y");
  }

  /** {@code qpicture}: k × 1 × 1 × 3. */
  private static Net picture(Net net) {
    return net.whole("axes", 1, 2).node("Unsqueeze", "q axes", "qpicture").node("Unsqueeze", "some axes", "picture");
  }

  private static Net quantisedPicture(String operator, String inputs, Proto... attributes) {
    return picture(net()).node(MICROSOFT, operator, inputs, "of8", attributes).node("DequantizeLinear", "of8" + Q, "y");
  }

  /** {@code words}: 1 × k × 3. */
  private static Net words() {
    return net().whole("ahead", 0).node("Unsqueeze", "some ahead", "words");
  }

  /** By operator. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> all = new TreeMap<>();
    all.put("QuantizeLinear", quantised("QuantizeLinear", "some" + Q).bytes());
    all.put("DequantizeLinear", net().node(MICROSOFT, "DequantizeLinear", "q" + Q, "y").bytes());
    all.put("MatMulIntegerToFloat", net().unsigned("w", 5, 3, 2).node(MICROSOFT, "MatMulIntegerToFloat", "q w scale scale zero zero", "y").bytes());
    all.put("MatMulNBits", net().unsigned("w", 0x35, 2, 1, 8).floats("scales", 0.1f, 2)
        .node(MICROSOFT, "MatMulNBits", "some w scales", "y", Net.number("K", 3), Net.number("N", 2), Net.number("bits", 4), Net.number("block_size", 16)).bytes());
    all.put("QGemm", quantised("QGemm", "q scale zero q scale zero - scale zero", Net.number("transB", 1)).bytes());
    all.put("QLinearAdd", quantised("QLinearAdd", "q scale zero q scale zero scale zero").bytes());
    all.put("QLinearMul", quantised("QLinearMul", "q scale zero q scale zero scale zero").bytes());
    all.put("QLinearLeakyRelu", quantised("QLinearLeakyRelu", "q scale zero scale zero").bytes());
    all.put("QLinearSigmoid", quantised("QLinearSigmoid", "q scale zero scale zero").bytes());
    all.put("QLinearSoftmax", quantised("QLinearSoftmax", "q scale zero scale zero", Net.number("opset", 13)).bytes());
    all.put("QLinearWhere", net().node("Greater", "some scale", "greater").node(MICROSOFT, "QLinearWhere", "greater q scale zero q scale zero scale zero", "of8").node("DequantizeLinear", "of8" + Q, "y").bytes());
    all.put("QLinearAveragePool", quantisedPicture("QLinearAveragePool", "qpicture scale zero scale zero", Net.numbers("kernel_shape", 1, 2)).bytes());
    all.put("QLinearGlobalAveragePool", quantisedPicture("QLinearGlobalAveragePool", "qpicture scale zero scale zero").bytes());
    all.put("QLinearConv", picture(net()).unsigned("w", 5, 2, 3, 1, 1).node(MICROSOFT, "QLinearConv", "qpicture scale zero w scale zero scale zero", "of8", Net.number("channels_last", 1)).node("DequantizeLinear", "of8" + Q, "y").bytes());
    all.put("NhwcMaxPool", quantisedPicture("NhwcMaxPool", "qpicture", Net.numbers("kernel_shape", 1, 1)).bytes());
    all.put("DynamicQuantizeMatMul", net().unsigned("w", 5, 3, 2).node(MICROSOFT, "DynamicQuantizeMatMul", "x w" + Q, "y").bytes());
    all.put("DynamicQuantizeLSTM", net().whole("one", 1).node("Unsqueeze", "x one", "steps").unsigned("w", 5, 1, 3, 8).unsigned("r", 5, 1, 2, 8).floats("scales", 0.1f, 1).unsigned("zeros", 3, 1)
        .node(MICROSOFT, "DynamicQuantizeLSTM", "steps w r - n - - - scales zeros scales zeros", "y", Net.number("hidden_size", 2)).bytes());
    all.put("BiasGelu", net().floats("b", 0.5f, 3).node(MICROSOFT, "BiasGelu", "some b", "y").bytes());
    all.put("FastGelu", net().floats("b", 0.5f, 3).node(MICROSOFT, "FastGelu", "some b", "y").bytes());
    all.put("Gelu", net().node(MICROSOFT, "Gelu", "some", "y").bytes());
    all.put("QuickGelu", net().node(MICROSOFT, "QuickGelu", "some", "y").bytes());
    all.put("FusedConv", picture(net()).floats("w", 0.5f, 2, 1, 1, 1).node(MICROSOFT, "FusedConv", "picture w", "y", Net.text("activation", "Relu")).bytes());
    all.put("FusedGemm", net().floats("w", 0.5f, 3, 2).node(MICROSOFT, "FusedGemm", "some w", "y", Net.text("activation", "Relu")).bytes());
    all.put("FusedMatMul", net().node(MICROSOFT, "FusedMatMul", "some some", "y", Net.number("transB", 1)).bytes());
    all.put("SkipLayerNormalization", words().floats("g", 0.5f, 3).node(MICROSOFT, "SkipLayerNormalization", "words words g g", "y").bytes());
    all.put("SkipSimplifiedLayerNormalization", words().floats("g", 0.5f, 3).node(MICROSOFT, "SkipSimplifiedLayerNormalization", "words words g", "y").bytes());
    all.put("CDist", net().node(MICROSOFT, "CDist", "some x", "y", Net.text("metric", "euclidean")).bytes());
    return all;
  }
}
