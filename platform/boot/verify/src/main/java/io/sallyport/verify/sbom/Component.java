package io.sallyport.verify.sbom;

import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A component of a bill of materials, with what lies inside it.
 *
 * @param type CycloneDX's word: {@code application library file machine-learning-model}
 * @param reference unique in its document
 * @param sha256 lower-case hexadecimal, of its bytes
 * @param licences SPDX identifiers; where none is known, the names it gives
 * @param properties of our own, by name
 * @param inside components inside it
 */
public record Component(String type, String reference, Optional<String> group, String name, Optional<String> version, Optional<String> purl, Optional<String> sha256, Optional<String> publisher,
    List<JsonObject> licences, Map<String, String> properties, List<Component> inside) {
  private static final int LONGEST_NAME = 120;

  public Component {
    licences = List.copyOf(licences);
    inside = List.copyOf(inside);
  }

  /** A file without more to say about it. */
  static Component file(String type, String reference, String name, Optional<String> version, String sha256) {
    return new Component(type, reference, Optional.empty(), name, version, Optional.empty(), Optional.of(sha256), Optional.empty(), List.of(), Map.of(), List.of());
  }

  /** What was put into a jar and is known by its coordinates only. */
  static Component merged(String reference, Coordinates coordinates) {
    return new Component("library", reference, Optional.of(coordinates.group()), coordinates.artifact(), Optional.of(coordinates.version()), Optional.of(coordinates.purl()), Optional.empty(),
        Optional.empty(), List.of(), Map.of(), List.of());
  }

  /**
   * A jar and what it holds.
   *
   * @param reference unique; what is inside continues it
   * @param file the jar's file name
   * @param place coordinates known otherwise
   */
  static Component jar(String reference, String file, JarFacts facts, String sha256, Optional<Coordinates> place) {
    Optional<Coordinates> own = place.or(() -> facts.own(file));
    List<Component> inside = new ArrayList<>();
    facts.coordinates().stream().filter(other -> !own.equals(Optional.of(other))).distinct().forEach(other -> inside.add(merged(reference + "!" + other.group() + ":" + other.artifact() + ":" + other.version(), other)));
    facts.inner().forEach(inner -> inside.add(inner(reference + "!" + inner.name(), inner)));
    Map<String, String> properties = new LinkedHashMap<>();
    Optional.ofNullable(facts.manifest().getValue("Bundle-SymbolicName")).ifPresent(name -> properties.put("sallyport:bundle", name.split(";")[0].strip() + " " + facts.manifest().getValue("Bundle-Version")));
    Optional<String> version = own.map(Coordinates::version).or(() -> Optional.ofNullable(facts.manifest().getValue("Bundle-Version"))).or(() -> Optional.ofNullable(facts.manifest().getValue("Implementation-Version")));
    return new Component("library", reference, own.map(Coordinates::group), own.map(Coordinates::artifact).orElseGet(() -> file.replaceFirst("\\.jar$", "")), version, own.map(Coordinates::purl),
        Optional.of(sha256), Optional.empty(), licences(file, facts.licences()), properties, inside);
  }

  /** The same with further properties. */
  Component with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(name, value);
    return new Component(type, reference, group, this.name, version, purl, sha256, publisher, licences, more, inside);
  }

  /** The component as CycloneDX 1.6 writes it. */
  public JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder().put("type", type).put("bom-ref", reference).put("publisher", publisher).put("group", group).put("name", name).put("version", version);
    sha256.ifPresent(digest -> json.put("hashes", List.of(JsonObject.builder().put("alg", "SHA-256").put("content", digest).build())));
    if (!licences.isEmpty()) {
      json.put("licenses", licences);
    }
    json.put("purl", purl);
    if (!inside.isEmpty()) {
      json.put("components", inside.stream().map(Component::toJson).toList());
    }
    if (!properties.isEmpty()) {
      json.put("properties", properties.entrySet().stream().map(property -> JsonObject.builder().put("name", property.getKey()).put("value", property.getValue()).build()).toList());
    }
    return json.build();
  }

  private static Component inner(String reference, JarFacts.Inner inner) {
    String file = inner.name().substring(inner.name().lastIndexOf('/') + 1);
    if (inner.facts().isPresent()) {
      return jar(reference, file, inner.facts().get(), inner.sha256(), Optional.empty());
    }
    return file(file.matches(".+\\.(onnx|gguf)") ? "machine-learning-model" : "file", reference, file, Optional.empty(), inner.sha256());
  }

  private static List<JsonObject> licences(String file, Set<String> statements) {
    Set<String> identifiers = Licences.identifiers(file, statements);
    if (!identifiers.isEmpty()) {
      return identifiers.stream().map(identifier -> licence("id", identifier)).toList();
    }
    return statements.stream().sorted().map(name -> licence("name", name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name)).toList();
  }

  private static JsonObject licence(String key, String value) {
    return JsonObject.builder().put("license", JsonObject.builder().put(key, value).build()).build();
  }
}
