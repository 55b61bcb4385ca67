package io.sallyport.inference.internal;

import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code model-card.json} of a model bundle: what the model is, was made of and is not for (JSON Schema: {@code model-card.schema.json}).
 * Checked for what the platform can judge: that it is complete, and about this very model.
 */
public final class CardDocument {
  private static final String SCHEMA = "sallyport.model-card/1";
  private static final Set<String> KEYS = Set.of("schema", "name", "version", "summary", "intendedUse", "notFor", "deterministic", "learnsInOperation", "licence",
      "inputs", "outputs", "data", "training", "metrics", "limits", "contact");
  private static final int LONGEST = 4_096;

  private CardDocument() {}

  /** @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0020}, {@code -0021}, {@code SP-TRUST-000x} */
  public static JsonObject parse(byte[] utf8, ModelDocument model, String where) {
    JsonObject json = Json.parseObject(utf8, where);
    if (!json.string("schema").equals(SCHEMA)) {
      throw Refusals.badCard("the schema is not " + SCHEMA, where);
    }
    List<String> unknown = json.keys().stream().filter(key -> !KEYS.contains(key)).toList();
    if (!unknown.isEmpty()) {
      throw Refusals.badCard("the members " + unknown + " are unknown", where);
    }
    requireText(json, where, "summary", "intendedUse", "licence");
    requireSome(json.strings("notFor"), "notFor", where);
    requireSome(json.strings("limits"), "limits", where);
    json.bool("deterministic");
    json.bool("learnsInOperation");
    requireText(json.object("training"), where, "method");
    List<JsonObject> data = json.objects("data");
    requireSome(data, "data", where);
    data.forEach(one -> requireText(one, where, "name", "source", "licence", "use"));
    List<JsonObject> metrics = json.objects("metrics");
    requireSome(metrics, "metrics", where);
    metrics.forEach(one -> {
      requireText(one, where, "name", "on");
      one.number("value");
    });
    if (!json.string("name").equals(model.name()) || !json.string("version").equals(model.version())) {
      throw Refusals.foreignCard("it is of " + json.string("name") + " " + json.string("version") + ", the model is " + model.name() + " " + model.version(), where);
    }
    requireSame(json.objects("inputs"), model.inputs(), "inputs", where);
    requireSame(json.objects("outputs"), model.outputs(), "outputs", where);
    return json;
  }

  private static void requireText(JsonObject json, String where, String... keys) {
    for (String key : keys) {
      String text = json.string(key);
      if (text.isBlank() || text.length() > LONGEST) {
        throw Refusals.badCard(key + " is empty or longer than " + LONGEST + " characters", where);
      }
    }
  }

  private static void requireSome(List<?> list, String key, String where) {
    if (list.isEmpty()) {
      throw Refusals.badCard(key + " is empty", where);
    }
  }

  private static void requireSame(List<JsonObject> said, List<TensorSpec> declared, String key, String where) {
    List<String> card = new ArrayList<>();
    said.forEach(one -> {
      requireText(one, where, "name", "type", "description");
      card.add(one.string("name") + " " + one.string("type") + one.array("shape"));
    });
    List<String> model = declared.stream().map(spec -> spec.name() + " " + spec.type() + shape(spec)).toList();
    if (!card.equals(model)) {
      throw Refusals.foreignCard("its " + key + " are " + card + ", the model's are " + model, where);
    }
  }

  private static List<Object> shape(TensorSpec spec) {
    List<Object> extents = new ArrayList<>();
    for (long extent : spec.shape().toArray()) {
      extents.add(extent);
    }
    return extents;
  }
}
