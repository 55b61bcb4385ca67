package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);
  @TempDir Path directory;

  @Test
  void aKeyFileSignsAfterReopening() throws Exception {
    Path file = directory.resolve("a.p12");
    Signer made = KeyFile.create(file, "secret".toCharArray());
    Signer opened = KeyFile.open(file, "secret".toCharArray());
    assertEquals(made.key(), opened.key());
    assertTrue(made.key().verify(MESSAGE, opened.sign(MESSAGE)));
    assertFalse(made.key().verify("other".getBytes(StandardCharsets.UTF_8), opened.sign(MESSAGE)));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void badKeyFilesAreRefused() throws Exception {
    Path file = directory.resolve("a.p12");
    KeyFile.create(file, "secret".toCharArray());
    assertCode("SP-TRUST-0013", () -> KeyFile.open(file, "wrong".toCharArray()));
    assertCode("SP-TRUST-0014", () -> KeyFile.create(file, "secret".toCharArray()));
    assertCode("SP-TRUST-0014", () -> KeyFile.open(directory.resolve("none.p12"), "secret".toCharArray()));
    Path torn = directory.resolve("torn.p12");
    byte[] bytes = Files.readAllBytes(file);
    AtomicFiles.writePrivate(torn, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertCode("SP-TRUST-0014", () -> KeyFile.open(torn, "secret".toCharArray()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertCode("SP-TRUST-0014", () -> KeyFile.open(file, "secret".toCharArray()));
  }

  @Test
  void p256KeysVerify() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Signer signer = new PrivateKeySigner(TufKey.of(pair.getPublic()), pair.getPrivate());
    assertTrue(TufKey.fromJson(signer.key().toJson()).verify(MESSAGE, signer.sign(MESSAGE)));
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair p384 = generator.generateKeyPair();
    assertThrows(IllegalArgumentException.class, () -> TufKey.of(p384.getPublic()));
  }

  @Test
  void rsaSignaturesAreVerifiedFrom2048BitsOn() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    for (int bits : new int[] {1024, 2048}) {
      generator.initialize(bits);
      KeyPair pair = generator.generateKeyPair();
      String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----";
      java.security.Signature signer = Algorithm.RSA_PSS.signature();
      signer.initSign(pair.getPrivate());
      signer.update(MESSAGE);
      byte[] signature = signer.sign();
      TufKey key = new TufKey("rsa", "rsassa-pss-sha256", pem);
      assertEquals(bits == 2048, key.verify(MESSAGE, signature));
      signature[7] ^= 1;
      assertFalse(key.verify(MESSAGE, signature));
    }
    assertTrue(Algorithm.of("rsa").isEmpty(), "no keys are made for it");
  }

  /** TUF 1.0.34 section 4: members that a client does not know count when it calculates digests. */
  @Test
  void theIdOfAKeyIsOverAllItsMembers() {
    Signer signer = KeyFile.create(directory.resolve("k.p12"), "x".toCharArray());
    TufKey more = TufKey.fromJson(signer.key().toJson().toBuilder().put("x-owner", "@alice").build());
    assertNotEquals(signer.key().id(), more.id());
    JsonObject signed = JsonObject.builder().put("n", 1).build();
    String signature = Signature.of(signer, CanonicalJson.encode(signed)).sig();
    for (String id : List.of(more.id(), signer.key().id())) {
      Role role = new Role("targets", List.of(id), 1, Map.of(id, more));
      assertEquals(id.equals(more.id()), !role.verifiedBy(new Envelope(signed, List.of(new Signature(id, signature)))).isEmpty());
    }
    assertCode("SP-TRUST-0006", () -> TufKey.fromJson(JsonObject.builder().put("keytype", "ed25519").put("scheme", "ed25519").build()));
  }

  @Test
  void aKeyCountsOnceHoweverItIsWritten() {
    Signer signer = KeyFile.create(directory.resolve("k.p12"), "x".toCharArray());
    JsonObject signed = JsonObject.builder().put("n", 1).build();
    TufKey key = signer.key();
    TufKey upper = new TufKey(key.type(), key.scheme(), key.publicValue().toUpperCase(Locale.ROOT));
    Signature own = Signature.of(signer, CanonicalJson.encode(signed));
    Envelope envelope = new Envelope(signed, List.of(own, own, new Signature(upper.id(), own.sig())));
    Role twice = new Role("targets", List.of(key.id(), upper.id()), 2, Map.of(key.id(), key, upper.id(), upper));
    assertEquals(Set.of(key.id()), twice.verifiedBy(envelope));
    assertCode("SP-TRUST-0011", () -> twice.requireThreshold(envelope, "test"));
    assertCode("SP-TRUST-0012", () -> new Role("targets", List.of(key.id(), key.id()), 1, Map.of()));
    Role falseId = new Role("targets", List.of("ab"), 1, Map.of("ab", key));
    assertTrue(falseId.verifiedBy(new Envelope(signed, List.of(new Signature("ab", own.sig())))).isEmpty());
    new Role("targets", List.of(key.id()), 1, Map.of(key.id(), key)).requireThreshold(envelope, "test");
  }

  static void assertCode(String code, org.junit.jupiter.api.function.Executable executable) {
    assertEquals(code, assertThrows(RefusedException.class, executable).refusal().code());
  }
}
