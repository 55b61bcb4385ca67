package io.sallyport.engine.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.trust.RefusedException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site may say of a conduit; whom it trusts; whom it tells the token. */
class ConduitTest {
  private static final String PASSWORD = "a password of a test";

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1:8000", "ftp://127.0.0.1:8000", "http://127.0.0.1", "http://user:secret@127.0.0.1:8000", "http://127.0.0.1:8000?x=1", "http://127.0.0.1:8000/../x",
      "http://10.0.0.7:8000", "https://10.0.0.7:8443", "http://127.0.0.1.example.com:8000"})
  void addressesThatAreNone(String url) {
    assertEquals("SP-MODEL-0057", assertThrows(RefusedException.class, () -> new Site(data).configure(url).open()).refusal().code());
  }

  @Test
  void plainHttpElsewhereMustBeMeantAndCarriesNoToken() {
    new Site(data).set("clear_text", true).configure("http://10.0.0.7:8000/triton").open();
    Site withToken = new Site(data).set("clear_text", true).set("token_secret", "token");
    assertEquals("SP-MODEL-0057", assertThrows(RefusedException.class, () -> withToken.configure("http://10.0.0.7:8000").open()).refusal().code());
  }

  @Test
  void aTokenIsASecretThatOnlyItsOwnerReads() throws Exception {
    try (FaultServer server = new FaultServer(0)) {
      server.token = "t0ken";
      Site site = new Site(data).set("token_secret", "token");
      site.configure("http://127.0.0.1:" + server.port());
      RemoteModel model = site.model();
      refused("is no token", "no file", model);
      Path secret = secret("t0ken\n", "rw-r--r--");
      refused("chmod 600", "chmod 600", model);
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      model.verify(model.patience());
      model.run(Site.inputs(1, 2, 3));
      assertFalse(model.path().contains("t0ken") || site.recorded.toString().contains("t0ken"));
      server.token = "another";
      assertEquals("SP-MODEL-0060", assertThrows(RemoteFailure.class, () -> model.run(Site.inputs(1, 2, 3))).refusal().orElseThrow().code());
      Files.writeString(secret, "another\n");
      model.verify(model.patience());
      model.run(Site.inputs(1, 2, 3));
    }
  }

  private Path secret(String text, String mode) throws Exception {
    Path folder = Files.createDirectories(data.resolve("site/conduits/edge-2/secrets"));
    Path file = Files.writeString(folder.resolve("token"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static void refused(String one, String other, RemoteModel model) {
    RefusedException refused = assertThrows(RefusedException.class, () -> model.verify(model.patience()));
    assertEquals("SP-MODEL-0057", refused.refusal().code());
    assertTrue(refused.getMessage().contains(one) || refused.getMessage().contains(other), refused.getMessage());
  }

  /** The JDK's own authorities count for nothing: only the file does. */
  @Test
  void onlyWhatDescendsFromTheSitesCertificatesIsTrusted() throws Exception {
    keys("server", "ip:127.0.0.1");
    keys("stranger", "ip:127.0.0.1");
    keys("elsewhere", "ip:127.0.0.9");
    HttpsServer server = tls("server");
    HttpsServer misnamed = tls("elsewhere");
    try {
      Site site = new Site(data).set("ca", "ca.pem");
      site.configure("https://127.0.0.1:" + server.getAddress().getPort());
      RemoteModel model = site.model();
      assertEquals("SP-MODEL-0057", assertThrows(RefusedException.class, () -> model.verify(model.patience())).refusal().code());
      trust("stranger");
      RefusedException stranger = assertThrows(RefusedException.class, () -> model.verify(model.patience()));
      assertEquals("SP-MODEL-0058", stranger.refusal().code());
      assertTrue(stranger.getMessage().contains("TLS"), stranger.getMessage());
      trust("server");
      assertEquals("SP-MODEL-0060", assertThrows(RefusedException.class, () -> model.verify(model.patience())).refusal().code(), "TLS holds; the server knows no model");
      site.configure("https://127.0.0.1:" + misnamed.getAddress().getPort());
      trust("elsewhere");
      assertTrue(assertThrows(RefusedException.class, () -> model.verify(model.patience())).getMessage().contains("TLS"), "the certificate is of another host");
      Files.writeString(data.resolve("site/conduits/edge-2/ca.pem"), "no certificate");
      assertEquals("SP-MODEL-0057", assertThrows(RefusedException.class, () -> model.verify(model.patience())).refusal().code());
    } finally {
      server.stop(0);
      misnamed.stop(0);
    }
  }

  private void trust(String alias) throws Exception {
    Files.createDirectories(data.resolve("site/conduits/edge-2"));
    Path pem = data.resolve("site/conduits/edge-2/ca.pem");
    Files.deleteIfExists(pem);
    keytool("-exportcert", "-rfc", "-alias", alias, "-keystore", store(alias), "-storepass", PASSWORD, "-file", pem.toString());
  }

  private void keys(String alias, String san) throws Exception {
    keytool("-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + alias, "-ext", "san=" + san, "-keystore", store(alias), "-storepass", PASSWORD);
  }

  private String store(String alias) {
    return data.resolve(alias + ".p12").toString();
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0, output);
  }

  private HttpsServer tls(String alias) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(store(alias)))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    return server;
  }
}
