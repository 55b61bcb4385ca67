package io.sallyport.inference.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code model.json} of a model bundle (ADR 0002, "Bundle headers").
 *
 * @param file name of the weights' entry; empty if the model runs elsewhere
 * @param sha256 of the weights; empty if the model runs elsewhere
 * @param card entry of the model card for people, Markdown
 * @param cardData entry of the model card for machines, JSON
 * @param reference entry of the statistics that live data are compared with
 * @param remote where it runs, if not here
 */
public record ModelDocument(String name, String version, String format, String file, String sha256, List<TensorSpec> inputs, List<TensorSpec> outputs,
    String golden, Optional<String> card, Optional<String> cardData, Optional<String> reference, Map<String, List<Double>> parameters, ModelLimits limits, Optional<RemotePlace> remote) {
  /** Of the number of elements: what is more could not be counted in bytes. */
  private static final int MOST_BITS = 48;
  private static final String SCHEMA = "sallyport.model/1";
  private static final int MOST_TENSORS = 64;
  private static final int MOST_PARAMETERS = 256;

  /** @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0002}, {@code SP-TRUST-000x} */
  public static ModelDocument parse(byte[] utf8, String where) {
    JsonObject json = Json.parseObject(utf8, where);
    if (!json.string("schema").equals(SCHEMA)) {
      throw Refusals.badDocument("the schema is not " + SCHEMA, where);
    }
    Optional<RemotePlace> remote = RemotePlace.parse(json, where);
    if (remote.isPresent() && (json.has("file") || json.has("sha256"))) {
      throw Refusals.badDocument("a model is either in the package (file, sha256) or runs elsewhere (remote), not both", where);
    }
    String file = remote.isPresent() ? "" : json.string("file");
    String sha256 = remote.isPresent() ? "" : json.string("sha256");
    if (remote.isEmpty() && !Digests.isSha256(sha256)) {
      throw Refusals.badDocument("sha256 is not a lower-case hex SHA-256", where);
    }
    return new ModelDocument(json.string("name"), json.string("version"), json.string("format"), file, sha256,
        specs(json, "inputs", where), specs(json, "outputs", where), json.string("golden"), json.optionalString("card"),
        json.optionalString("cardData"), json.optionalString("reference"), parameters(json, where), ModelLimits.parse(json, where), remote);
  }

  private static List<TensorSpec> specs(JsonObject json, String key, String where) {
    List<TensorSpec> specs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonObject one : json.objects(key)) {
      String name = one.string("name");
      if (!names.add(name)) {
        throw Refusals.badDocument(key + " has the name " + name + " twice", where);
      }
      specs.add(new TensorSpec(name, type(one.string("type"), where), shape(one.array("shape"), where)));
    }
    if (specs.isEmpty() || specs.size() > MOST_TENSORS) {
      throw Refusals.badDocument(key + " must be 1 to " + MOST_TENSORS, where);
    }
    return List.copyOf(specs);
  }

  private static DataType type(String name, String where) {
    try {
      return DataType.of(name);
    } catch (IllegalArgumentException e) {
      throw Refusals.badDocument("the data type " + name + " is unknown", where);
    }
  }

  private static Shape shape(List<Object> extents, String where) {
    long[] values = new long[extents.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(extents.get(i) instanceof Long extent)) {
        throw Refusals.badDocument("an extent is not a whole number", where);
      }
      values[i] = extent;
    }
    try {
      Shape shape = Shape.of(values);
      if (Arrays.stream(values).map(Math::abs).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply).bitLength() > MOST_BITS) {
        throw Refusals.badDocument("the shape " + shape + " has more elements than any tensor", where);
      }
      return shape;
    } catch (IllegalArgumentException e) {
      throw Refusals.badDocument(e.getMessage(), where);
    }
  }

  private static Map<String, List<Double>> parameters(JsonObject json, String where) {
    Map<String, List<Double>> parameters = new LinkedHashMap<>();
    JsonObject object = json.optionalObject("parameters").orElse(JsonObject.builder().build());
    for (Map.Entry<String, Object> entry : object.map().entrySet()) {
      List<?> values = entry.getValue() instanceof List<?> list ? list : List.of(entry.getValue());
      List<Double> numbers = new ArrayList<>();
      for (Object value : values) {
        if (!(value instanceof Number number)) {
          throw Refusals.badDocument("the parameter " + entry.getKey() + " is not a number or a list of numbers", where);
        }
        numbers.add(number.doubleValue());
      }
      if (numbers.isEmpty() || parameters.size() == MOST_PARAMETERS) {
        throw Refusals.badDocument(numbers.isEmpty() ? "the parameter " + entry.getKey() + " is empty" : "too many parameters", where);
      }
      parameters.put(entry.getKey(), List.copyOf(numbers));
    }
    return parameters;
  }
}
