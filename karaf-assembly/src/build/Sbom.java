import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
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
    String file = path.replaceFirst(".*/", "");
    String[] parts = path.split("/");
    try (JarFile content = new JarFile(jar.toFile(), false)) {
      List<Coordinates> carried = carried(content);
      Attributes manifest = content.getManifest() == null ? new Attributes() : content.getManifest().getMainAttributes();
      Optional<Coordinates> own = path.startsWith("system/") && parts.length > 4
          ? Optional.of(new Coordinates(String.join(".", List.of(parts).subList(1, parts.length - 3)), parts[parts.length - 3], parts[parts.length - 2]))
          : carried.stream().filter(c -> file.equals(c.artifact() + "-" + c.version() + ".jar")).findFirst();
      JsonObject.Builder component = own.map(c -> c.component(path)).orElseGet(() -> JsonObject.builder().put("type", "library").put("bom-ref", path)
          .put("name", file.replaceFirst("\\.jar$", "")).put("version", Optional.ofNullable(manifest.getValue("Bundle-Version")).orElse("unknown")));
      component.put("hashes", List.of(JsonObject.builder().put("alg", "SHA-256").put("content", Digests.sha256(jar)).build()));
      String licence = manifest.getValue("Bundle-License");
      if (licence != null) {
        component.put("licenses", List.of(JsonObject.builder().put("license", JsonObject.builder().put("name", licence).build()).build()));
      }
      List<JsonObject> inside = new ArrayList<>();
      for (Coordinates other : carried) {
        if (!own.equals(Optional.of(other))) {
          inside.add(other.component(path + "!" + other.group() + ":" + other.artifact()).build());
        }
      }
      embedded(path, content, inside);
      if (!inside.isEmpty()) {
        component.put("components", inside);
      }
      List<JsonObject> properties = new ArrayList<>();
      properties.add(JsonObject.builder().put("name", "sallyport:path").put("value", path).build());
      if (manifest.getValue("Bundle-SymbolicName") != null) {
        properties.add(JsonObject.builder().put("name", "sallyport:bundle").put("value", manifest.getValue("Bundle-SymbolicName").split(";")[0] + " " + manifest.getValue("Bundle-Version")).build());
      }
      return component.put("properties", properties).build();
    }
  }

  /** Maven coordinates. */
  private record Coordinates(String group, String artifact, String version) {
    JsonObject.Builder component(String reference) {
      return JsonObject.builder().put("type", "library").put("bom-ref", reference).put("group", group).put("name", artifact).put("version", version)
          .put("purl", "pkg:maven/" + group + "/" + artifact + "@" + version);
    }
  }

  /** The Maven coordinates that a jar carries: its own, and those of what was put into it. */
  private static List<Coordinates> carried(JarFile jar) throws IOException {
    List<Coordinates> found = new ArrayList<>();
    for (JarEntry entry : sorted(jar)) {
      if (entry.getName().matches("META-INF/maven/.+/pom\\.properties")) {
        Properties maven = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
          maven.load(in);
        }
        if (maven.keySet().containsAll(List.of("groupId", "artifactId", "version"))) {
          found.add(new Coordinates(maven.getProperty("groupId"), maven.getProperty("artifactId"), maven.getProperty("version")));
        }
      }
    }
    return found;
  }

  /** Jars and native libraries inside a jar. */
  private static void embedded(String path, JarFile jar, List<JsonObject> inside) throws IOException {
    for (JarEntry entry : sorted(jar)) {
      if (entry.getName().matches(".+\\.(jar|so|dll|dylib|jnilib)")) {
        try (InputStream in = jar.getInputStream(entry)) {
          inside.add(JsonObject.builder().put("type", entry.getName().endsWith(".jar") ? "library" : "file").put("bom-ref", path + "!" + entry.getName())
              .put("name", entry.getName()).put("hashes", List.of(JsonObject.builder().put("alg", "SHA-256").put("content", Digests.sha256(in)).build())).build());
        }
      }
    }
  }

  private static List<JarEntry> sorted(JarFile jar) {
    return jar.stream().sorted(Comparator.comparing(JarEntry::getName)).toList();
  }
}
