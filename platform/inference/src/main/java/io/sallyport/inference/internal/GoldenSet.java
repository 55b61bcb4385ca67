package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code golden.json} of a model bundle (ADR 0002, "Bundle headers").
 *
 * @param tolerance largest difference, relative to {@code max(1, |expected|)}
 */
public record GoldenSet(double tolerance, List<GoldenVector> vectors) {
  private static final int MOST = 1_000;

  /**
   * Every vector must have all inputs and all outputs. A dynamic extent of an input or output is taken to be 1.
   *
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0007}, {@code SP-TRUST-000x}
   */
  public static GoldenSet parse(byte[] utf8, ModelDocument model, String where) {
    JsonObject json = Json.parseObject(utf8, where);
    double tolerance = json.number("tolerance");
    List<JsonObject> objects = json.objects("vectors");
    if (!(tolerance >= 0 && tolerance < 1) || objects.isEmpty() || objects.size() > MOST) {
      throw Refusals.badGolden("the tolerance must be in 0 … 1 and there must be 1 to " + MOST + " vectors", where);
    }
    List<GoldenVector> vectors = new ArrayList<>();
    for (JsonObject object : objects) {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      values(object.object("inputs"), model.inputs(), where).forEach((spec, values) -> inputs.put(spec.name(), TensorValues.of(spec, values)));
      Map<String, List<Double>> outputs = new LinkedHashMap<>();
      values(object.object("outputs"), model.outputs(), where).forEach((spec, values) -> outputs.put(spec.name(), values));
      vectors.add(new GoldenVector(object.optionalString("what").orElse(""), inputs, outputs));
    }
    return new GoldenSet(tolerance, List.copyOf(vectors));
  }

  private static Map<TensorSpec, List<Double>> values(JsonObject object, List<TensorSpec> specs, String where) {
    if (!object.keys().equals(Set.copyOf(specs.stream().map(TensorSpec::name).toList()))) {
      throw Refusals.badGolden("a vector's names " + object.keys() + " are not the declared ones", where);
    }
    Map<TensorSpec, List<Double>> all = new LinkedHashMap<>();
    for (TensorSpec spec : specs) {
      List<Double> numbers = new ArrayList<>();
      for (Object value : object.array(spec.name())) {
        if (!(value instanceof Number number)) {
          throw Refusals.badGolden("a value of " + spec.name() + " is not a number", where);
        }
        numbers.add(number.doubleValue());
      }
      TensorSpec concrete = new TensorSpec(spec.name(), spec.type(), concrete(spec.shape()));
      if (numbers.size() != concrete.shape().elements()) {
        throw Refusals.badGolden(spec.name() + " has " + numbers.size() + " values, not " + concrete.shape().elements(), where);
      }
      all.put(concrete, List.copyOf(numbers));
    }
    return all;
  }

  private static Shape concrete(Shape shape) {
    long[] extents = shape.toArray();
    for (int i = 0; i < extents.length; i++) {
      extents[i] = extents[i] == Shape.DYNAMIC ? 1 : extents[i];
    }
    return Shape.of(extents);
  }
}
