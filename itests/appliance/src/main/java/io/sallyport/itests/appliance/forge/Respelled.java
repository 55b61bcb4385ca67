package io.sallyport.itests.appliance.forge;

import io.sallyport.trust.Signer;
import io.sallyport.trust.TufKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** One private key under two public keys that are written differently. */
public final class Respelled {
  private static final String ED25519 = "ed25519";
  private static final int P256_POINT_AT = 27;
  private static final int COORDINATE_BYTES = 32;
  private static final byte[] P256_COMPRESSED = {0x30, 0x39, 0x30, 0x13, 0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
      (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x22, 0x00};

  private Respelled() {}

  private record Key(TufKey key, UnaryOperator<byte[]> signing) implements Signer {
    @Override
    public byte[] sign(byte[] message) {
      return signing.apply(message);
    }
  }

  /** RSA of 2048 bits; in the second the modulus has one more zero in front. */
  public static List<Signer> rsaByLeadingZero() {
    KeyPair pair = rsaPair();
    byte[] der = pair.getPublic().getEncoded();
    return List.of(rsa(der, pair.getPrivate()), rsa(padded(der), pair.getPrivate()));
  }

  /** RSA: one modulus, two exponents. Who knows its factors signs for both. */
  public static List<Signer> rsaByExponent() {
    try {
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsaPair().getPrivate();
      BigInteger order = key.getPrimeP().subtract(BigInteger.ONE).multiply(key.getPrimeQ().subtract(BigInteger.ONE));
      KeyFactory factory = KeyFactory.getInstance("RSA");
      BigInteger[] exponents = IntStream.of(65537, 257, 17, 11, 7, 5, 3).mapToObj(BigInteger::valueOf).filter(e -> order.gcd(e).equals(BigInteger.ONE)).limit(2).toArray(BigInteger[]::new);
      Signer[] signers = new Signer[exponents.length];
      for (int i = 0; i < exponents.length; i++) {
        PrivateKey secret = factory.generatePrivate(new RSAPrivateKeySpec(key.getModulus(), exponents[i].modInverse(order)));
        signers[i] = rsa(factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), exponents[i])).getEncoded(), secret);
      }
      return List.of(signers);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** P-256; in the second the point is compressed (SEC 1, 2.3.3). */
  public static List<Signer> p256ByCompression() {
    KeyPair pair = p256Pair();
    byte[] der = pair.getPublic().getEncoded();
    byte[] compressed = Arrays.copyOf(P256_COMPRESSED, P256_COMPRESSED.length + 1 + COORDINATE_BYTES);
    compressed[P256_COMPRESSED.length] = (byte) (((ECPublicKey) pair.getPublic()).getW().getAffineY().testBit(0) ? 3 : 2);
    System.arraycopy(der, P256_POINT_AT, compressed, P256_COMPRESSED.length + 1, COORDINATE_BYTES);
    return List.of(p256(pem(der), pair.getPrivate()), p256(pem(compressed), pair.getPrivate()));
  }

  /** P-256; the second PEM has other line breaks, and so another id. */
  public static List<Signer> p256ByLineBreaks() {
    KeyPair pair = p256Pair();
    String pem = pem(pair.getPublic().getEncoded());
    return List.of(p256(pem, pair.getPrivate()), p256(pem.replace("\n", "\r\n"), pair.getPrivate()));
  }

  /** Ed25519: the neutral point, under which one signature holds for every message; nobody needs a private key. */
  public static Signer ed25519Neutral() {
    byte[] signature = new byte[2 * COORDINATE_BYTES];
    signature[0] = 1;
    return new Key(new TufKey(ED25519, ED25519, "01" + "00".repeat(COORDINATE_BYTES - 1)), message -> signature.clone());
  }

  private static Signer rsa(byte[] der, PrivateKey key) {
    PSSParameterSpec parameters = new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);
    return new Key(new TufKey("rsa", "rsassa-pss-sha256", pem(der)), message -> {
      try {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(parameters);
        return sign(signature, key, message);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static Signer p256(String pem, PrivateKey key) {
    return new Key(new TufKey("ecdsa", "ecdsa-sha2-nistp256", pem), message -> {
      try {
        return sign(Signature.getInstance("SHA256withECDSA"), key, message);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static byte[] sign(Signature signature, PrivateKey key, byte[] message) throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  /** The lengths around the modulus of 2048 bits stand at fixed places; each grows by one. */
  private static byte[] padded(byte[] der) {
    int modulus = 32;
    byte[] padded = new byte[der.length + 1];
    System.arraycopy(der, 0, padded, 0, modulus);
    System.arraycopy(der, modulus, padded, modulus + 1, der.length - modulus);
    IntStream.of(3, 22, 27, 31).forEach(length -> padded[length]++);
    return padded;
  }

  private static KeyPair rsaPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair p256Pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(byte[] der) {
    return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
  }
}
