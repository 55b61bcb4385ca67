package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Media;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The demo's model as one that runs on a server behind a conduit: the same golden vectors, no weights. */
public final class RemoteVariant {
  public static final String NAME = "radiator-remote";
  public static final String VERSION = "1.0.0";
  public static final String CONDUIT = "edge-2";
  private static final String MODEL = "radiator-anomaly";
  private static final String MODEL_VERSION = "1.1.0";

  private RemoteVariant() {}

  /** @param medium that holds version 1.1.0 of the model */
  public static NewPackage of(Media medium) {
    BundleJar model = model(medium);
    JsonObject document = Json.parseObject(model.entry("model.json"), "model.json").toBuilder().put("name", NAME).put("version", VERSION).put("format", "oip")
        .remove("file").remove("sha256").remove("cardData").remove("reference")
        .put("remote", JsonObject.builder().put("conduit", CONDUIT).put("model", MODEL).put("version", MODEL_VERSION).build()).build();
    byte[] bundle = BundleJar.named("io.sallyport.model." + NAME, VERSION).header("Sallyport-Package", NAME).header("Sallyport-Model", "model.json").header("Bundle-License", "Apache-2.0")
        .entry("model.json", Json.write(document)).entry("golden.json", model.entry("golden.json")).entry("model-card.md", model.entry("model-card.md")).bytes();
    JsonObject conduit = JsonObject.builder().put("direction", "out").put("protocol", "oip").put("name", CONDUIT).put("why", "asks the inference server in the hall").build();
    return new NewPackage(NAME, "model", VERSION, bundle).described(json -> json.toBuilder().put("conduits", List.of(conduit)).build());
  }

  /** The golden vectors of the model that the server has. */
  public static JsonObject golden(Media medium) {
    return Json.parseObject(model(medium).entry("golden.json"), "golden.json");
  }

  private static BundleJar model(Media medium) {
    try {
      return BundleJar.read(Files.readAllBytes(medium.target(MODEL, MODEL_VERSION, ".jar")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
