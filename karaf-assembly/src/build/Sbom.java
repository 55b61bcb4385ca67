import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Writes trust/sbom.cdx.json (CycloneDX 1.6): every jar that is really in the distribution, with its digest, its Maven coordinates where
 * its place in system/ tells them, and its licence where its manifest names one. No time, no serial number: the same tree gives the same bytes.
 * Arguments: HOME RELEASE.
 */
public class Sbom {
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    String release = arguments[1];
    List<JsonObject> components = new ArrayList<>();
    for (String directory : List.of("lib", "system")) {
      try (Stream<Path> files = Files.walk(home.resolve(directory))) {
        for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
          components.add(component(home.relativize(jar).toString(), jar));
        }
      }
    }
    JsonObject product = JsonObject.builder().put("type", "application").put("bom-ref", "sallyport@" + release).put("name", "sallyport").put("version", release).build();
    JsonObject bom = JsonObject.builder().put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1L)
        .put("metadata", JsonObject.builder().put("component", product).build()).put("components", components).build();
    Files.createDirectories(home.resolve("trust"));
    Files.writeString(home.resolve("trust/sbom.cdx.json"), Json.pretty(bom) + "\n");
    System.out.println("SBOM: " + components.size() + " components");
  }

  private static JsonObject component(String path, Path jar) throws IOException {
    Attributes manifest = manifest(jar);
    String[] parts = path.split("/");
    boolean maven = path.startsWith("system/") && parts.length > 4;
    String version = maven ? parts[parts.length - 2] : Optional.ofNullable(manifest.getValue("Bundle-Version")).orElse(manifest.getValue("Implementation-Version"));
    String name = maven ? parts[parts.length - 3] : parts[parts.length - 1].replaceFirst("(-" + (version == null ? "" : java.util.regex.Pattern.quote(version)) + ")?\\.jar$", "");
    String group = maven ? String.join(".", List.of(parts).subList(1, parts.length - 3)) : null;
    JsonObject.Builder component = JsonObject.builder().put("type", "library").put("bom-ref", path).put("name", name).put("version", version == null ? "unknown" : version);
    if (group != null) {
      component.put("group", group).put("purl", "pkg:maven/" + group + "/" + name + "@" + version);
    }
    component.put("hashes", List.of(JsonObject.builder().put("alg", "SHA-256").put("content", Digests.sha256(jar)).build()));
    String licence = manifest.getValue("Bundle-License");
    if (licence != null) {
      component.put("licenses", List.of(JsonObject.builder().put("license", JsonObject.builder().put("name", licence).build()).build()));
    }
    return component.put("properties", List.of(JsonObject.builder().put("name", "sallyport:path").put("value", path).build())).build();
  }

  private static Attributes manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      return manifest == null ? new Attributes() : manifest.getMainAttributes();
    }
  }
}
