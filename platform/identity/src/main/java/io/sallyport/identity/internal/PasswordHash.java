package io.sallyport.identity.internal;

import io.sallyport.trust.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2-HMAC-SHA256 (RFC 8018) of a password.
 *
 * @param salt 16 bytes, hex
 * @param hash 32 bytes, hex
 */
record PasswordHash(String salt, int iterations, String hash) {
  static final int DEFAULT_ITERATIONS = 600_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  static PasswordHash of(char[] password, int iterations) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new PasswordHash(HexFormat.of().formatHex(salt), iterations, HexFormat.of().formatHex(derive(password, salt, iterations)));
  }

  /** Of no password: comparing costs what it costs for one, and holds for none but by a chance of 2^-256. Nothing is derived. */
  static PasswordHash ofNone(int iterations) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BITS / Byte.SIZE];
    RANDOM.nextBytes(salt);
    RANDOM.nextBytes(hash);
    return new PasswordHash(HexFormat.of().formatHex(salt), iterations, HexFormat.of().formatHex(hash));
  }

  static PasswordHash fromJson(JsonObject json) {
    long iterations = json.integer("iterations");
    if (iterations < 1 || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException("iterations " + iterations);
    }
    HexFormat.of().parseHex(json.string("salt"));
    HexFormat.of().parseHex(json.string("hash"));
    return new PasswordHash(json.string("salt"), (int) iterations, json.string("hash"));
  }

  JsonObject toJson() {
    return JsonObject.builder().put("salt", salt).put("iterations", iterations).put("hash", hash).build();
  }

  /** Compares in constant time. */
  boolean matches(char[] password) {
    HexFormat hex = HexFormat.of();
    return MessageDigest.isEqual(hex.parseHex(hash), derive(password, hex.parseHex(salt), iterations));
  }

  /** Without salt and hash: who has them guesses on their own machine. */
  @Override
  public String toString() {
    return "PasswordHash[" + iterations + " iterations]";
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PBKDF2WithHmacSHA256 is not available", e);
    } finally {
      spec.clearPassword();
    }
  }
}
