package io.sallyport.engine.onnx.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The operators that somebody has tried (ADR 0040): all others are refused, whatever ONNX Runtime knows, unless the site names them. Some of those that are here are
 * refused in certain uses by {@link UncheckedOperators}. Immutable.
 */
final class TriedOperators {
  /** Without anything that the site adds. */
  static final TriedOperators USUAL = new TriedOperators(Set.of());

  /** By domain. */
  private static final Map<String, Set<String>> TRIED = Map.of("ai.onnx", names("""
      Abs Acos Acosh Add AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Bernoulli BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike Ceil Celu
      CenterCropPad Clip Col2Im Compress Concat ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumSum DFT DeformConv DepthToSpace DequantizeLinear Det Div Dropout
      DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample
      GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax Identity If InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop
      LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean MeanVarianceNormalization MelWeightMatrix Min Mish Mod Mul Multinomial Neg NonMaxSuppression NonZero Not OneHot Optional
      OptionalGetElement OptionalHasElement Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1
      ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign Round STFT Scan Scatter ScatterElements ScatterND Selu
      SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength SequenceMap Shape Shrink Sigmoid Sign SimplifiedLayerNormalization Sin Sinh Size Slice Softmax Softplus Softsign
      SpaceToDepth Split SplitToSequence Sqrt Squeeze StringConcat StringNormalizer StringSplit Sub Sum Swish Tan Tanh TfIdfVectorizer ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor
      """), "ai.onnx.ml", names("""
      ArrayFeatureExtractor Binarizer CastMap CategoryMapper DictVectorizer FeatureVectorizer Imputer LabelEncoder LinearClassifier LinearRegressor Normalizer OneHotEncoder SVMClassifier SVMRegressor Scaler
      TreeEnsemble TreeEnsembleClassifier TreeEnsembleRegressor ZipMap
      """), "com.microsoft", names("""
      BiasGelu CDist CropAndResize DequantizeLinear DynamicQuantizeLSTM DynamicQuantizeMatMul EmbedLayerNormalization FastGelu FusedConv FusedGemm FusedMatMul Gelu Inverse MatMulIntegerToFloat MatMulNBits NhwcMaxPool
      QGemm QLinearAdd QLinearAveragePool QLinearConv QLinearGlobalAveragePool QLinearLeakyRelu QLinearMul QLinearSigmoid QLinearSoftmax QLinearWhere QuantizeLinear QuickGelu RotaryEmbedding
      SkipLayerNormalization SkipSimplifiedLayerNormalization Trilu WordConvEmbedding
      """));

  private final Set<String> more;

  /** @param more names with their domain, {@code com.microsoft:GroupQueryAttention} */
  TriedOperators(Set<String> more) {
    this.more = Set.copyOf(more);
  }

  private static Set<String> names(String lines) {
    return Set.of(lines.strip().split("\\s+"));
  }

  /** Those of a domain. */
  static Set<String> of(String domain) {
    return TRIED.getOrDefault(domain, Set.of());
  }

  /** @throws RefusedException {@code SP-MODEL-0086} */
  void require(OnnxNode node, String where) {
    String domain = node.isStandard() ? "ai.onnx" : node.domain();
    String name = domain + ":" + node.operator();
    if (!of(domain).contains(node.operator()) && !more.contains(name)) {
      throw new RefusedException(new Refusal("SP-MODEL-0086", "the operator " + OnnxGuard.shortened(name) + " is not one of those that were tried on what ends a process: " + node, where,
          "have the publisher export the model without it, or, if the site answers for it, name it in operators of io.sallyport.engine.onnx"));
    }
  }

  /** Those that the site adds, for a person. */
  @Override
  public String toString() {
    return more.isEmpty() ? "none" : String.join(", ", new TreeSet<>(more));
  }
}
