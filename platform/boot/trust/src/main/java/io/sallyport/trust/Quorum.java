package io.sallyport.trust;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys of one kind and how many of them must have signed. Keys of the other kind prove nothing here, whatever the metadata says.
 *
 * @param kind classical or post-quantum
 * @param keyids the keys, each once
 * @param threshold number of different keys that must have signed, at least 1
 * @param keys the known keys by keyid
 */
public record Quorum(Kind kind, List<String> keyids, int threshold, Map<String, TufKey> keys) {
  /** What keys of a quorum are; the first half is TUF's own, the second is in the field {@code post_quantum} (ADR 0007). */
  public enum Kind { CLASSICAL, POST_QUANTUM }

  /** How a quorum stands: {@code valid} different keys have signed, {@code threshold} are needed. */
  public record Count(Kind kind, int valid, int threshold) {
    /** Whether it is met. */
    public boolean met() {
      return valid >= threshold;
    }

    /** For people: {@code 1 of 2}. */
    @Override
    public String toString() {
      return valid + " of " + threshold;
    }
  }

  public Quorum {
    keyids = List.copyOf(keyids);
    keys = Map.copyOf(keys);
  }

  /**
   * The keyids with a valid signature. A keyid counts once however often it signed, only if it is the digest of its key, and one key written
   * in two ways counts once too.
   *
   * @throws RefusedException SP-TRUST-0080 if the keys are post-quantum and no provider here knows them
   */
  public Set<String> verifiedBy(Envelope envelope) {
    byte[] message = envelope.canonicalBytes();
    Set<String> verified = new LinkedHashSet<>();
    Set<ByteBuffer> counted = new HashSet<>();
    for (String keyid : keyids) {
      TufKey key = keys.get(keyid);
      if (key == null || !key.id().equals(keyid) || !ofKind(key)) {
        continue;
      }
      Optional<ByteBuffer> identity = key.identity();
      if (identity.isEmpty() || counted.contains(identity.get())) {
        continue;
      }
      if (envelope.signatures().stream().anyMatch(s -> s.keyid().equals(keyid) && key.verify(message, s.bytes()))) {
        verified.add(keyid);
        counted.add(identity.get());
      }
    }
    return verified;
  }

  /** How it stands for an envelope. */
  public Count count(Envelope envelope) {
    return new Count(kind, verifiedBy(envelope).size(), threshold);
  }

  private boolean ofKind(TufKey key) {
    return key.algorithm().filter(algorithm -> algorithm.postQuantum() == (kind == Kind.POST_QUANTUM)).isPresent();
  }
}
