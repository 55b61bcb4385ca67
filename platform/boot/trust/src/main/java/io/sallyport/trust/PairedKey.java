package io.sallyport.trust;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The public key of one signer, a person or an appliance: a classical half and, where a repository's policy needs it, an ML-DSA-87 half
 * (ADR 0007, ADR 0017). As JSON the classical key as TUF writes it, or both: {@code {"classical": KEY, "post_quantum": KEY}}.
 *
 * @param classical Ed25519 or P-256; its id is the signer's id
 * @param postQuantum ML-DSA-87
 */
public record PairedKey(TufKey classical, Optional<TufKey> postQuantum) {
  private static final Set<Algorithm> SIGNERS = EnumSet.of(Algorithm.ED25519, Algorithm.ECDSA_P256);
  private static final String CLASSICAL = "classical";
  private static final String POST_QUANTUM = "post_quantum";

  /** @throws RefusedException SP-TRUST-0102 if a half is of the other kind, 0141 if the classical one is RSA or unknown, 0140 if one is ill-formed */
  public PairedKey {
    require(classical.algorithm().filter(Algorithm::postQuantum).isEmpty(), classical);
    if (classical.algorithm().filter(SIGNERS::contains).isEmpty()) {
      throw Refusals.refuse("SP-TRUST-0141", "the key of a signer must be Ed25519 or ECDSA on P-256", "key " + classical.id(), "make a key with signed-repo keys");
    }
    classical.requireForm();
    postQuantum.ifPresent(TufKey::requireForm);
    postQuantum.ifPresent(key -> require(key.algorithm().filter(Algorithm::postQuantum).isPresent(), key));
  }

  /** A classical key alone. */
  public static PairedKey of(TufKey classical) {
    return new PairedKey(classical, Optional.empty());
  }

  /** Either form. @throws RefusedException SP-TRUST-0102 or a JSON refusal */
  public static PairedKey fromJson(JsonObject json) {
    return json.has(CLASSICAL) ? new PairedKey(TufKey.fromJson(json.object(CLASSICAL)), json.optionalObject(POST_QUANTUM).map(TufKey::fromJson)) : of(TufKey.fromJson(json));
  }

  public JsonObject toJson() {
    return postQuantum.map(key -> JsonObject.builder().put(CLASSICAL, classical.toJson()).put(POST_QUANTUM, key.toJson()).build()).orElseGet(classical::toJson);
  }

  /** The id of the classical half. */
  public String id() {
    return classical.id();
  }

  /** Its halves, the classical one first. */
  public List<TufKey> halves() {
    return Stream.concat(Stream.of(classical), postQuantum.stream()).toList();
  }

  private static void require(boolean holds, TufKey key) {
    if (!holds) {
      throw Refusals.refuse("SP-TRUST-0102", "a key is not of the kind that its place needs", "key " + key.id(), "give the public key file as it was made");
    }
  }
}
