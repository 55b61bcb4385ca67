package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Media;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The demo's model under further version numbers. */
public final class ModelVariant {
  private static final String NAME = "radiator-anomaly";

  private ModelVariant() {}

  /** The same model. @param medium that holds version 1.1.0 */
  public static NewPackage same(Media medium, String version) {
    return make(medium, version, UnaryOperator.identity());
  }

  /** The same model with golden vectors that it does not meet. @param medium that holds version 1.1.0 */
  public static NewPackage withWrongGolden(Media medium, String version) {
    return make(medium, version, ModelVariant::spoil);
  }

  private static NewPackage make(Media medium, String version, UnaryOperator<JsonObject> change) {
    BundleJar jar = BundleJar.read(read(medium));
    JsonObject model = Json.parseObject(jar.entry("model.json"), "model.json");
    JsonObject golden = Json.parseObject(jar.entry("golden.json"), "golden.json");
    List<JsonObject> vectors = golden.objects("vectors").stream().map(change).toList();
    model.optionalString("cardData").ifPresent(name -> jar.entry(name, renumbered(jar.entry(name), version)));
    model.optionalString("reference").ifPresent(name -> jar.entry(name, renumbered(jar.entry(name), version)));
    byte[] bundle = jar.header("Bundle-Version", version).header("Sallyport-Package", NAME + ";version=" + version)
        .entry("model.json", Json.write(model.toBuilder().put("version", version).build()))
        .entry("golden.json", Json.write(golden.toBuilder().put("vectors", vectors).build())).bytes();
    return new NewPackage(NAME, "model", version, bundle);
  }

  private static byte[] renumbered(byte[] document, String version) {
    return Json.write(Json.parseObject(document, "document").toBuilder().put("version", version).build());
  }

  private static JsonObject spoil(JsonObject vector) {
    JsonObject.Builder outputs = vector.object("outputs").toBuilder();
    vector.object("outputs").keys().forEach(name -> {
      List<Object> wrong = new ArrayList<>();
      vector.object("outputs").array(name).forEach(value -> wrong.add(((Number) value).doubleValue() + 1));
      outputs.put(name, wrong);
    });
    return vector.toBuilder().put("outputs", outputs.build()).build();
  }

  private static byte[] read(Media medium) {
    try {
      return Files.readAllBytes(medium.target(NAME, "1.1.0", ".jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
