package io.sallyport.trust;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Hash bins written in one line (TAP 15): {@code name_prefix} and {@code bit_length} stand for 2^{@code bit_length} delegations by prefixes of
 * the SHA-256 of the name, all with the same keys, and all of them terminating.
 */
final class SuccinctRoles {
  /** 16 384 bins: the most that anybody is known to use. */
  private static final int MOST_BITS = 14;

  private SuccinctRoles() {}

  /** The delegations in order of the bins. */
  static List<Delegation> expand(JsonObject json, Map<String, TufKey> keys, PostQuantum postQuantum) {
    long bits = json.integer("bit_length");
    if (bits < 1 || bits > MOST_BITS) {
      throw MetadataHeader.malformed(json, "\"bit_length\" is " + bits + ", not 1 to " + MOST_BITS);
    }
    Quorum quorum = RootMetadata.quorum(Quorum.Kind.CLASSICAL, json, keys);
    String prefix = json.string("name_prefix");
    int bins = 1 << bits;
    int suffix = Integer.toHexString(bins - 1).length();
    return IntStream.range(0, bins).mapToObj(bin -> {
      String name = Delegation.requireName(prefix + "-" + hex(bin, suffix), json);
      return new Delegation(postQuantum.role(name, quorum), true, List.of(), prefixes(bin, (int) bits));
    }).toList();
  }

  /** The hexadecimal prefixes that begin with the bits of the bin: more than one where the bits end within a digit. */
  private static List<String> prefixes(int bin, int bits) {
    int digits = (bits + 3) / 4;
    int open = digits * 4 - bits;
    return IntStream.range(0, 1 << open).mapToObj(rest -> hex(bin << open | rest, digits)).toList();
  }

  private static String hex(int value, int digits) {
    String text = Integer.toHexString(value);
    return "0".repeat(digits - text.length()) + text;
  }
}
