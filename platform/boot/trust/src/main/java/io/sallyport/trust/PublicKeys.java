package io.sallyport.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Between the text forms of public keys in metadata and JCA keys. */
final class PublicKeys {
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final BigInteger P256_ORDER = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private PublicKeys() {}

  /** Empty for key types, schemes and values that this client does not support. */
  static Optional<PublicKey> decode(String type, String scheme, String value) {
    try {
      if (type.equals("ed25519") && scheme.equals("ed25519")) {
        byte[] raw = HexFormat.of().parseHex(value);
        return raw.length == 32 ? Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(join(ED25519_PREFIX, raw)))) : Optional.empty();
      }
      if ((type.equals("ecdsa") || type.equals("ecdsa-sha2-nistp256")) && scheme.equals("ecdsa-sha2-nistp256")) {
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(fromPem(value)));
        boolean p256 = key instanceof ECPublicKey ec && ec.getParams().getOrder().equals(P256_ORDER);
        return p256 ? Optional.of(key) : Optional.empty();
      }
      return Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** @throws IllegalArgumentException for a key that is neither Ed25519 nor on P-256 */
  static TufKey encode(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (key instanceof ECPublicKey ec && ec.getParams().getOrder().equals(P256_ORDER)) {
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
      return new TufKey("ecdsa", "ecdsa-sha2-nistp256", BEGIN + "\n" + body + "\n" + END + "\n");
    }
    if (encoded.length == 44 && Arrays.equals(encoded, 0, 12, ED25519_PREFIX, 0, 12)) {
      return new TufKey("ed25519", "ed25519", HexFormat.of().formatHex(encoded, 12, 44));
    }
    throw new IllegalArgumentException("neither Ed25519 nor P-256: " + key.getAlgorithm());
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
