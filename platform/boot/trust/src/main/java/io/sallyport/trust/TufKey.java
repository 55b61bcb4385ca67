package io.sallyport.trust;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/**
 * A public key as TUF metadata writes it (TUF 1.0.34 section 4.2). Supported: {@code ed25519} (32 bytes in hexadecimal), ECDSA on P-256 and,
 * to verify only, RSA-PSS of 2048 bits or more (PEM); beyond TUF, {@code ml-dsa-87} (2592 bytes in hexadecimal, ADR 0007). A key of another
 * type can be carried but never verifies anything.
 *
 * @param json the key with every member that its metadata gives it: the id is over all of them
 */
public record TufKey(JsonObject json) {
  private static final VerifiedSignatures VALID = new VerifiedSignatures();

  /** @throws RefusedException SP-TRUST-0006 if a member that every key has is missing */
  public TufKey {
    json.string("keytype");
    json.string("scheme");
    json.object("keyval").string("public");
  }

  /**
   * A key without further members.
   *
   * @param type {@code ed25519}, {@code ecdsa}, {@code rsa} or {@code ml-dsa}
   * @param scheme {@code ed25519}, {@code ecdsa-sha2-nistp256}, {@code rsassa-pss-sha256} or {@code ml-dsa-87}
   * @param publicValue hexadecimal or PEM
   */
  public TufKey(String type, String scheme, String publicValue) {
    this(JsonObject.builder().put("keytype", type).put("keyval", JsonObject.builder().put("public", publicValue).build()).put("scheme", scheme).build());
  }

  /** The key of a JCA public key; Ed25519, EC on P-256 or ML-DSA-87. */
  public static TufKey of(PublicKey key) {
    return PublicKeys.encode(key);
  }

  public static TufKey fromJson(JsonObject json) {
    return new TufKey(json);
  }

  public JsonObject toJson() {
    return json;
  }

  public String type() {
    return json.string("keytype");
  }

  public String scheme() {
    return json.string("scheme");
  }

  /** Hexadecimal or PEM. */
  public String publicValue() {
    return json.object("keyval").string("public");
  }

  /** SHA-256 of the canonical form, unknown members included. */
  public String id() {
    return Digests.sha256(CanonicalJson.encode(json));
  }

  /** What it signs with; empty if unsupported. */
  public Optional<Algorithm> algorithm() {
    return Algorithm.of(type(), scheme());
  }

  /**
   * True only for a valid signature of exactly this message; never throws for a bad key or signature.
   *
   * @throws RefusedException SP-TRUST-0080 for an ML-DSA-87 key where no provider knows the algorithm
   */
  public boolean verify(byte[] message, byte[] signature) {
    Optional<PublicKey> key = decoded();
    if (key.isEmpty()) {
      return false;
    }
    Algorithm algorithm = algorithm().orElseThrow();
    String provider = SignatureProviders.of(algorithm).map(Provider::getName).orElse("");
    ByteBuffer digest = VerifiedSignatures.digest(algorithm.name(), provider, key.get(), message, signature);
    if (VALID.contains(digest)) {
      return true;
    }
    try {
      Signature verifier = algorithm.signature();
      verifier.initVerify(key.get());
      verifier.update(message);
      boolean valid = verifier.verify(signature);
      if (valid) {
        VALID.add(digest);
      }
      return valid;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The key itself; empty if unsupported or ill-formed. */
  Optional<PublicKey> decoded() {
    return algorithm().flatMap(algorithm -> PublicKeys.decode(algorithm, publicValue()));
  }

  /** Equal for two keys that the same private key signs for, however they are written; empty if unsupported or ill-formed. */
  public Optional<ByteBuffer> identity() {
    try {
      return algorithm().map(algorithm -> KeyForm.of(algorithm, publicValue()).identity());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Checks that a key of a supported type is a sound one in the one form of its kind. A key of another type passes: it never
   * verifies anything.
   *
   * @return this
   * @throws RefusedException SP-TRUST-0140
   */
  public TufKey requireForm() {
    try {
      algorithm().ifPresent(algorithm -> KeyForm.of(algorithm, publicValue()));
      return this;
    } catch (IllegalArgumentException e) {
      throw Refusals.refuse("SP-TRUST-0140", "a key is ill-formed: " + e.getMessage(), "key " + id(), "have the key written again by a tool that writes DER, and the metadata made again");
    }
  }
}
