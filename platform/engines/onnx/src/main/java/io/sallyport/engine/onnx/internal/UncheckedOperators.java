package io.sallyport.engine.onnx.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses nodes with which ONNX Runtime reads, writes or divides without looking, so that a call, or the model alone, ends the JVM. Found by trying operators in processes of
 * their own (ADR 0035, 0040), not by reading all of them. Stateless.
 */
final class UncheckedOperators {
  private static final String MICROSOFT = "com.microsoft";
  private static final int FRAME = 3;
  /** Indices of groups, of Microsoft's {@code MatMulNBits}. */
  private static final int GROUPS = 4;
  /** They take places in memory from their inputs, or, as {@code Inverse} does, from extents that do not fit each other. */
  private static final Set<String> BY_PLACE = Set.of("CropAndResize", "EmbedLayerNormalization", "Inverse", "RotaryEmbedding", "WordConvEmbedding");
  /** They divide by extents, read the first element that is not there, or end with an exception that nobody catches. */
  private static final Set<String> OF_EMPTY = Set.of("DFT", "GRU", "GatherND", "LRN", "LSTM", "LpNormalization", "OneHot");
  /** So do these, Microsoft's and ONNX's own, for any of their inputs. */
  private static final Set<String> OF_ANY_EMPTY = Set.of("DynamicQuantizeLSTM", "DynamicQuantizeMatMul", "Einsum");
  /** So do these, by blocks. */
  private static final Set<String> QUANTISING = Set.of("DequantizeLinear", "QuantizeLinear");
  /** Inputs by which they divide. */
  private static final Map<String, List<Integer>> DIVIDING = Map.of("Col2Im", List.of(1, 2), "STFT", List.of(1, FRAME));
  /** Beyond these, a diagonal's place is computed wrong. */
  private static final long FARTHEST_DIAGONAL = 1L << 31;
  /** Attributes by which is divided, in whatever operator. */
  private static final Set<String> DIVISORS = Set.of("strides", "group", "num_outputs");

  /** Attributes that are places in a row of inputs. */
  private static final Set<String> FEATURES = Set.of("nodes_featureids");

  private UncheckedOperators() {}

  /** @param inputs what is known of them @throws RefusedException {@code SP-MODEL-0085} */
  static void require(OnnxNode node, List<Known> inputs, String where) {
    boolean microsoft = node.domain().equals(MICROSOFT);
    if (node.is("MaxUnpool") || microsoft && BY_PLACE.contains(node.operator())) {
      throw refused(node, "takes places in memory from its inputs, unchecked", where);
    }
    if (node.domain().equals("ai.onnx.ml") && node.operator().equals("FeatureVectorizer")) {
      throw refused(node, "writes beyond its output where its inputs have not as many rows", where);
    }
    if (node.operator().equals("Trilu") && inputs.size() > 1 && !node.inputs().get(1).isEmpty() && (node.isStandard() || microsoft)) {
      Whole diagonal = inputs.get(1).values();
      if (diagonal.least() < -FARTHEST_DIAGONAL || diagonal.most() > FARTHEST_DIAGONAL) {
        throw refused(node, "takes a diagonal from its inputs, unchecked", where);
      }
    }
    if (!inputs.isEmpty() && !node.arePopulated(inputs) && endsByNothing(node, inputs)) {
      throw refused(node, "does not survive an empty tensor, which its input may be", where);
    }
    if (node.isMicrosofts("MatMulNBits") && node.has(GROUPS)) {
      throw refused(node, "takes places in memory from its input of groups, unchecked", where);
    }
    if (node.is("GatherND") && node.attribute("batch_dims").filter(batches -> !batches.given() || batches.number() != 0).isPresent()) {
      throw refused(node, "divides by batches of its inputs, which may not fit each other", where);
    }
    List<Integer> dividing = node.isStandard() ? DIVIDING.getOrDefault(node.operator(), List.of()) : List.of();
    if (dividing.stream().anyMatch(input -> node.has(input) && inputs.get(input).values().least() < 1)) {
      throw refused(node, "divides by an input that may be less than 1", where);
    }
    attribute(node, DIVISORS, 1).ifPresent(name -> {
      throw refused(node, "divides by its attribute " + name + ", which is not positive", where);
    });
    attribute(node, FEATURES, 0).ifPresent(name -> {
      throw refused(node, "reads what its attribute " + name + " says, which is negative", where);
    });
  }

  /** Whether it does not survive that what is not sure to have elements has none. */
  private static boolean endsByNothing(OnnxNode node, List<Known> inputs) {
    boolean any = (node.domain().equals(MICROSOFT) || node.isStandard()) && OF_ANY_EMPTY.contains(node.operator());
    boolean blocks = node.isStandard() && QUANTISING.contains(node.operator()) && node.attribute("block_size").filter(size -> !size.given() || size.number() != 0).isPresent();
    boolean first = node.isStandard() && (OF_EMPTY.contains(node.operator()) || node.operator().startsWith("Reduce") && inputs.size() > 1 && !isList(inputs.get(1)) || node.is("Unique") && node.attribute("axis").isPresent());
    return any || blocks || first && !inputs.get(0).populated();
  }

  /** Whether it surely has one axis; of what is left out, that is not so. */
  private static boolean isList(Known axes) {
    return axes.extents().least().filter(all -> all.size() == 1).isPresent();
  }

  /** One of these that is less than {@code least}. */
  private static Optional<String> attribute(OnnxNode node, Set<String> names, long least) {
    return node.attributes().entrySet().stream().filter(entry -> names.contains(entry.getKey()) && entry.getValue().given() && isLess(entry.getValue(), least)).map(Map.Entry::getKey).findFirst();
  }

  private static boolean isLess(OnnxAttribute attribute, long least) {
    return attribute.numbers().isEmpty() ? attribute.number() < least : attribute.numbers().stream().anyMatch(number -> number < least);
  }

  private static RefusedException refused(OnnxNode node, String what, String where) {
    return new RefusedException(new Refusal("SP-MODEL-0085", "the operator " + what + ", which could end the appliance: " + node, where,
        "have the publisher write the model without it; ADR 0035 and 0040 say which operators these are"));
  }
}
