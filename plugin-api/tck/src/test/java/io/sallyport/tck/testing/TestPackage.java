package io.sallyport.tck.testing;

import io.sallyport.signedrepo.PackageWriter;
import io.sallyport.tck.Platform;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.verify.sbom.Bom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.framework.Version;

/** A package's folder that keeps every static rule, unless something in it is changed before it is written. */
public final class TestPackage {
  public static final String NAME = "limits";
  public static final String VERSION = "1.0.0";
  private static final String JAR = NAME + "-" + VERSION + ".jar";

  private static final String CARD = "{'schema': 'sallyport.model-card/1', 'name': 'limits', 'version': '1.0.0', 'summary': 's', 'intendedUse': 'u', 'notFor': ['n'],"
      + " 'deterministic': true, 'learnsInOperation': false, 'licence': 'Apache-2.0', 'inputs': [{'name': 'x', 'type': 'FP32', 'shape': [1, 2], 'description': 'd'}],"
      + " 'outputs': [{'name': 'y', 'type': 'FP32', 'shape': [1, 1], 'description': 'd'}], 'data': [{'name': 'd', 'source': 's', 'licence': 'l', 'use': 'u'}],"
      + " 'training': {'method': 'm'}, 'metrics': [{'name': 'area', 'value': 0.9, 'on': 'test'}], 'limits': ['few data']}";
  private static final String REFERENCE = "{'schema': 'sallyport.reference/1', 'name': 'limits', 'version': '1.0.0', 'data': 'd', 'window': 100,"
      + " 'features': [{'name': 'x', 'input': 'x', 'take': 'last', 'edges': [0], 'counts': [1, 1], 'mean': 0, 'deviation': 1}]}";

  private final String kind;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private TestJar jar;
  private byte[] bundle;
  private UnaryOperator<JsonObject.Builder> descriptor = builder -> builder;
  private UnaryOperator<JsonObject> sbom = bom -> bom;
  private boolean reads = true;

  public TestPackage(String kind) {
    this.kind = kind;
    this.jar = (kind.equals("model") ? model() : new TestJar(NAME, VERSION)).header("Bundle-License", "Apache-2.0");
    files.put("CHANGELOG.md", ("# " + NAME + " " + VERSION + "\nFirst release.\n").getBytes(StandardCharsets.UTF_8));
  }

  private static TestJar model() {
    byte[] weights = "weights".getBytes(StandardCharsets.UTF_8);
    return new TestJar(NAME, VERSION).header("Sallyport-Model", "model.json").entry("model.onnx", weights)
        .entry("model.json", document(Digests.sha256(weights)))
        .entry("golden.json", "{\"tolerance\": 0.001, \"vectors\": [{\"inputs\": {\"x\": [1, 2]}, \"outputs\": {\"y\": [3]}}]}".getBytes(StandardCharsets.UTF_8))
        .entry("model-card.md", "What it is for, trained on, measured at, and not for. ".repeat(8).getBytes(StandardCharsets.UTF_8));
  }

  /** A {@code model.json}. */
  public static byte[] document(String sha256) {
    return ("{\"schema\": \"sallyport.model/1\", \"name\": \"limits\", \"version\": \"1.0.0\", \"format\": \"onnx\", \"file\": \"model.onnx\", \"sha256\": \"" + sha256
        + "\", \"inputs\": [{\"name\": \"x\", \"type\": \"FP32\", \"shape\": [1, 2]}], \"outputs\": [{\"name\": \"y\", \"type\": \"FP32\", \"shape\": [1, 1]}], "
        + "\"golden\": \"golden.json\", \"card\": \"model-card.md\"}").getBytes(StandardCharsets.UTF_8);
  }

  /** A model with a card for machines and a reference, in both of which one text is replaced; none if it is empty. */
  public static TestPackage withDocuments(String from, String to) {
    byte[] weights = "weights".getBytes(StandardCharsets.UTF_8);
    String document = new String(document(Digests.sha256(weights)), StandardCharsets.UTF_8)
        .replace("\"card\": \"model-card.md\"", "\"card\": \"model-card.md\", \"cardData\": \"model-card.json\", \"reference\": \"reference.json\"");
    return new TestPackage("model").jar(jar -> jar.entry("model.json", document.getBytes(StandardCharsets.UTF_8))
        .entry("model-card.json", CARD.replace('\'', '"').replace(from.isEmpty() ? "\n" : from, to).getBytes(StandardCharsets.UTF_8))
        .entry("reference.json", REFERENCE.replace('\'', '"').replace(from.isEmpty() ? "\n" : from, to).getBytes(StandardCharsets.UTF_8)));
  }

  /** A model that runs on a server behind a conduit of this name, which the descriptor asks for. */
  public static TestPackage remote(String conduit) {
    JsonObject document = Json.parseObject(document("00".repeat(32)), "model.json").toBuilder().put("format", "oip").remove("file").remove("sha256")
        .put("remote", JsonObject.builder().put("conduit", conduit).put("model", NAME).put("version", VERSION).build()).build();
    return new TestPackage("model").jar(jar -> jar.entry("model.json", Json.write(document))).descriptor(json -> json.put("conduits", List.of(named(conduit))));
  }

  /** A path whose address the site decides. */
  public static JsonObject named(String conduit) {
    return JsonObject.builder().put("direction", "out").put("protocol", "oip").put("name", conduit).put("why", "asks the inference server in the hall").build();
  }

  public TestPackage jar(UnaryOperator<TestJar> change) {
    jar = change.apply(jar);
    return this;
  }

  /** Other bytes than a good jar's. */
  public TestPackage bundle(byte[] bytes) {
    bundle = bytes;
    return this;
  }

  public TestPackage descriptor(UnaryOperator<JsonObject.Builder> change) {
    descriptor = change;
    return this;
  }

  public TestPackage sbom(UnaryOperator<JsonObject> change) {
    sbom = change;
    return this;
  }

  public TestPackage file(String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** No bill of materials: the bundle cannot be looked into. */
  public TestPackage unreadable() {
    reads = false;
    return this;
  }

  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    byte[] bytes = bundle == null ? jar.bytes() : bundle;
    Files.write(folder.resolve(JAR), bytes);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    List<JsonObject> parts = new ArrayList<>(List.of(part(JAR, "bundle"), part("CHANGELOG.md", "changelog")));
    if (reads) {
      Files.writeString(folder.resolve("sbom.cdx.json"), Json.pretty(sbom.apply(Bom.ofPackage(NAME, VERSION, kind, folder.resolve(JAR), List.of(), List.of()))));
      parts.add(part("sbom.cdx.json", "sbom"));
    }
    JsonObject.Builder template = JsonObject.builder().put("schema", "sallyport.package/1").put("name", NAME).put("kind", kind).put("version", VERSION).put("publisher", "Acme").put("summary", "A test")
        .put("api", api()).put("gxp", "none").put("parts", parts);
    if (kind.equals("connector")) {
      template.put("conduits", List.of(conduit("10.0.0.7", "reads the pump's registers")));
    }
    Path file = folder.resolve("package.json");
    Files.writeString(file, Json.pretty(descriptor.apply(template).build()));
    PackageWriter.write(folder, file, Optional.empty());
    return folder;
  }

  /** The range that fits the present API. */
  public static String api() {
    Version api = Platform.own().api();
    return "[" + api.getMajor() + "." + api.getMinor() + "," + api.getMajor() + "." + (api.getMinor() + 1) + ")";
  }

  public static JsonObject conduit(String address, String why) {
    return JsonObject.builder().put("direction", "out").put("protocol", "modbus").put("address", address).put("port", 502).put("why", why).build();
  }

  public static JsonObject part(String path, String role) {
    return JsonObject.builder().put("path", path).put("role", role).build();
  }
}
