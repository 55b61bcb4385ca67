package io.sallyport.trust;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hands a part of the name space to another role (TUF 1.0.34 section 4.5).
 *
 * @param role the role that may sign, with the delegator's keys for it
 * @param terminating whether the search ends here for names that match
 * @param paths shell patterns, per segment; empty if prefixes are used
 * @param pathHashPrefixes prefixes of the SHA-256 of the name; empty if patterns are used
 */
public record Delegation(Role role, boolean terminating, List<String> paths, List<String> pathHashPrefixes) {
  private static final Set<String> RESERVED = Set.of("root", "targets", "snapshot", "timestamp");
  private static final int LONGEST_NAME = 200;
  private static final Pattern ROOT_FILE = Pattern.compile("[0-9]+\\.root");

  public Delegation {
    paths = List.copyOf(paths);
    pathHashPrefixes = List.copyOf(pathHashPrefixes);
  }

  static Delegation parse(JsonObject json, Map<String, TufKey> keys, PostQuantum postQuantum) {
    String name = requireName(json.string("name"), json);
    boolean byPath = json.has("paths");
    if (byPath == json.has("path_hash_prefixes")) {
      throw MetadataHeader.malformed(json, "a delegation needs either \"paths\" or \"path_hash_prefixes\"");
    }
    List<String> none = List.of();
    return new Delegation(postQuantum.role(name, RootMetadata.quorum(Quorum.Kind.CLASSICAL, json, keys)), json.bool("terminating"), byPath ? json.strings("paths") : none,
        byPath ? none : json.strings("path_hash_prefixes"));
  }

  /** Any name that is free and, percent-encoded, fits into a file name. */
  static String requireName(String name, JsonObject json) {
    if (name.isEmpty() || RESERVED.contains(name) || ROOT_FILE.matcher(name).matches() || RoleNames.encoded(name).length() > LONGEST_NAME) {
      throw MetadataHeader.malformed(json, "\"" + Text.shown(name) + "\" cannot be the name of a delegated role");
    }
    return name;
  }

  /** Whether names like this are delegated. */
  public boolean matches(String targetPath) {
    if (!pathHashPrefixes.isEmpty()) {
      String digest = Digests.sha256(targetPath.getBytes(StandardCharsets.UTF_8));
      return pathHashPrefixes.stream().anyMatch(digest::startsWith);
    }
    return paths.stream().anyMatch(pattern -> Glob.matches(pattern, targetPath));
  }
}
