package io.sallyport.audit.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The public key of a signed note (C2SP signed-note): Ed25519, written {@code NAME+HASH+BASE64}. Immutable. */
public final class VerifierKey {
  static final int ID_LENGTH = 4;
  private static final byte ED25519 = 1;
  private static final int RAW_LENGTH = 32;
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] id;
  private final byte[] raw;
  private final PublicKey key;

  private VerifierKey(String name, byte[] raw) {
    this.name = name;
    this.raw = raw.clone();
    this.id = id(name, raw);
    this.key = publicKey(raw);
  }

  /** @param raw the 32 bytes of an Ed25519 public key */
  static VerifierKey of(String name, byte[] raw) {
    if (raw.length != RAW_LENGTH || name.isEmpty() || name.contains("+") || name.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("not a note key: name " + name + ", " + raw.length + " bytes");
    }
    return new VerifierKey(name, raw);
  }

  /**
   * @param text {@code NAME+HASH+BASE64}
   * @throws IllegalArgumentException if it is anything else, or the hash does not belong to the key
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a verifier key is NAME+HASH+KEY");
    }
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != 1 + RAW_LENGTH || typed[0] != ED25519) {
      throw new IllegalArgumentException("not an Ed25519 verifier key");
    }
    VerifierKey key = of(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!HexFormat.of().formatHex(key.id).equals(parts[1])) {
      throw new IllegalArgumentException("the hash in the verifier key does not belong to its name and key");
    }
    return key;
  }

  String name() {
    return name;
  }

  byte[] id() {
    return id.clone();
  }

  /** {@code NAME+HASH+BASE64}. */
  String text() {
    return name + "+" + HexFormat.of().formatHex(id) + "+" + Base64.getEncoder().encodeToString(typed(raw));
  }

  boolean verify(byte[] text, byte[] signature) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(text);
      return ed25519.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] id(String name, byte[] raw) {
    MessageDigest sha = TreeHash.sha256();
    sha.update(name.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) '\n');
    sha.update(typed(raw));
    return Arrays.copyOf(sha.digest(), ID_LENGTH);
  }

  private static byte[] typed(byte[] raw) {
    byte[] typed = new byte[1 + raw.length];
    typed[0] = ED25519;
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return typed;
  }

  private static PublicKey publicKey(byte[] raw) {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + RAW_LENGTH);
    System.arraycopy(raw, 0, encoded, X509_PREFIX.length, RAW_LENGTH);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key", e);
    }
  }
}
