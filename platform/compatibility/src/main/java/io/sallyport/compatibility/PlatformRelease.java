package io.sallyport.compatibility;

import static io.sallyport.compatibility.Refusals.refuse;

import io.sallyport.compatibility.CompatibilityReport.Release;
import io.sallyport.trust.Digests;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Inventory;
import io.sallyport.vault.HeaderClauses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Version;

/**
 * A platform release that may come: its plugin API, and the packages that its bundles export. Immutable.
 *
 * @param release the same in words
 * @param exports versions of each exported package
 * @param capabilities attributes of the plugin API's capability {@value #NAMESPACE}, empty before there was one
 * @param types the classes of the plugin API
 */
public record PlatformRelease(Release release, Map<String, List<Version>> exports, List<Map<String, Object>> capabilities, Types types) {
  /** What the packages of the plugin API are called. */
  static final String API = "io.sallyport.api";
  /** Namespace of the capability that the plugin API provides and packages require. */
  static final String NAMESPACE = "io.sallyport.api";
  /** A jar's table of contents is held in memory. */
  private static final long LARGEST_JAR = 64 << 20;
  private static final int LARGEST_INVENTORY = 16 << 20;

  /**
   * Reads a release.
   *
   * @param place the jar of a plugin API, or the folder of a distribution
   * @param vendorRoot whose signatures the inventory of a folder must have; empty: the inventory is not judged and the release counts as unsigned
   * @throws io.sallyport.trust.RefusedException SP-COMPAT-0010 no release, 0011 unreadable, 0012 a folder that is not what its inventory says; SP-TRUST
   */
  public static PlatformRelease open(Path place, Optional<byte[]> vendorRoot) {
    if (Files.isRegularFile(place)) {
      if (size(place) > LARGEST_JAR) {
        throw refuse("SP-COMPAT-0010", "it is no platform release: larger than " + LARGEST_JAR + " bytes, which no plugin API is", place.toString(), "name the jar of a plugin API, or an unpacked distribution");
      }
      return of(place, List.of(place), place.getFileName().toString(), false, false);
    }
    if (!Files.isRegularFile(place.resolve(Inventory.PATH))) {
      throw refuse("SP-COMPAT-0010", "it is no platform release: neither a jar nor a folder with " + Inventory.PATH, place.toString(), "name the jar of a plugin API, or an unpacked distribution");
    }
    String name = vendorRoot.map(root -> "sallyport " + verified(place, root).release()).orElse(place.getFileName().toString());
    List<Path> jars = jars(place);
    Path api = jars.stream().filter(PlatformRelease::exportsApi).findFirst()
        .orElseThrow(() -> refuse("SP-COMPAT-0010", "it is no platform release: no bundle in it exports " + API, place.toString(), "name the jar of a plugin API, or an unpacked distribution"));
    return of(api, jars, name, vendorRoot.isPresent(), true);
  }

  private static Inventory verified(Path home, byte[] root) {
    Inventory inventory = Inventory.parse(new DirectoryFetcher(home).fetch(Inventory.PATH, LARGEST_INVENTORY).orElseThrow(), root);
    List<Inventory.Mismatch> differences = inventory.check(home, Optional.empty());
    if (!differences.isEmpty()) {
      throw refuse("SP-COMPAT-0012", "the distribution differs from its signed inventory in " + differences.size() + " files, such as " + differences.get(0).path(), home.toString(),
          "unpack it again; if it still differs, do not use it and tell the vendor");
    }
    return inventory;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw refuse("SP-COMPAT-0011", "it cannot be read: " + e.getMessage(), file.toString(), "use an intact copy", e);
    }
  }

  private static PlatformRelease of(Path api, List<Path> jars, String name, boolean signed, boolean complete) {
    JarContent content = JarContent.read(api, api.toString());
    Map<String, List<Version>> exports = new HashMap<>();
    jars.forEach(jar -> exports(JarContent.headers(jar, jar.toString()), exports));
    Map<String, TypeShape> shapes = new HashMap<>();
    content.forEachClass(api.toString(), bytes -> {
      TypeShape shape = TypeShape.read(bytes);
      shapes.put(shape.name(), shape);
    });
    List<Map<String, Object>> capabilities = capabilities(content.headers());
    Version version = Stream.concat(capabilities.stream().map(attributes -> attributes.get("version")).filter(Version.class::isInstance).map(Version.class::cast), highest(exports).stream())
        .findFirst().orElseThrow(() -> refuse("SP-COMPAT-0010", "it is no platform release: it exports no package of " + API, api.toString(), "name the jar of a plugin API, or an unpacked distribution"));
    return new PlatformRelease(new Release(name, version.toString(), Digests.sha256(api), signed, complete), Map.copyOf(exports), capabilities, new Types(shapes));
  }

  private static Optional<Version> highest(Map<String, List<Version>> exports) {
    return exports.entrySet().stream().filter(export -> isApi(export.getKey())).flatMap(export -> export.getValue().stream()).max(Version::compareTo);
  }

  static boolean isApi(String name) {
    return name.equals(API) || name.startsWith(API + ".");
  }

  private static boolean exportsApi(Path jar) {
    return HeaderClauses.parse(JarContent.headers(jar, jar.toString()).get("Export-Package")).stream().anyMatch(clause -> clause.paths().stream().anyMatch(PlatformRelease::isApi));
  }

  private static void exports(Map<String, String> headers, Map<String, List<Version>> exports) {
    for (HeaderClauses.Clause clause : HeaderClauses.parse(headers.get("Export-Package"))) {
      Version version = Version.parseVersion(clause.parameters().getOrDefault("version", "0"));
      clause.paths().forEach(name -> exports.computeIfAbsent(name, key -> new ArrayList<>()).add(version));
    }
  }

  private static List<Map<String, Object>> capabilities(Map<String, String> headers) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (HeaderClauses.Clause clause : HeaderClauses.parse(headers.get("Provide-Capability"))) {
      if (clause.paths().contains(NAMESPACE)) {
        Map<String, Object> attributes = new HashMap<>();
        clause.parameters().forEach((name, value) -> attributes.put(name.replaceAll(":.*", ""), name.endsWith(":Version") ? Version.parseVersion(value) : value));
        found.add(attributes);
      }
    }
    return List.copyOf(found);
  }

  private static List<Path> jars(Path home) {
    try (Stream<Path> files = Files.walk(home.resolve("system"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
