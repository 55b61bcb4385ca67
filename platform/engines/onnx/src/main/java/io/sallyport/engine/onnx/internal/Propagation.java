package io.sallyport.engine.onnx.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of an operator's outputs, given what is known of its inputs. What is not said here is unknown. Stateless. */
final class Propagation {
  /** Give each element as it is, or anew for each: as many as there were. */
  private static final Set<String> ELEMENTWISE = Set.of("Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BatchNormalization", "Ceil", "Celu", "Cos", "Cosh", "CumSum", "Elu", "Erf", "Exp", "Floor", "Gelu",
      "GroupNormalization", "HardSigmoid", "HardSwish", "Hardmax", "InstanceNormalization", "LRN", "LayerNormalization", "LeakyRelu", "Log", "LogSoftmax", "LpNormalization", "MatMul",
      "MeanVarianceNormalization", "Mean", "Mish", "PRelu", "Pow", "RMSNormalization", "Reciprocal", "Relu", "Round", "ScatterElements", "ScatterND", "Selu", "Sigmoid", "Sign", "Sin", "Sinh", "Softmax", "Softplus",
      "Softsign", "Sqrt", "Sum", "Swish", "Tan", "Tanh", "ThresholdedRelu", "Trilu");
  private static final Set<String> TRUTHS = Set.of("And", "Equal", "Greater", "GreaterOrEqual", "IsInf", "IsNaN", "Less", "LessOrEqual", "Not", "Or", "Xor");
  /** Give at least one element for each that there is along the axes that stay. */
  private static final Set<String> POPULATED = Set.of("DequantizeLinear", "DynamicQuantizeLinear", "Einsum", "Gemm", "GlobalAveragePool", "GlobalLpPool", "GlobalMaxPool", "MatMulInteger", "QLinearMatMul", "QuantizeLinear", "ReduceL1",
      "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMean", "ReduceProd", "ReduceSum", "ReduceSumSquare");
  /** Of each row a row, in {@code ai.onnx.ml}. */
  private static final Set<String> ROWS = Set.of("Binarizer", "Imputer", "LabelEncoder", "Normalizer", "Scaler");
  /** The like of Microsoft's. */
  private static final Set<String> MICROSOFT = Set.of("BiasGelu", "CDist", "DequantizeLinear", "DynamicQuantizeMatMul", "FastGelu", "FusedGemm", "FusedMatMul", "Gelu", "MatMulIntegerToFloat", "MatMulNBits", "QGemm",
      "QLinearAdd", "QLinearGlobalAveragePool", "QLinearLeakyRelu", "QLinearMul", "QLinearSigmoid", "QLinearSoftmax", "QLinearWhere", "QuantizeLinear", "QuickGelu", "SkipLayerNormalization",
      "SkipSimplifiedLayerNormalization");
  /** All outputs have the first input's type. */
  private static final Set<String> UNIFORM = Set.of("GRU", "LSTM", "RNN", "Split");

  /** Input, weights, recurrent weights. */
  private static final int RECURRENT = 3;

  private Propagation() {}

  /** Of the outputs of which something is known, from the first on. */
  static List<Known> of(OnnxNode node, List<Known> inputs) {
    if (node.isStandard() && UNIFORM.contains(node.operator()) && !inputs.isEmpty()) {
      Known each = (node.is("Split") ? inputs.get(0).with(split(inputs)) : Known.of(inputs.get(0).type()).with(recurrent(inputs))).with(Extents.UNKNOWN);
      return node.outputs().stream().map(part -> each).toList();
    }
    return List.of(first(node, inputs).with(Sliding.of(node, inputs)), Known.of(ResultTypes.second(node)));
  }

  /** Whether each part surely has elements: they are as long as the second input says. */
  private static boolean split(List<Known> inputs) {
    return inputs.get(0).populated() && inputs.size() > 1 && inputs.get(1).values().least() >= 1;
  }

  /** Steps and batches are those of the first input, the rest that of the weights. */
  private static boolean recurrent(List<Known> inputs) {
    return inputs.size() >= RECURRENT && inputs.subList(0, RECURRENT).stream().allMatch(Known::populated);
  }

  private static Known first(OnnxNode node, List<Known> inputs) {
    if (inputs.isEmpty()) {
      return node.is("Constant") ? constant(node) : Known.NOTHING;
    }
    Known one = inputs.get(0);
    boolean populated = node.arePopulated(inputs);
    if (!node.isStandard()) {
      return Known.of(ResultTypes.first(node, inputs)).with(populated && switch (node.domain()) {
        case "ai.onnx.ml" -> ROWS.contains(node.operator());
        case "com.microsoft" -> MICROSOFT.contains(node.operator());
        default -> false;
      });
    }
    return switch (node.operator()) {
      case "Identity", "Squeeze", "Unsqueeze", "Transpose", "Flatten", "Reshape" -> one;
      case "Gather", "GatherElements", "GatherND" -> one.with(populated);
      case "Slice", "Compress", "Unique", "TopK" -> one.with(false);
      case "Expand", "Tile" -> one.with(one.populated() && inputs.size() == 2 && !inputs.get(1).values().nought()); // less than nought is refused in good order
      case "ReduceMax", "ReduceMin" -> one.populated() ? one : Known.of(one.type());
      case "Concat" -> inputs.stream().reduce(Known::or).orElse(one);
      case "Where" -> inputs.size() == 3 ? inputs.get(1).or(inputs.get(2)).with(populated) : Known.NOTHING;
      case "Cast" -> cast(node, one);
      case "CastLike" -> inputs.size() == 2 ? new Known(inputs.get(1).type(), one.populated(), cast(one, inputs.get(1).type())) : Known.NOTHING;
      case "Shape", "Size" -> one.shape();
      case "ArgMax", "ArgMin" -> Known.of(ElementType.INT64).with(populated);
      case "Clip" -> clip(node, one, inputs);
      case "Pad" -> Known.of(one.type()).with(one.populated() && inputs.size() > 1 && inputs.get(1).values().least() >= 0);
      case "Abs" -> one.with(one.values().abs());
      case "Neg" -> one.with(Whole.only(0).minus(one.values()));
      case "Max", "Min", "Add", "Sub", "Mul", "Div", "Mod" -> computed(node, inputs).with(populated);
      case "ConstantOfShape" -> filled(node, one);
      default -> ELEMENTWISE.contains(node.operator()) ? Known.of(one.type()).with(populated)
          : TRUTHS.contains(node.operator()) ? Known.of(ElementType.BOOL).with(populated) : Known.of(ResultTypes.first(node, inputs)).with(populated && POPULATED.contains(node.operator()));
    };
  }

  private static Known computed(OnnxNode node, List<Known> inputs) {
    Known all = inputs.get(0);
    for (Known next : inputs.subList(1, inputs.size())) {
      ElementType type = all.type().isKnown() ? all.type() : next.type();
      Whole one = all.values();
      Whole other = next.values();
      all = new Known(type, false, Whole.ANY).with(switch (node.operator()) {
        case "Max" -> one.max(other);
        case "Min" -> one.min(other);
        case "Add" -> one.plus(other);
        case "Sub" -> one.minus(other);
        case "Mul" -> one.times(other);
        case "Div" -> one.over(other);
        default -> one.modulo(other);
      });
    }
    return all;
  }

  private static Known clip(OnnxNode node, Known one, List<Known> inputs) {
    Whole values = one.values();
    if (inputs.size() > 1 && !node.inputs().get(1).isEmpty()) {
      values = values.max(inputs.get(1).values());
    }
    if (inputs.size() > 2 && !node.inputs().get(2).isEmpty()) {
      values = values.min(inputs.get(2).values());
    }
    return one.with(values);
  }

  private static Known cast(OnnxNode node, Known one) {
    Optional<OnnxAttribute> to = node.attribute("to").filter(OnnxAttribute::given);
    ElementType type = to.map(attribute -> ElementType.of(attribute.number())).orElse(ElementType.UNKNOWN);
    return new Known(type, one.populated(), cast(one, type));
  }

  /** Of a floating-point number, any may come. */
  private static Whole cast(Known one, ElementType type) {
    return one.type().isFollowed() ? one.values().as(type) : type.range();
  }

  private static Known constant(OnnxNode node) {
    Optional<OnnxConstant> tensor = node.attribute("value").or(() -> node.attribute("sparse_value")).filter(OnnxAttribute::given).flatMap(OnnxAttribute::tensor);
    Optional<OnnxConstant> number = node.attribute("value_int").filter(OnnxAttribute::given).map(one -> OnnxConstant.of(List.of(one.number()), true));
    Optional<OnnxConstant> numbers = node.attribute("value_ints").filter(OnnxAttribute::given).map(all -> OnnxConstant.of(all.numbers(), false));
    boolean floating = node.attribute("value_float").isPresent() || node.attribute("value_floats").isPresent();
    return tensor.or(() -> number).or(() -> numbers).map(Known::of).orElse(floating ? Known.of(ElementType.FLOAT) : Known.NOTHING);
  }

  private static Known filled(OnnxNode node, Known extents) {
    Optional<OnnxAttribute> value = node.attribute("value");
    Known one = value.isEmpty() ? Known.of(ElementType.FLOAT) : value.filter(OnnxAttribute::given).flatMap(OnnxAttribute::tensor).map(Known::of).orElse(Known.NOTHING);
    return one.with(extents.values().least() >= 1);
  }
}
