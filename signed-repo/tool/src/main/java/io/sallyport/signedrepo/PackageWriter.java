package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.Descriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Completes a {@code package.json} template: fills in length and SHA-256 of every part that lies in the folder. The draft of the annotation
 * processor is a template too: it names no parts, and those in the folder are taken by their names.
 */
public final class PackageWriter {
  private static final String DESCRIPTOR = "package.json";

  private PackageWriter() {}

  /**
   * @param folder holds the parts; receives {@code package.json}
   * @param template names the parts by path and role, or none
   * @param version replaces the template's version and each {@code VERSION} in part paths, if given
   */
  public static Descriptor write(Path folder, Path template, Optional<String> version) {
    JsonObject json = Json.parseObject(PackageFolder.read(template), template.toString());
    String chosen = version.orElseGet(() -> json.string("version"));
    List<JsonObject> parts = new ArrayList<>();
    for (JsonObject part : json.has("parts") ? json.objects("parts") : found(folder)) {
      String name = part.string("path").replace("VERSION", chosen);
      Path file = PackageFolder.requirePlain(folder.resolve(name));
      parts.add(JsonObject.builder().put("path", name).put("role", part.string("role")).put("length", PackageFolder.size(file)).put("sha256", Digests.sha256(file)).build());
    }
    byte[] bytes = Json.pretty(json.toBuilder().put("version", chosen).put("parts", parts).build()).getBytes(StandardCharsets.UTF_8);
    Descriptor descriptor = Descriptor.parse(bytes, template.toString());
    AtomicFiles.write(folder.resolve(DESCRIPTOR), bytes);
    return descriptor;
  }

  private static List<JsonObject> found(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> !name.equals(DESCRIPTOR)).sorted()
          .map(name -> JsonObject.builder().put("path", name).put("role", role(name)).build()).toList();
    } catch (IOException e) {
      throw ToolRefusals.io(e, folder);
    }
  }

  private static String role(String name) {
    return name.endsWith(".jar") ? "bundle" : name.equals("sbom.cdx.json") ? "sbom" : name.equals("CHANGELOG.md") ? "changelog" : "docs";
  }
}
