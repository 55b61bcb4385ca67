package io.sallyport.itests.appliance.forge;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A package made in memory: one bundle with its descriptor, SBOM and changelog.
 *
 * @param payloads further files, as large as may be, by name; they move to the medium
 * @param change what is different in the descriptor
 */
public record NewPackage(String name, String kind, String version, byte[] bundle, Map<String, Path> payloads, UnaryOperator<byte[]> change) {
  public NewPackage(String name, String kind, String version, byte[] bundle) {
    this(name, kind, version, bundle, Map.of());
  }

  public NewPackage(String name, String kind, String version, byte[] bundle, Map<String, Path> payloads) {
    this(name, kind, version, bundle, payloads, UnaryOperator.identity());
  }

  /** The same with other bytes as its descriptor. */
  public NewPackage written(UnaryOperator<byte[]> otherwise) {
    return new NewPackage(name, kind, version, bundle, payloads, otherwise);
  }

  /** The same with a descriptor that says something else. */
  public NewPackage described(UnaryOperator<JsonObject> otherwise) {
    return written(bytes -> Json.write(otherwise.apply(Json.parseObject(bytes, "descriptor"))));
  }

  /** The package's files but the payloads by target path, the descriptor last. */
  Map<String, byte[]> targets() {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(name + "-" + version + ".jar", bundle);
    parts.put("sbom.cdx.json", sbom());
    parts.put("CHANGELOG.md", ("# " + version + "\n\nMade by a test.\n").getBytes(StandardCharsets.UTF_8));
    Map<String, byte[]> targets = new LinkedHashMap<>();
    parts.forEach((file, bytes) -> targets.put(path(file), bytes));
    targets.put(path("package.json"), descriptor(parts));
    return targets;
  }

  /** The payloads by target path. */
  Map<String, Path> payloadTargets() {
    Map<String, Path> targets = new LinkedHashMap<>();
    payloads.forEach((file, content) -> targets.put(path(file), content));
    return targets;
  }

  JsonObject custom() {
    return JsonObject.builder().put("kind", kind).put("name", name).put("version", version).build();
  }

  private String path(String file) {
    return "packages/" + name + "/" + version + "/" + file;
  }

  private byte[] descriptor(Map<String, byte[]> parts) {
    List<JsonObject> list = new ArrayList<>();
    parts.forEach((file, bytes) -> list.add(part(file, bytes.length, Digests.sha256(bytes))));
    payloads.forEach((file, content) -> list.add(part(file, length(content), Digests.sha256(content))));
    JsonObject descriptor = JsonObject.builder().put("schema", "sallyport.package/1").put("name", name).put("kind", kind).put("version", version)
        .put("publisher", "Sallyport").put("summary", "Made by a test").put("api", "[0.3,0.4)").put("gxp", "none").put("parts", list)
        .put("conduits", List.of()).put("roles", List.of()).build();
    return change.apply(Json.write(descriptor));
  }

  private static JsonObject part(String file, long length, String sha256) {
    return JsonObject.builder().put("path", file).put("role", role(file)).put("length", length).put("sha256", sha256).build();
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String role(String file) {
    return file.endsWith(".jar") ? "bundle" : file.endsWith(".md") ? "changelog" : file.endsWith(".json") ? "sbom" : "docs";
  }

  private byte[] sbom() {
    return Json.write(JsonObject.builder().put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1)
        .put("components", List.of()).build());
  }
}
