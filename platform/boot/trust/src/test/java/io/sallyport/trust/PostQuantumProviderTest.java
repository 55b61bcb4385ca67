package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ML-DSA-87 from the JDK where it has it, from an unregistered Bouncy Castle elsewhere: the same keys and signatures. */
class PostQuantumProviderTest {
  private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);
  @TempDir Path directory;

  @Test
  void bouncyCastleIsFoundAndNeverRegistered() throws Exception {
    Provider found = PostQuantumProvider.bouncyCastle().orElseThrow();
    assertEquals("BC", found.getName());
    assertNull(Security.getProvider("BC"));
    assertTrue(PostQuantumProvider.registered().isEmpty());
    assertEquals(found, PostQuantumProvider.registered(Security.getProvider("SunEC"), found).orElseThrow());
    KeyPair pair = KeyPairGenerator.getInstance("ML-DSA-87", found).generateKeyPair();
    Signature signature = Signature.getInstance("ML-DSA-87", found);
    signature.initSign(pair.getPrivate());
    signature.update(MESSAGE);
    byte[] signed = signature.sign();
    TufKey key = TufKey.of(pair.getPublic());
    assertTrue(key.verify(MESSAGE, signed), "a signature of Bouncy Castle, verified by " + PostQuantumProvider.require());
    assertFalse(key.verify(new byte[] {1}, signed));
  }

  @Test
  void theJdkAndBouncyCastleReadEachOthersKeyFiles() throws Exception {
    Optional<Provider> jdk = PostQuantumProvider.registered(Security.getProviders());
    Assumptions.assumeTrue(jdk.isPresent(), "this JDK has no ML-DSA-87 of its own");
    Path file = directory.resolve("pq.p12");
    Signer signer = KeyFile.create(file, "secret".toCharArray(), Algorithm.ML_DSA_87);
    Signer opened = KeyFile.open(file, "secret".toCharArray());
    assertEquals(signer.key(), opened.key());
    byte[] signed = opened.sign(MESSAGE);
    Provider bouncyCastle = PostQuantumProvider.bouncyCastle().orElseThrow();
    PublicKey key = KeyFactory.getInstance("ML-DSA-87", bouncyCastle).generatePublic(new X509EncodedKeySpec(signer.key().decoded().orElseThrow().getEncoded()));
    Signature verifier = Signature.getInstance("ML-DSA-87", bouncyCastle);
    verifier.initVerify(key);
    verifier.update(MESSAGE);
    assertTrue(verifier.verify(signed));
    KeyStore store = KeyStore.getInstance("PKCS12", bouncyCastle);
    store.load(Files.newInputStream(file), "secret".toCharArray());
    assertEquals("ML-DSA-87", store.getKey("key", "secret".toCharArray()).getAlgorithm());
  }

  @Test
  void keysOfOtherParameterSetsAreNoKeys() throws Exception {
    KeyPair weaker = KeyPairGenerator.getInstance("ML-DSA-65", PostQuantumProvider.require()).generateKeyPair();
    assertEquals("neither Ed25519, P-256 nor ML-DSA-87: " + weaker.getPublic().getAlgorithm(),
        assertThrows(IllegalArgumentException.class, () -> TufKey.of(weaker.getPublic())).getMessage());
    assertTrue(new TufKey("ml-dsa", "ml-dsa-65", "00").algorithm().isEmpty());
    assertTrue(new TufKey("ml-dsa", "ml-dsa-87", "00").decoded().isEmpty());
    assertTrue(new TufKey("ml-dsa", "ml-dsa-87", "no hexadecimal").decoded().isEmpty());
  }

  /** A JVM whose providers know no ML-DSA and that has no Bouncy Castle, as a FIPS assembly: told apart from a bad signature. */
  @Test
  void withoutAnyProviderItIsSaid() throws Exception {
    Path root = directory.resolve("root.json");
    TestRepository repository = new TestRepository().turn(SignaturePolicy.HYBRID);
    Files.write(root, repository.files.get("2.root.json"));
    String classes = Path.of(PostQuantum.class.getProtectionDomain().getCodeSource().getLocation().toURI()) + java.io.File.pathSeparator
        + Path.of(PostQuantumProviderTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path log = directory.resolve("log");
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes, ReadsARoot.class.getName(), root.toString())
        .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(Files.readString(log).startsWith("SP-TRUST-0080: no security provider here knows ML-DSA-87"), Files.readString(log));
  }

  /** Takes ML-DSA from the JDK, then prints how a root is refused. */
  static final class ReadsARoot {
    public static void main(String[] arguments) throws Exception {
      Provider sun = Security.getProvider("SUN");
      sun.clear();
      sun.put("MessageDigest.SHA-256", "sun.security.provider.SHA2$SHA256");
      sun.put("MessageDigest.SHA-512", "sun.security.provider.SHA5$SHA512");
      try {
        RootMetadata.selfSigned(Files.readAllBytes(Path.of(arguments[0])), "root.json");
        System.out.println("taken");
      } catch (RefusedException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
