package io.sallyport.shell.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateStoreTest {
  @TempDir Path root;
  private CertificateStore store;
  private Path rejected;

  @BeforeEach
  void aRejectedCertificateAndAFileThatIsNone() throws Exception {
    store = new CertificateStore(root);
    rejected = Files.createDirectories(root.resolve("rejected"));
    Files.write(rejected.resolve("plant.der"), certificate());
    Files.writeString(rejected.resolve("other.der"), "no certificate");
  }

  @Test
  void isFoundByTheBeginningOfEitherThumbprintAndMoved() {
    Certificate found = store.list().get(0);
    assertEquals(1, store.list().size());
    assertEquals(found, store.find("rejected", found.thumbprint().substring(0, 16)));
    assertEquals(found, store.find("rejected", found.sha1().toUpperCase(Locale.ROOT)));
    store.move(found, "trusted");
    assertEquals("trusted", store.list().get(0).state());
    assertTrue(Files.exists(root.resolve("trusted").resolve(found.thumbprint() + ".der")));
  }

  @Test
  void anUnknownOrTooShortThumbprintIsRefused() {
    for (String wrong : new String[] {"0123456789abcdef", "", store.list().get(0).thumbprint().substring(0, 7)}) {
      RefusedException refused = assertThrows(RefusedException.class, () -> store.find("rejected", wrong));
      assertEquals("SP-OPCUA-0013", refused.refusal().code());
    }
    assertEquals("rejected", store.list().get(0).state());
  }

  @Test
  void aFailedMoveIsRefusedAndChangesNothing() throws Exception {
    Certificate found = store.list().get(0);
    Files.writeString(root.resolve("trusted"), "in the way");
    RefusedException refused = assertThrows(RefusedException.class, () -> store.move(found, "trusted"));
    assertEquals("SP-OPCUA-0014", refused.refusal().code());
    assertTrue(Files.exists(found.file()));
  }

  /** A self-signed certificate made by the JDK's keytool. */
  private byte[] certificate() throws Exception {
    Path file = root.resolve("made.p12");
    Process keytool = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-alias", "a", "-keyalg", "EC",
        "-dname", "CN=plant", "-validity", "10", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit").inheritIO().start();
    assertEquals(0, keytool.waitFor());
    KeyStore keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    return keys.getCertificate("a").getEncoded();
  }
}
