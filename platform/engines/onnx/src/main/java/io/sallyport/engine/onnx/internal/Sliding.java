package io.sallyport.engine.onnx.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of the extents of an operator's first output. What is not said here is unknown. Stateless. */
final class Sliding {
  /** Give as many elements along each axis as there were in the first input. */
  private static final Set<String> SAME = Set.of("Abs", "BatchNormalization", "Cast", "Ceil", "Celu", "Clip", "Dropout", "Elu", "Erf", "Exp", "Floor", "HardSigmoid", "HardSwish", "Identity", "InstanceNormalization", "LRN",
      "LayerNormalization", "LeakyRelu", "Log", "LogSoftmax", "LpNormalization", "Mish", "Neg", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Softmax", "Softplus", "Softsign", "Sqrt", "Tanh", "ThresholdedRelu");
  private static final Set<String> STRETCHED = Set.of("Add", "Div", "Mul", "Pow", "Sub");
  private static final Set<String> POOLS = Set.of("AveragePool", "LpPool", "MaxPool");
  /** Axes before those that a window slides along: of batches, of channels. */
  private static final int FIRST_AXIS = 2;
  /** Beyond these, nothing is said, so that no sum overflows. */
  private static final long MOST = 1 << 20;
  private static final long LONGEST = 1L << 40;

  private Sliding() {}

  static Extents of(OnnxNode node, List<Known> inputs) {
    if (!node.isStandard() || inputs.isEmpty()) {
      return Extents.UNKNOWN;
    }
    Extents one = inputs.get(0).extents();
    if (SAME.contains(node.operator())) {
      return one;
    }
    if (node.is("PRelu")) {
      return inputs.size() == 2 && inputs.get(1).populated() ? one : Extents.UNKNOWN; // a slope of nothing leaves nothing
    }
    if (STRETCHED.contains(node.operator()) && inputs.size() == 2) {
      return one.stretched(inputs.get(1).extents());
    }
    if (node.is("Concat")) {
      return inputs.stream().map(Known::extents).reduce(Extents::or).orElse(Extents.UNKNOWN);
    }
    boolean convolution = node.is("Conv") && inputs.size() > 1;
    if ((!convolution && !POOLS.contains(node.operator())) || one.least().filter(picture -> picture.size() > FIRST_AXIS).isEmpty()) {
      return Extents.UNKNOWN;
    }
    List<Long> picture = one.least().get();
    long channels = !convolution ? picture.get(1) : inputs.get(1).populated() ? 1 : 0;
    return window(node).map(kernel -> slid(node, picture, channels, kernel)).orElse(Extents.UNKNOWN);
  }

  /** What ONNX Runtime requires the weights to agree with. */
  private static Optional<List<Long>> window(OnnxNode node) {
    return node.attribute("kernel_shape").filter(OnnxAttribute::given).map(OnnxAttribute::numbers);
  }

  private static Extents slid(OnnxNode node, List<Long> picture, long channels, List<Long> kernel) {
    if (kernel.size() + FIRST_AXIS != picture.size()) {
      return Extents.UNKNOWN;
    }
    List<Long> all = new ArrayList<>(List.of(picture.get(0), channels));
    for (int axis = 0; axis < kernel.size(); axis++) {
      all.add(places(node, picture.get(axis + FIRST_AXIS), kernel, axis));
    }
    return Extents.of(all);
  }

  /** Of a window at least; what a picture is filled up with by itself ({@code auto_pad}) only makes them more, and rounding up takes the last one away at most. */
  private static long places(OnnxNode node, long extent, List<Long> kernel, int axis) {
    long stride = at(node, "strides", axis, kernel.size(), 1);
    long dilation = at(node, "dilations", axis, kernel.size(), 1);
    long pads = Math.addExact(at(node, "pads", axis, 2 * kernel.size(), 0), at(node, "pads", axis + kernel.size(), 2 * kernel.size(), 0));
    long filled = node.attribute("auto_pad").isPresent() ? Math.min(pads, 0) : pads;
    boolean roundedUp = node.attribute("ceil_mode").filter(mode -> !mode.given() || mode.number() != 0).isPresent();
    if (stride < 1 || dilation < 1 || dilation > MOST || kernel.get(axis) < 1 || kernel.get(axis) > MOST || extent > LONGEST) {
      return 0;
    }
    long left = extent + filled - dilation * (kernel.get(axis) - 1) - 1;
    return left < 0 ? 0 : Math.max(0, left / stride + 1 - (roundedUp ? 1 : 0));
  }

  /** A number of a list that may be left out; 0, by which nothing is known, if it is not as long as it has to be, or too large. */
  private static long at(OnnxNode node, String name, int place, int size, long otherwise) {
    Optional<OnnxAttribute> attribute = node.attribute(name);
    if (attribute.isEmpty()) {
      return otherwise;
    }
    boolean known = attribute.get().given() && attribute.get().numbers().size() == size && Math.abs(attribute.get().numbers().get(place)) <= MOST;
    return known ? attribute.get().numbers().get(place) : name.equals("pads") ? -LONGEST : 0;
  }
}
