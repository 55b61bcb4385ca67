package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ML-DSA-87 from the JDK where it has it, from an unregistered Bouncy Castle elsewhere: the same keys and signatures. */
class SignatureProvidersTest {
  private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);
  @TempDir Path directory;

  @Test
  void bouncyCastleIsFoundAndNeverRegistered() throws Exception {
    Provider found = SignatureProviders.bouncyCastle().orElseThrow();
    assertEquals("BC", found.getName());
    assertNull(Security.getProvider("BC"));
    assertTrue(SignatureProviders.registered().isEmpty());
    assertEquals(found, SignatureProviders.registered(Security.getProvider("SunEC"), found).orElseThrow());
    KeyPair pair = KeyPairGenerator.getInstance("ML-DSA-87", found).generateKeyPair();
    Signature signature = Signature.getInstance("ML-DSA-87", found);
    signature.initSign(pair.getPrivate());
    signature.update(MESSAGE);
    byte[] signed = signature.sign();
    TufKey key = TufKey.of(pair.getPublic());
    assertTrue(key.verify(MESSAGE, signed), "a signature of Bouncy Castle, verified by " + SignatureProviders.postQuantum());
    assertFalse(key.verify(new byte[] {1}, signed));
  }

  @Test
  void theJdkAndBouncyCastleReadEachOthersKeyFiles() throws Exception {
    Optional<Provider> jdk = SignatureProviders.registered(Security.getProviders());
    Assumptions.assumeTrue(jdk.isPresent(), "this JDK has no ML-DSA-87 of its own");
    Path file = directory.resolve("pq.p12");
    Signer signer = KeyFile.create(file, "secret".toCharArray(), Algorithm.ML_DSA_87);
    Signer opened = KeyFile.open(file, "secret".toCharArray());
    assertEquals(signer.key(), opened.key());
    byte[] signed = opened.sign(MESSAGE);
    Provider bouncyCastle = SignatureProviders.bouncyCastle().orElseThrow();
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
    KeyPair weaker = KeyPairGenerator.getInstance("ML-DSA-65", SignatureProviders.postQuantum()).generateKeyPair();
    assertEquals("neither Ed25519, P-256 nor ML-DSA-87: " + weaker.getPublic().getAlgorithm(),
        assertThrows(IllegalArgumentException.class, () -> TufKey.of(weaker.getPublic())).getMessage());
    assertTrue(new TufKey("ml-dsa", "ml-dsa-65", "00").algorithm().isEmpty());
    assertTrue(new TufKey("ml-dsa", "ml-dsa-87", "00").decoded().isEmpty());
    assertTrue(new TufKey("ml-dsa", "ml-dsa-87", "no hexadecimal").decoded().isEmpty());
  }

  /** A JVM whose providers know no ML-DSA and that has no Bouncy Castle: told apart from a bad signature. */
  @Test
  void withoutAnyProviderItIsSaid() throws Exception {
    assertTrue(inAnotherJvm(WithoutMlDsa.class).startsWith("SP-TRUST-0080: no security provider here knows ML-DSA-87"));
    String absent = "-D" + SignatureProviders.JAR + "=" + directory.resolve("absent.jar");
    assertTrue(inAnotherJvm(WithoutMlDsa.class, absent).startsWith("SP-TRUST-0080: "));
  }

  /** As in the appliance's JVM: its class path has no Bouncy Castle, its distribution does. */
  @Test
  void theJarThatAPropertyNamesWillDo() throws Exception {
    Path jar = place(Class.forName("org.bouncycastle.jce.provider.BouncyCastleProvider"));
    assertEquals("taken", inAnotherJvm(WithoutMlDsa.class, "-D" + SignatureProviders.JAR + "=" + jar));
  }

  /** As in a FIPS assembly: what the named provider does not know is not asked of another. */
  @Test
  void theNamedProviderIsTheOnlyOne() throws Exception {
    Path named = Files.writeString(directory.resolve("named.security"), SignatureProviders.PROPERTY + "=SunEC\n");
    assertTrue(inAnotherJvm(ReadsARoot.class, "-Djava.security.properties=" + named).startsWith("SP-TRUST-0080: "), "SunEC has no ML-DSA, SUN is not asked");
    if (SignatureProviders.registered(Security.getProviders()).isPresent()) {
      assertEquals("taken", inAnotherJvm(ReadsARoot.class), "the same without the name");
    }
    Path absent = Files.writeString(directory.resolve("absent.security"), SignatureProviders.PROPERTY + "=BCFIPS\n");
    assertTrue(inAnotherJvm(ReadsARoot.class, "-Djava.security.properties=" + absent).startsWith("SP-TRUST-0089: "));
  }

  private String inAnotherJvm(Class<?> main, String... options) throws Exception {
    Path root = directory.resolve("root.json");
    Files.write(root, new TestRepository().turn(SignaturePolicy.HYBRID).files.get("2.root.json"));
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", place(PostQuantum.class) + File.pathSeparator + place(main)));
    command.addAll(List.of(options));
    command.addAll(List.of(main.getName(), root.toString()));
    Path log = directory.resolve("log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return Files.readString(log).strip();
  }

  private static Path place(Class<?> of) throws Exception {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Takes ML-DSA from the JDK, as a stock JDK 17 has none. */
  static final class WithoutMlDsa {
    public static void main(String[] arguments) throws Exception {
      Provider sun = Security.getProvider("SUN");
      sun.clear();
      sun.put("MessageDigest.SHA-256", "sun.security.provider.SHA2$SHA256");
      sun.put("MessageDigest.SHA-512", "sun.security.provider.SHA5$SHA512");
      ReadsARoot.main(arguments);
    }
  }

  /** Prints how a root is refused. */
  static final class ReadsARoot {
    public static void main(String[] arguments) throws Exception {
      try {
        RootMetadata.selfSigned(Files.readAllBytes(Path.of(arguments[0])), "root.json");
        System.out.println("taken");
      } catch (RefusedException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
