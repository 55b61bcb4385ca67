package io.sallyport.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Between the text forms of public keys in metadata and JCA keys. */
final class PublicKeys {
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] ML_DSA_87_PREFIX = HexFormat.of().parseHex("30820a32300b060960864801650304031303820a2100");
  private static final int ED25519_BYTES = 32;
  private static final int ML_DSA_87_BYTES = 2592;
  private static final int LEAST_RSA_BITS = 2048;
  private static final BigInteger P256_ORDER = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private PublicKeys() {}

  /** Empty for values that are no key of the algorithm. */
  static Optional<PublicKey> decode(Algorithm algorithm, String value) {
    try {
      return switch (algorithm) {
        case ED25519 -> raw(algorithm, ED25519_PREFIX, ED25519_BYTES, value);
        case ML_DSA_87 -> raw(algorithm, ML_DSA_87_PREFIX, ML_DSA_87_BYTES, value);
        case RSA_PSS -> {
          PublicKey key = algorithm.keyFactory().generatePublic(new X509EncodedKeySpec(fromPem(value)));
          yield key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS ? Optional.of(key) : Optional.empty();
        }
        case ECDSA_P256 -> {
          PublicKey key = algorithm.keyFactory().generatePublic(new X509EncodedKeySpec(fromPem(value)));
          yield key instanceof ECPublicKey ec && ec.getParams().getOrder().equals(P256_ORDER) ? Optional.of(key) : Optional.empty();
        }
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> raw(Algorithm algorithm, byte[] prefix, int length, String value) throws GeneralSecurityException {
    byte[] raw = HexFormat.of().parseHex(value);
    return raw.length == length ? Optional.of(algorithm.keyFactory().generatePublic(new X509EncodedKeySpec(join(prefix, raw)))) : Optional.empty();
  }

  /** @throws IllegalArgumentException for a key that is neither Ed25519 nor on P-256 nor ML-DSA-87 */
  static TufKey encode(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (key instanceof ECPublicKey ec && ec.getParams().getOrder().equals(P256_ORDER)) {
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
      return key(Algorithm.ECDSA_P256, BEGIN + "\n" + body + "\n" + END + "\n");
    }
    if (has(encoded, ED25519_PREFIX, ED25519_BYTES)) {
      return key(Algorithm.ED25519, HexFormat.of().formatHex(encoded, ED25519_PREFIX.length, encoded.length));
    }
    if (has(encoded, ML_DSA_87_PREFIX, ML_DSA_87_BYTES)) {
      return key(Algorithm.ML_DSA_87, HexFormat.of().formatHex(encoded, ML_DSA_87_PREFIX.length, encoded.length));
    }
    throw new IllegalArgumentException("neither Ed25519, P-256 nor ML-DSA-87: " + key.getAlgorithm());
  }

  private static boolean has(byte[] encoded, byte[] prefix, int length) {
    return encoded.length == prefix.length + length && Arrays.equals(encoded, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static TufKey key(Algorithm algorithm, String value) {
    return new TufKey(algorithm.keyType(), algorithm.scheme(), value);
  }

  private static byte[] fromPem(String pem) {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IllegalArgumentException("not a PEM public key");
    }
    return Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length()));
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
