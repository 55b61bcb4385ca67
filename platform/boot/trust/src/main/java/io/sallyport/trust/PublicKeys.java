package io.sallyport.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Between the text forms of public keys in metadata and JCA keys. */
final class PublicKeys {
  private static final BigInteger P256_ORDER = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private PublicKeys() {}

  /** Empty for values that are no key of the algorithm, or not written in the one form of it ({@link KeyForm}). */
  static Optional<PublicKey> decode(Algorithm algorithm, String value) {
    try {
      return Optional.of(algorithm.keyFactory().generatePublic(new X509EncodedKeySpec(KeyForm.of(algorithm, value).spki())));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** @throws IllegalArgumentException for a key that is neither Ed25519 nor on P-256 nor ML-DSA-87 */
  static TufKey encode(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (key instanceof ECPublicKey ec && ec.getParams().getOrder().equals(P256_ORDER)) {
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
      return key(Algorithm.ECDSA_P256, KeyForm.BEGIN + "\n" + body + "\n" + KeyForm.END + "\n");
    }
    if (has(encoded, KeyForm.ED25519_PREFIX, KeyForm.ED25519_BYTES)) {
      return key(Algorithm.ED25519, HexFormat.of().formatHex(encoded, KeyForm.ED25519_PREFIX.length, encoded.length));
    }
    if (has(encoded, KeyForm.ML_DSA_87_PREFIX, KeyForm.ML_DSA_87_BYTES)) {
      return key(Algorithm.ML_DSA_87, HexFormat.of().formatHex(encoded, KeyForm.ML_DSA_87_PREFIX.length, encoded.length));
    }
    throw new IllegalArgumentException("neither Ed25519, P-256 nor ML-DSA-87: " + key.getAlgorithm());
  }

  private static boolean has(byte[] encoded, byte[] prefix, int length) {
    return encoded.length == prefix.length + length && Arrays.equals(encoded, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static TufKey key(Algorithm algorithm, String value) {
    return new TufKey(algorithm.keyType(), algorithm.scheme(), value);
  }
}
