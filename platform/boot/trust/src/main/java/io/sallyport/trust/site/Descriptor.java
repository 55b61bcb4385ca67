package io.sallyport.trust.site;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A package's descriptor, {@code package.json} (ADR 0002). Its digest is the package's identity.
 *
 * @param sha256 digest of the descriptor's bytes
 * @param name lower-case letters, digits and inner hyphens, at most 64
 * @param kind {@code capability connector model library}
 * @param version Semantic Versioning 2.0.0
 * @param publisher who released it
 * @param summary one line
 * @param api range of the plugin API's version it needs
 * @param gxp {@code none supporting critical}
 * @param parts its files, at least one bundle
 * @param conduits the network paths it asks for
 * @param roles the user roles it works with
 * @param qualification scope of qualification, if stated
 * @param json the whole document
 */
public record Descriptor(String sha256, String name, String kind, String version, String publisher, String summary, String api, String gxp, List<Part> parts, List<Conduit> conduits,
    List<String> roles, Optional<JsonObject> qualification, JsonObject json) {
  private static final String SCHEMA = "sallyport.package/1";
  private static final Set<String> GXP = Set.of("none", "supporting", "critical");
  private static final Set<String> PART_ROLES = Set.of("bundle", "model", "sbom", "changelog", "checks", "docs");
  private static final Limits LIMITS = new Limits(1 << 20, 16);

  /** One file: its name, role ({@code bundle model sbom changelog checks docs}), length in bytes and SHA-256. */
  public record Part(String path, String role, long length, String sha256) {}

  /**
   * One network path.
   *
   * @param direction {@code in} or {@code out}
   * @param name of a path whose address the site decides; then there is neither address nor port here
   * @param address empty if it has a name
   * @param port 0 if it has a name
   */
  public record Conduit(String direction, String protocol, Optional<String> name, String address, int port, String why) {
    /** Without the reason. */
    public String path() {
      return direction + " " + protocol + " " + name.map(named -> "conduit " + named + ", address by the site").orElse(address + ":" + port);
    }

    /** On one line, for a person. */
    public String told() {
      return path() + " – " + why;
    }
  }

  public Descriptor {
    parts = List.copyOf(parts);
    conduits = List.copyOf(conduits);
    roles = List.copyOf(roles);
  }

  /** @throws RefusedException SP-TRUST-0060 naming the field, or a JSON refusal */
  public static Descriptor parse(byte[] bytes, String where) {
    JsonObject json = Json.parseObject(bytes, where, LIMITS);
    require(json.string("schema").equals(SCHEMA), "the schema is not " + SCHEMA, where);
    String name = json.string("name");
    require(PackageRef.isName(name), "the name must be lower-case letters, digits and inner hyphens", where);
    String version = json.string("version");
    require(SemVer.parse(version).isPresent(), "the version is not a semantic version", where);
    PackageKind kind = PackageKind.of(json.string("kind"));
    String gxp = json.optionalString("gxp").orElse("none");
    require(GXP.contains(gxp), "gxp must be none, supporting or critical", where);
    List<Conduit> conduits = new ArrayList<>();
    if (json.has("conduits")) {
      json.objects("conduits").forEach(conduit -> conduits.add(conduit(conduit, where)));
    }
    return new Descriptor(Digests.sha256(bytes), name, kind.label(), version, line(json, "publisher"), line(json, "summary"), json.string("api"), gxp, parts(json, where), conduits,
        json.has("roles") ? json.strings("roles") : List.of(), json.optionalObject("qualification"), json);
  }

  /** Names of the conduits whose address the site decides. */
  public Set<String> namedConduits() {
    Set<String> names = new HashSet<>();
    conduits.forEach(conduit -> conduit.name().ifPresent(names::add));
    return Set.copyOf(names);
  }

  public PackageRef ref() {
    return new PackageRef(name, version);
  }

  /** The parts of one role, in order. */
  public List<Part> parts(String role) {
    return parts.stream().filter(part -> part.role().equals(role)).toList();
  }

  /** The target path of a part. */
  public String target(Part part) {
    return ref().target(part.path());
  }

  private static List<Part> parts(JsonObject json, String where) {
    List<Part> parts = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of("package.json"));
    for (JsonObject part : json.objects("parts")) {
      String path = part.string("path");
      String role = part.string("role");
      require(PackageRef.isFileName(path), "a part's path must be a plain file name", part.where());
      require(names.add(path), "two parts have the same path", part.where());
      require(PART_ROLES.contains(role), "a part's role must be one of bundle, model, sbom, changelog, checks, docs", part.where());
      require(role.equals("bundle") == path.endsWith(".jar"), "bundles, and only bundles, are called *.jar", part.where());
      require(part.integer("length") >= 0 && Digests.isSha256(part.string("sha256")), "a part needs its length and SHA-256", part.where());
      parts.add(new Part(path, role, part.integer("length"), part.string("sha256")));
    }
    require(parts.stream().anyMatch(part -> part.role().equals("bundle")), "there is no part with role bundle", where);
    return parts;
  }

  private static Conduit conduit(JsonObject json, String where) {
    String direction = json.string("direction");
    require(direction.equals("in") || direction.equals("out"), "a conduit's direction must be in or out", where);
    Optional<String> name = json.optionalString("name");
    if (name.isPresent()) {
      require(PackageRef.isName(name.get()), "a conduit's name must be lower-case letters, digits and inner hyphens", where);
      require(direction.equals("out") && !json.has("address") && !json.has("port"), "a conduit with a name leads out, and its address is the site's to decide", where);
      return new Conduit(direction, line(json, "protocol"), name, "", 0, line(json, "why"));
    }
    long port = json.integer("port");
    require(port > 0 && port < 65536, "a conduit's port must be 1 to 65535", where);
    return new Conduit(direction, line(json, "protocol"), name, line(json, "address"), (int) port, line(json, "why"));
  }

  private static String line(JsonObject json, String field) {
    String text = json.string(field);
    require(!text.isBlank() && text.length() <= 500 && text.chars().noneMatch(Character::isISOControl), "\"" + field + "\" must be one line of text", json.where());
    return text;
  }

  private static void require(boolean holds, String what, String where) {
    if (!holds) {
      throw new RefusedException(new Refusal("SP-TRUST-0060", what, where, "have the package made again"));
    }
  }
}
