package io.sallyport.verify.sbom;

import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.Descriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Bills of materials of a distribution, of packages, and of both together. No state. */
public final class Bom {
  private static final List<String> WITH_JARS = List.of("lib", "system");

  private Bom() {}

  /** A document about one component and what it consists of. */
  public static JsonObject document(Component about, List<Component> components) {
    List<JsonObject> listed = components.stream().map(Component::toJson).toList();
    JsonObject whole = JsonObject.builder().put("ref", about.reference()).put("dependsOn", components.stream().map(Component::reference).toList()).build();
    return JsonObject.builder().put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json").put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1)
        .put("metadata", JsonObject.builder().put("component", about.toJson()).build()).put("components", listed).put("dependencies", List.of(whole)).build();
  }

  /** What the product is called in a document. */
  public static Component product(String release) {
    return new Component("application", "sallyport@" + release, Optional.empty(), "sallyport", Optional.of(release), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of(), List.of());
  }

  /** What a medium is called in a document. */
  public static Component medium(String name) {
    return new Component("data", "medium:" + name, Optional.empty(), name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of(), List.of());
  }

  /**
   * Every jar that lies in a distribution's {@code lib} and {@code system}, by path.
   *
   * @throws UncheckedIOException if one cannot be read
   */
  public static List<Component> distribution(Path home) {
    List<Component> components = new ArrayList<>();
    for (String directory : WITH_JARS) {
      for (Path jar : jars(home.resolve(directory))) {
        String path = home.relativize(jar).toString().replace('\\', '/');
        components.add(Component.jar(path, jar.getFileName().toString(), JarFacts.read(jar), Digests.sha256(jar), Coordinates.ofPlace(path)).with("sallyport:path", path));
      }
    }
    return components;
  }

  /**
   * A package: its bundles and what they hold, read from the content, and the weights beside them.
   *
   * @param content where a file with that SHA-256 lies
   */
  public static Component pack(Descriptor descriptor, Function<String, Path> content) {
    String reference = reference(descriptor.name(), descriptor.version());
    List<Component> parts = new ArrayList<>(descriptor.parts("bundle").stream().map(part -> bundle(reference + "!", part.path(), content.apply(part.sha256()), List.of())).toList());
    descriptor.parts("model").forEach(part -> parts.add(weights(reference, part.path(), part.sha256())));
    return new Component(type(descriptor.kind()), reference, Optional.empty(), descriptor.name(), Optional.of(descriptor.version()), Optional.of(reference), Optional.of(descriptor.sha256()), Optional.of(descriptor.publisher()), List.of(), Map.of("sallyport:descriptor", descriptor.ref().descriptor()), parts);
  }

  /**
   * The document that a package carries, before its descriptor exists: what its bundle holds, and the weights beside it.
   *
   * @param kind of the package, as in its descriptor
   * @param libraries jars of which those are listed whose classes lie unpacked in the bundle
   * @param weights files of the package with the role {@code model}
   */
  public static JsonObject ofPackage(String name, String version, String kind, Path jar, Collection<Path> libraries, Collection<Path> weights) {
    String reference = reference(name, version);
    Component bundle = bundle(reference + "!", name + "-" + version + ".jar", jar, libraries);
    List<Component> inside = new ArrayList<>(bundle.inside());
    weights.forEach(file -> inside.add(weights(reference, file.getFileName().toString(), Digests.sha256(file))));
    return document(new Component(type(kind), reference, Optional.empty(), name, Optional.of(version), Optional.of(reference), bundle.sha256(), Optional.empty(), bundle.licences(), Map.of(), List.of()),
        inside);
  }

  private static Component weights(String reference, String file, String sha256) {
    return Component.file("machine-learning-model", reference + "!" + file, file, Optional.empty(), sha256);
  }

  /**
   * A bundle of a package and what it holds.
   *
   * @param prefix of its reference
   * @param libraries jars of which those are listed whose classes lie unpacked in the bundle
   */
  private static Component bundle(String prefix, String file, Path jar, Collection<Path> libraries) {
    Component bundle = Component.jar(prefix + file, file, JarFacts.read(jar), Digests.sha256(jar), Optional.empty());
    List<Component> inside = new ArrayList<>(bundle.inside());
    for (Path library : UnpackedLibraries.in(jar, libraries)) {
      String name = library.getFileName().toString();
      Component found = Component.jar(prefix + file + "!" + name, name, JarFacts.read(library), Digests.sha256(library), Optional.empty());
      inside.removeIf(known -> known.purl().isPresent() && known.purl().equals(found.purl()));
      inside.add(found);
    }
    return new Component(bundle.type(), bundle.reference(), bundle.group(), bundle.name(), bundle.version(), bundle.purl(), bundle.sha256(), bundle.publisher(), bundle.licences(), bundle.properties(), inside);
  }

  private static String type(String kind) {
    return switch (kind) {
      case "model" -> "machine-learning-model";
      case "library" -> "library";
      default -> "application";
    };
  }

  private static String reference(String name, String version) {
    return "pkg:generic/" + name + "@" + version;
  }

  private static List<Path> jars(Path directory) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
