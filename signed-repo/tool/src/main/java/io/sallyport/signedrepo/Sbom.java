package io.sallyport.signedrepo;

import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A CycloneDX 1.6 bill of materials made from the bytes themselves: the bundle, every jar inside it (by its Maven coordinates if it states
 * them), and model files. Deterministic: the serial number is derived from the content, there is no time in it.
 */
public final class Sbom {
  private final String name;
  private final String version;
  private final String kind;

  public Sbom(String name, String version, String kind) {
    this.name = name;
    this.version = version;
    this.kind = kind;
  }

  /** @param libraries jars of which those are listed whose classes lie unpacked in the bundle */
  public JsonObject of(Path jar, List<Path> libraries) {
    Map<String, JsonObject> components = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Path library : libraries) {
        if (!Digests.sha256(library).equals(Digests.sha256(jar)) && isInside(zip, library)) {
          add(components, jarComponent(PackageFolder.read(library), library.getFileName().toString()));
        }
      }
      for (ZipEntry entry : zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
        String path = entry.getName();
        if (path.endsWith(".jar")) {
          add(components, jarComponent(zip.getInputStream(entry).readAllBytes(), path));
        } else if (path.endsWith(".onnx") || path.endsWith(".gguf")) {
          add(components, component("machine-learning-model", path.substring(path.lastIndexOf('/') + 1), version, Optional.empty(), Digests.sha256(zip.getInputStream(entry))));
        }
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, jar);
    }
    String digest = Digests.sha256(jar);
    String ref = "pkg:generic/" + name + "@" + version;
    JsonObject main = component(kind.equals("model") ? "machine-learning-model" : "application", name, version, Optional.of(ref), digest);
    List<String> refs = components.values().stream().map(c -> c.string("bom-ref")).toList();
    List<JsonObject> dependencies = new ArrayList<>(List.of(JsonObject.builder().put("ref", main.string("bom-ref")).put("dependsOn", refs).build()));
    return JsonObject.builder().put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json").put("bomFormat", "CycloneDX").put("specVersion", "1.6")
        .put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes((digest + name + version).getBytes(StandardCharsets.UTF_8))).put("version", 1)
        .put("metadata", JsonObject.builder().put("component", main).build()).put("components", new ArrayList<>(components.values())).put("dependencies", dependencies).build();
  }

  /** At least half of the library's classes, byte for byte (by size and CRC). */
  private static boolean isInside(ZipFile bundle, Path library) throws IOException {
    try (ZipFile zip = new ZipFile(library.toFile())) {
      List<? extends ZipEntry> classes = zip.stream().filter(e -> e.getName().endsWith(".class") && !e.getName().startsWith("META-INF/") && !e.getName().equals("module-info.class")).toList();
      long same = classes.stream().filter(e -> {
        ZipEntry own = bundle.getEntry(e.getName());
        return own != null && own.getSize() == e.getSize() && own.getCrc() == e.getCrc();
      }).count();
      return !classes.isEmpty() && same * 2 >= classes.size();
    }
  }

  private static void add(Map<String, JsonObject> components, JsonObject component) {
    components.put(component.string("bom-ref"), component);
  }

  private static JsonObject jarComponent(byte[] bytes, String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    Optional<Properties> maven = mavenCoordinates(bytes, file);
    String digest = Digests.sha256(bytes);
    if (maven.isPresent()) {
      Properties p = maven.get();
      String purl = "pkg:maven/" + p.getProperty("groupId") + "/" + p.getProperty("artifactId") + "@" + p.getProperty("version");
      return component("library", p.getProperty("artifactId"), p.getProperty("version"), Optional.of(purl), digest).toBuilder().put("group", p.getProperty("groupId")).build();
    }
    String stem = file.replaceFirst("\\.jar$", "");
    String[] split = stem.split("-(?=[0-9])", 2);
    return component("library", split[0], split.length == 2 ? split[1] : "unknown", Optional.empty(), digest);
  }

  /** The jar's own coordinates; of several (a shaded jar) the one whose artifact id starts the file name. */
  private static Optional<Properties> mavenCoordinates(byte[] bytes, String file) {
    List<Properties> found = new ArrayList<>();
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().matches("META-INF/maven/.+/pom\\.properties")) {
          Properties properties = new Properties();
          properties.load(new ByteArrayInputStream(in.readAllBytes()));
          if (properties.containsKey("groupId") && properties.containsKey("artifactId") && properties.containsKey("version")) {
            found.add(properties);
          }
        }
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
    Optional<Properties> named = found.stream().filter(p -> file.startsWith(p.getProperty("artifactId"))).findFirst();
    return named.isPresent() || found.size() != 1 ? named : Optional.of(found.get(0));
  }

  private static JsonObject component(String type, String name, String version, Optional<String> purl, String sha256) {
    return JsonObject.builder().put("type", type).put("bom-ref", purl.orElse(name + "@" + version)).put("name", name).put("version", version)
        .put("hashes", List.of(JsonObject.builder().put("alg", "SHA-256").put("content", sha256).build())).put("purl", purl).build();
  }
}
