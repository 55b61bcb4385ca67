package io.sallyport.engine.onnx.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses nodes with which ONNX Runtime reads, writes or divides without looking, so that a call, or the model alone, ends the JVM. Found by trying operators in processes of
 * their own (ADR 0035), not by reading all of them. Stateless.
 */
final class UncheckedOperators {
  private static final String MICROSOFT = "com.microsoft";
  /** They take places in memory from their inputs. */
  private static final Set<String> BY_PLACE = Set.of("CropAndResize", "EmbedLayerNormalization", "RotaryEmbedding", "WordConvEmbedding");
  /** They divide by extents, or read the first element that is not there. */
  private static final Set<String> OF_EMPTY = Set.of("DFT", "OneHot");
  /** Beyond these, a diagonal's place is computed wrong. */
  private static final long FARTHEST_DIAGONAL = 1L << 31;
  /** Attributes by which is divided, in whatever operator. */
  private static final Set<String> DIVISORS = Set.of("strides", "group");

  /** Attributes that are places in a row of inputs. */
  private static final Set<String> FEATURES = Set.of("nodes_featureids");

  private UncheckedOperators() {}

  /** @param inputs what is known of them @throws RefusedException {@code SP-MODEL-0085} */
  static void require(OnnxNode node, List<Known> inputs, String where) {
    boolean microsoft = node.domain().equals(MICROSOFT);
    if (node.is("MaxUnpool") || microsoft && BY_PLACE.contains(node.operator())) {
      throw refused(node, "takes places in memory from its inputs, unchecked", where);
    }
    if (node.operator().equals("Trilu") && inputs.size() > 1 && !node.inputs().get(1).isEmpty() && (node.isStandard() || microsoft)) {
      Whole diagonal = inputs.get(1).values();
      if (diagonal.least() < -FARTHEST_DIAGONAL || diagonal.most() > FARTHEST_DIAGONAL) {
        throw refused(node, "takes a diagonal from its inputs, unchecked", where);
      }
    }
    boolean ofEmpty = node.isStandard() && OF_EMPTY.contains(node.operator()) || microsoft && node.operator().equals("Inverse");
    if (ofEmpty && !inputs.isEmpty() && !inputs.get(0).populated()) {
      throw refused(node, "does not survive an empty tensor, which its input may be", where);
    }
    attribute(node, DIVISORS, 1).ifPresent(name -> {
      throw refused(node, "divides by its attribute " + name + ", which is not positive", where);
    });
    attribute(node, FEATURES, 0).ifPresent(name -> {
      throw refused(node, "reads what its attribute " + name + " says, which is negative", where);
    });
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
        "have the publisher write the model without it; ADR 0035 says which operators these are"));
  }
}
