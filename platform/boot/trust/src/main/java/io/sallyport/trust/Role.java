package io.sallyport.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may sign, and how many of them must (TUF 1.0.34 section 4.3), classical keys and post-quantum ones (ADR 0007).
 *
 * @param name the role, for errors
 * @param classical TUF's own keys and threshold
 * @param postQuantum the ML-DSA-87 keys and threshold, if the role has any
 * @param policy which of the two count
 */
public record Role(String name, Quorum classical, Optional<Quorum> postQuantum, SignaturePolicy policy) {
  public Role {
    Stream.concat(Stream.of(classical), postQuantum.stream()).forEach(quorum -> requireForm(name, quorum));
  }

  /** A role with classical keys only. */
  public Role(String name, List<String> keyids, int threshold, Map<String, TufKey> keys) {
    this(name, new Quorum(Quorum.Kind.CLASSICAL, keyids, threshold, keys), Optional.empty(), SignaturePolicy.CLASSICAL);
  }

  /** The quorums that must be met: what the policy says. */
  public List<Quorum> counted() {
    return policy.counted(this);
  }

  /** Both quorums, counted or not; what people are shown. */
  public List<Quorum> quorums() {
    return Stream.concat(Stream.of(classical), postQuantum.stream()).toList();
  }

  /** Whether the key is one of the role's, of either kind. */
  public boolean has(String keyid) {
    return quorums().stream().anyMatch(quorum -> quorum.keyids().contains(keyid));
  }

  /** Whether the key, with each half that counts here, is the only one of the role. */
  public boolean onlyKeyIs(PairedKey key) {
    return counted().stream().allMatch(quorum -> key.halves().stream().anyMatch(half -> quorum.keyids().equals(List.of(half.id()))));
  }

  /** Whether every quorum that counts is met. */
  public boolean met(Envelope envelope) {
    return counted().stream().allMatch(quorum -> quorum.count(envelope).met());
  }

  /**
   * Checks every quorum that counts.
   *
   * @throws RefusedException SP-TRUST-0011 if fewer classical keys than the threshold have signed, SP-TRUST-0083 if fewer ML-DSA-87 keys,
   *     SP-TRUST-0080 or 0082 if these cannot be checked
   */
  public void requireThreshold(Envelope envelope, String where) {
    for (Quorum quorum : counted()) {
      Quorum.Count count = quorum.count(envelope);
      if (!count.met()) {
        boolean classicalKeys = quorum.kind() == Quorum.Kind.CLASSICAL;
        throw Refusals.refuse(classicalKeys ? "SP-TRUST-0011" : "SP-TRUST-0083", "valid " + (classicalKeys ? "" : "ML-DSA-87 ") + "signatures of " + count.valid() + " keys of role " + Text.shown(name)
            + ", " + count.threshold() + " are needed", where, "use metadata signed by enough keys of the role; do not use this copy");
      }
    }
  }

  /** The classical keys. */
  public List<String> keyids() {
    return classical.keyids();
  }

  /** The classical threshold. */
  public int threshold() {
    return classical.threshold();
  }

  /** The known classical keys by keyid. */
  public Map<String, TufKey> keys() {
    return classical.keys();
  }

  /** The classical keys that have signed. */
  public Set<String> verifiedBy(Envelope envelope) {
    return classical.verifiedBy(envelope);
  }

  /** Whether keys differ. Another threshold alone is no rotation: what is trusted is still compared with. */
  boolean rotatedIn(Role next) {
    return !same(classical, next.classical) || postQuantum.isPresent() != next.postQuantum.isPresent()
        || postQuantum.isPresent() && !same(postQuantum.get(), next.postQuantum.orElseThrow());
  }

  private static boolean same(Quorum before, Quorum after) {
    return new HashSet<>(before.keyids()).equals(new HashSet<>(after.keyids()));
  }

  private static void requireForm(String name, Quorum quorum) {
    if (quorum.threshold() < 1) {
      throw Refusals.refuse("SP-TRUST-0012", "the threshold " + quorum.threshold() + " is below 1", "role " + Text.shown(name), "have the metadata made again");
    }
    if (new HashSet<>(quorum.keyids()).size() != quorum.keyids().size()) {
      throw Refusals.refuse("SP-TRUST-0012", "a keyid is listed twice", "role " + Text.shown(name), "have the metadata made again");
    }
  }
}
