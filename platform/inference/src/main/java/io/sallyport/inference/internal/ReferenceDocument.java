package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code reference.json} of a model bundle: what its inputs and outputs looked like on data that it was made for (ADR 0023).
 *
 * @param data what it was taken of, in words
 * @param window calls that are compared with it at a time
 */
public record ReferenceDocument(String data, int window, List<Feature> features) {
  private static final String SCHEMA = "sallyport.reference/1";
  private static final int MOST_FEATURES = 256;
  private static final int MOST_EDGES = 100;
  private static final int SHORTEST_WINDOW = 100;
  private static final int LONGEST_WINDOW = 1_000_000;
  private static final double PSI_LIMIT = 0.25;
  private static final double KS_LIMIT = 0.2;

  /**
   * What one call gives: the last value of a slice in row-major order, or the mean of its values; or, of the whole tensor, their standard deviation,
   * or the mean distance of neighbours on the last axis, which falls when a picture is blurred.
   */
  enum Take { LAST, MEAN, DEVIATION, ROUGHNESS }

  /**
   * One number of each call.
   *
   * @param axis of the tensor along which {@code index} chooses a slice; empty for the whole tensor
   * @param edges upper bounds of the bins, each included, ascending; one bin more lies beyond the last
   * @param counts per bin
   */
  public record Feature(String name, String tensor, boolean input, Optional<Integer> axis, int index, Take take, List<Double> edges, List<Long> counts,
      double mean, double deviation, double psiLimit, double ksLimit) {
    long total() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /** @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0022}, {@code -0023}, {@code SP-TRUST-000x} */
  public static ReferenceDocument parse(byte[] utf8, ModelDocument model, String where) {
    JsonObject json = Json.parseObject(utf8, where);
    if (!json.string("schema").equals(SCHEMA)) {
      throw Refusals.badReference("the schema is not " + SCHEMA, where);
    }
    if (!json.string("name").equals(model.name()) || !json.string("version").equals(model.version())) {
      throw Refusals.foreignReference("it is of " + json.string("name") + " " + json.string("version") + ", the model is " + model.name() + " " + model.version(), where);
    }
    long window = json.integer("window");
    List<JsonObject> objects = json.objects("features");
    if (window < SHORTEST_WINDOW || window > LONGEST_WINDOW || objects.isEmpty() || objects.size() > MOST_FEATURES) {
      throw Refusals.badReference("a window of " + SHORTEST_WINDOW + " to " + LONGEST_WINDOW + " calls and 1 to " + MOST_FEATURES + " features are needed", where);
    }
    Optional<JsonObject> limits = json.optionalObject("limits");
    double psi = limits.map(values -> values.number("psi")).orElse(PSI_LIMIT);
    double ks = limits.map(values -> values.number("ks")).orElse(KS_LIMIT);
    List<Feature> features = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonObject object : objects) {
      Feature feature = feature(object, model, psi, ks, where);
      if (!names.add(feature.name)) {
        throw Refusals.badReference("the feature " + feature.name + " is there twice", where);
      }
      features.add(feature);
    }
    return new ReferenceDocument(json.string("data"), (int) window, List.copyOf(features));
  }

  private static Feature feature(JsonObject json, ModelDocument model, double psi, double ks, String where) {
    String name = json.string("name");
    boolean input = json.has("input");
    if (input == json.has("output")) {
      throw Refusals.badReference(name + " is not of one input or one output", where);
    }
    String tensor = json.string(input ? "input" : "output");
    TensorSpec spec = (input ? model.inputs() : model.outputs()).stream().filter(one -> one.name().equals(tensor)).findFirst()
        .orElseThrow(() -> Refusals.foreignReference("the model has no " + (input ? "input " : "output ") + tensor, where));
    Optional<Integer> axis = json.optionalInteger("axis").map(Long::intValue);
    long index = axis.isPresent() ? json.integer("index") : 0;
    axis.ifPresent(value -> requireSlice(spec, value, index, where));
    Take take = take(json.string("take"), where);
    if (axis.isPresent() && (take == Take.DEVIATION || take == Take.ROUGHNESS)) {
      throw Refusals.badReference(name + " takes the " + json.string("take") + ", which is of a whole tensor, not of a slice", where);
    }
    Optional<JsonObject> limits = json.optionalObject("limits");
    Feature feature = new Feature(name, tensor, input, axis, (int) index, take, numbers(json, "edges", where), counts(json, where),
        json.number("mean"), json.number("deviation"), limits.map(values -> values.number("psi")).orElse(psi), limits.map(values -> values.number("ks")).orElse(ks));
    requireSound(feature, where);
    return feature;
  }

  private static void requireSlice(TensorSpec spec, int axis, long index, String where) {
    long[] extents = spec.shape().toArray();
    if (axis < 0 || axis >= extents.length || extents[axis] == Shape.DYNAMIC || index < 0 || index >= extents[axis]) {
      throw Refusals.foreignReference(spec.name() + " is " + spec.shape() + ": there is no fixed index " + index + " on its axis " + axis, where);
    }
  }

  private static void requireSound(Feature feature, String where) {
    boolean ascending = true;
    for (int i = 1; i < feature.edges.size(); i++) {
      ascending &= feature.edges.get(i) > feature.edges.get(i - 1);
    }
    boolean sound = ascending && !feature.edges.isEmpty() && feature.edges.size() <= MOST_EDGES && feature.counts.size() == feature.edges.size() + 1
        && feature.counts.stream().allMatch(count -> count >= 0) && feature.total() > 0 && feature.deviation >= 0 && feature.psiLimit > 0 && feature.ksLimit > 0;
    if (!sound) {
      throw Refusals.badReference(feature.name + " needs 1 to " + MOST_EDGES + " ascending edges, one count more than edges, and limits above 0", where);
    }
  }

  private static Take take(String text, String where) {
    return switch (text) {
      case "last" -> Take.LAST;
      case "mean" -> Take.MEAN;
      case "deviation" -> Take.DEVIATION;
      case "roughness" -> Take.ROUGHNESS;
      default -> throw Refusals.badReference("take is " + text + ", not last, mean, deviation or roughness", where);
    };
  }

  private static List<Double> numbers(JsonObject json, String key, String where) {
    List<Double> numbers = new ArrayList<>();
    for (Object value : json.array(key)) {
      if (!(value instanceof Number number)) {
        throw Refusals.badReference("a value of " + key + " is not a number", where);
      }
      numbers.add(number.doubleValue());
    }
    return List.copyOf(numbers);
  }

  private static List<Long> counts(JsonObject json, String where) {
    List<Long> counts = new ArrayList<>();
    for (Object value : json.array("counts")) {
      if (!(value instanceof Long count)) {
        throw Refusals.badReference("a count is not a whole number", where);
      }
      counts.add(count);
    }
    return List.copyOf(counts);
  }
}
