package io.sallyport.engine.onnx.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Element types of what operators give, where their values are not followed. What is not said here is unknown. Stateless. */
final class ResultTypes {
  private static final Set<String> OF_FIRST = Set.of("AveragePool", "BitShift", "BitwiseAnd", "BitwiseNot", "BitwiseOr", "BitwiseXor", "Conv", "ConvTranspose", "DeformConv", "DepthToSpace", "Det", "Dropout", "Einsum",
      "Gemm", "GlobalAveragePool", "GlobalLpPool", "GlobalMaxPool", "GridSample", "LpPool", "MaxPool", "Pad", "Range", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMean", "ReduceProd",
      "ReduceSum", "ReduceSumSquare", "Resize", "ReverseSequence", "RoiAlign", "Scatter", "SpaceToDepth", "Upsample");
  /** By the place of the input that has their type. */
  private static final Map<String, Integer> OF_ANOTHER = Map.of("DequantizeLinear", 1, "OneHot", 2, "QLinearConv", 7, "QLinearMatMul", 7, "QuantizeLinear", 2);
  private static final Map<String, ElementType> ALWAYS = Map.of("ConvInteger", ElementType.INT32, "DynamicQuantizeLinear", ElementType.UINT8, "MatMulInteger", ElementType.INT32, "NonMaxSuppression", ElementType.INT64,
      "NonZero", ElementType.INT64);
  private static final Set<String> MICROSOFT_OF_FIRST = Set.of("Attention", "BiasGelu", "FastGelu", "FusedConv", "FusedGemm", "FusedMatMul", "Gelu", "MatMulNBits", "MultiHeadAttention", "NhwcMaxPool", "QLinearAdd",
      "QLinearGlobalAveragePool", "QLinearLeakyRelu", "QLinearMul", "QLinearSigmoid", "QuickGelu", "SkipLayerNormalization");
  private static final Set<String> MICROSOFT_FLOAT = Set.of("DynamicQuantizeMatMul", "MatMulIntegerToFloat");
  private static final Set<String> LEARNT_FLOAT = Set.of("LinearRegressor", "Normalizer", "SVMRegressor", "Scaler", "TreeEnsembleRegressor");
  private static final Set<String> CLASSIFIERS = Set.of("LinearClassifier", "SVMClassifier", "TreeEnsembleClassifier");

  private ResultTypes() {}

  static ElementType first(OnnxNode node, List<Known> inputs) {
    String operator = node.operator();
    return switch (node.domain()) {
      case "", "ai.onnx" -> OF_FIRST.contains(operator) ? of(inputs, 0) : OF_ANOTHER.containsKey(operator) ? of(inputs, OF_ANOTHER.get(operator)) : ALWAYS.getOrDefault(operator, ElementType.UNKNOWN);
      case "com.microsoft" -> MICROSOFT_OF_FIRST.contains(operator) ? of(inputs, 0) : operator.equals("DequantizeLinear") ? of(inputs, 1) : MICROSOFT_FLOAT.contains(operator) ? ElementType.FLOAT : ElementType.UNKNOWN;
      case "ai.onnx.ml" -> LEARNT_FLOAT.contains(operator) ? ElementType.FLOAT : operator.equals("ArrayFeatureExtractor") ? of(inputs, 0) : ElementType.UNKNOWN;
      default -> ElementType.UNKNOWN;
    };
  }

  static ElementType second(OnnxNode node) {
    return node.is("TopK") || node.is("MaxPool") ? ElementType.INT64 : node.domain().equals("ai.onnx.ml") && CLASSIFIERS.contains(node.operator()) ? ElementType.FLOAT : ElementType.UNKNOWN;
  }

  private static ElementType of(List<Known> inputs, int place) {
    return place < inputs.size() ? inputs.get(place).type() : ElementType.UNKNOWN;
  }
}
