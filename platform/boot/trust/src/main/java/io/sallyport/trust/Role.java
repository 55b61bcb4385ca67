package io.sallyport.trust;

import java.security.PublicKey;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may sign, and how many of them must (TUF 1.0.34 section 4.3).
 *
 * @param name the role, for errors
 * @param keyids the keys of the role, each once
 * @param threshold number of different keys that must have signed, at least 1
 * @param keys the known keys by keyid
 */
public record Role(String name, List<String> keyids, int threshold, Map<String, TufKey> keys) {
  public Role {
    keyids = List.copyOf(keyids);
    keys = Map.copyOf(keys);
    if (threshold < 1) {
      throw Refusals.refuse("SP-TRUST-0012", "the threshold " + threshold + " is below 1", "role " + Text.shown(name), "have the metadata made again");
    }
    if (new HashSet<>(keyids).size() != keyids.size()) {
      throw Refusals.refuse("SP-TRUST-0012", "a keyid is listed twice", "role " + Text.shown(name), "have the metadata made again");
    }
  }

  /**
   * The keyids of this role with a valid signature. A keyid counts once however often it signed, only if it is the digest of its key, and
   * one key written in two ways counts once too.
   */
  public Set<String> verifiedBy(Envelope envelope) {
    byte[] message = envelope.canonicalBytes();
    Set<String> verified = new LinkedHashSet<>();
    Set<PublicKey> counted = new HashSet<>();
    for (String keyid : keyids) {
      TufKey key = keys.get(keyid);
      if (key == null || !key.id().equals(keyid)) {
        continue;
      }
      Optional<PublicKey> decoded = key.decoded();
      if (decoded.isEmpty() || counted.contains(decoded.get())) {
        continue;
      }
      if (envelope.signatures().stream().anyMatch(s -> s.keyid().equals(keyid) && key.verify(message, s.bytes()))) {
        verified.add(keyid);
        counted.add(decoded.get());
      }
    }
    return verified;
  }

  /** @throws RefusedException SP-TRUST-0011 if fewer than {@link #threshold} different keys have signed */
  public void requireThreshold(Envelope envelope, String where) {
    int valid = verifiedBy(envelope).size();
    if (valid < threshold) {
      throw Refusals.refuse("SP-TRUST-0011", "valid signatures of " + valid + " keys of role " + Text.shown(name) + ", " + threshold + " are needed", where,
          "use metadata signed by enough keys of the role; do not use this copy");
    }
  }
}
