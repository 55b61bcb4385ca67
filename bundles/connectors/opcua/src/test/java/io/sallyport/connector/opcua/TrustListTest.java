package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the connector trusts; the certificates are made by the JDK's keytool. */
class TrustListTest {
  private static final String URI = "urn:plant";

  @TempDir Path directory;
  private Path trusted;
  private TrustList list;

  @BeforeEach
  void anEmptyTrustList() throws Exception {
    trusted = Files.createDirectories(directory.resolve("trusted"));
    list = new TrustList(directory);
  }

  @Test
  void aSelfSignedCertificateIsTrustedOnlyWhenItIsInTheListItself() throws Exception {
    X509Certificate plant = selfSigned("plant", "-validity", "10");
    assertEquals(StatusCodes.Bad_SecurityChecksFailed, refused(plant, URI, "plant.example"));
    Set<String> before = list.fingerprint();
    Files.write(trusted.resolve("plant.der"), plant.getEncoded());
    assertNotEquals(before, list.fingerprint());
    assertDoesNotThrow(() -> list.check(List.of(plant), URI, "any.host"));
    assertEquals(StatusCodes.Bad_CertificateUriInvalid, refused(plant, "urn:another", "any.host"));
  }

  @Test
  void anExpiredCertificateIsRefusedThoughItIsInTheList() throws Exception {
    X509Certificate old = selfSigned("old", "-startdate", "-20d", "-validity", "10");
    Files.write(trusted.resolve("old.der"), old.getEncoded());
    assertEquals(StatusCodes.Bad_CertificateTimeInvalid, refused(old, URI, "any.host"));
  }

  @Test
  void aCertificateTrustedThroughItsIssuerMustBeMadeOutToTheHost() throws Exception {
    X509Certificate issuer = issuer();
    X509Certificate plant = signedByIssuer();
    assertNotEquals(0, refused(plant, URI, "plant.example"));
    Files.write(trusted.resolve("issuer.der"), issuer.getEncoded());
    assertDoesNotThrow(() -> list.check(List.of(plant), URI, "plant.example"));
    assertEquals(StatusCodes.Bad_CertificateHostNameInvalid, refused(plant, URI, "another.example"));
  }

  @Test
  void damagedFilesAreNotUsedAndHarmNothing() throws Exception {
    X509Certificate plant = selfSigned("plant", "-validity", "10");
    Files.writeString(trusted.resolve("a.der"), "no certificate");
    Files.write(trusted.resolve("b.crl"), new byte[2 << 20]);
    Files.write(trusted.resolve("c.pem"), new byte[0]);
    Files.write(trusted.resolve("plant.der"), plant.getEncoded());
    assertDoesNotThrow(() -> list.check(List.of(plant), URI, "any.host"));
  }

  @Test
  void theQuarantineTakesEachCertificateOnceAndIsBounded() throws Exception {
    X509Certificate plant = selfSigned("plant", "-validity", "10");
    assertTrue(list.quarantine(plant));
    assertFalse(list.quarantine(plant));
    Path rejected = directory.resolve("rejected");
    assertEquals(List.of(rejected.resolve(TrustList.thumbprint(plant) + ".der")), Site.files(rejected));
    for (int i = 0; i < 100; i++) {
      Files.write(rejected.resolve(i + ".der"), plant.getEncoded());
    }
    X509Certificate other = selfSigned("other", "-validity", "10");
    assertTrue(list.quarantine(other));
    assertEquals(100, Site.files(rejected).size());
    assertTrue(Files.exists(rejected.resolve(TrustList.thumbprint(other) + ".der")), "the newest is there, the oldest made room");
  }

  /** What somebody with access to the folder plants must neither stop the connector nor take the appliance's memory. */
  @Test
  void linksPipesAndEndlessFilesAreNotRead() throws Exception {
    X509Certificate plant = selfSigned("plant", "-validity", "10");
    Files.createSymbolicLink(trusted.resolve("endless.der"), Path.of("/dev/zero"));
    Files.createSymbolicLink(trusted.resolve("dangling.der"), directory.resolve("nowhere"));
    Files.createDirectory(trusted.resolve("folder.der"));
    assertEquals(0, new ProcessBuilder("mkfifo", trusted.resolve("pipe.der").toString()).start().waitFor());
    Path elsewhere = Files.write(directory.resolve("plant.der"), plant.getEncoded());
    Files.createSymbolicLink(trusted.resolve("linked.der"), elsewhere);
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
      assertEquals(Set.of(), list.fingerprint());
      assertEquals(Set.of(), list.thumbprints());
      assertEquals(StatusCodes.Bad_SecurityChecksFailed, refused(plant, URI, "any.host"));
    });
    Files.move(elsewhere, trusted.resolve("plant.der"));
    assertDoesNotThrow(() -> list.check(List.of(plant), URI, "any.host"));
    assertEquals(Set.of(TrustList.thumbprint(plant)), list.thumbprints());
  }

  private long refused(X509Certificate certificate, String uri, String host) {
    return assertThrows(UaException.class, () -> list.check(List.of(certificate), uri, host)).getStatusCode().value();
  }

  private X509Certificate selfSigned(String name, String... validity) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name,
        "-ext", "SAN=uri:" + URI + ",dns:plant.example"));
    arguments.addAll(List.of(validity));
    keytool(arguments.toArray(String[]::new));
    return stored(name);
  }

  private X509Certificate issuer() throws Exception {
    keytool("-genkeypair", "-alias", "issuer", "-keyalg", "EC", "-dname", "CN=issuer", "-ext", "bc=ca:true", "-ext", "KeyUsage=keyCertSign,cRLSign",
        "-validity", "10");
    return stored("issuer");
  }

  private X509Certificate signedByIssuer() throws Exception {
    keytool("-genkeypair", "-alias", "leaf", "-keyalg", "EC", "-dname", "CN=leaf");
    Path request = directory.resolve("request");
    Files.write(request, keytool("-certreq", "-alias", "leaf"));
    return certificate(keytool("-gencert", "-alias", "issuer", "-infile", request.toString(), "-validity", "10",
        "-ext", "SAN=uri:" + URI + ",dns:plant.example", "-ext", "KeyUsage=digitalSignature,keyEncipherment,dataEncipherment,nonRepudiation"));
  }

  private X509Certificate stored(String name) throws Exception {
    return (X509Certificate) KeyStore.getInstance(directory.resolve("keys.p12").toFile(), "changeit".toCharArray()).getCertificate(name);
  }

  private byte[] keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool", "-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", directory.resolve("keys.p12").toString(), "-storepass", "changeit"));
    Process process = new ProcessBuilder(command).redirectError(directory.resolve("errors").toFile()).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), () -> new String(output, StandardCharsets.UTF_8));
    return output;
  }

  private static X509Certificate certificate(byte[] encoded) throws Exception {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
  }
}
