package io.sallyport.http.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.http.internal.TestKey;
import io.sallyport.http.internal.TestSettings;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import java.security.cert.X509Certificate;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneConnectorTest {
  @TempDir
  Path data;
  private final Server server = new Server();

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Connector open(TestSettings settings) throws Exception {
    Connector connector = TestConnector.of(settings.in(data), new Connections(new MemoryAuditLog()), server);
    server.addConnector(connector);
    connector.start();
    return connector;
  }

  private void assertRefused(String code, TestSettings settings) {
    assertEquals(code, assertThrows(RefusedException.class, () -> open(settings)).refusal().code());
  }

  @Test
  void plainHttpStaysOnThisMachine() {
    for (String host : List.of("0.0.0.0", "::", "192.0.2.1", "255.255.255.255")) {
      assertRefused("SP-HTTP-0001", TestSettings.DEFAULT.at(host, 0));
    }
    for (String host : List.of("", "example.org", "127.0.0.1.example.org", "loopback", "cafe.de", "feed", "1", "127.1", "127.0.0.256", "127.0.0.1.", "1.2.3.4.5", "a:b", "::g", ".:..")) {
      assertRefused("SP-HTTP-0002", TestSettings.DEFAULT.at(host, 0));
    }
    for (int port : List.of(-2, 65_536)) {
      assertRefused("SP-HTTP-0002", TestSettings.DEFAULT.at("127.0.0.1", port));
    }
    assertRefused("SP-HTTP-0002", TestSettings.DEFAULT.bounded(0, 1024, 1024));
    assertRefused("SP-HTTP-0002", TestSettings.DEFAULT.bounded(1, 4096, 1024));
  }

  @Test
  void isTheOnlyConnector() throws Exception {
    ServerConnector other = new ServerConnector(server);
    other.setHost("127.0.0.1");
    server.addConnector(other);
    other.start();
    Connector ours = open(TestSettings.DEFAULT);
    assertEquals(List.of(ours), List.of(server.getConnectors()));
    assertTrue(!other.isOpen());
  }

  @Test
  void aTakenPortIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused("SP-HTTP-0004", TestSettings.DEFAULT.at("127.0.0.1", taken.getLocalPort()));
    }
  }

  @Test
  void speaksTls13AndNothingBelow() throws Exception {
    TestKey.make(data);
    int port = TestConnector.port(open(TestSettings.DEFAULT.secured()));
    assertEquals("TLSv1.3", handshake(port, "TLSv1.3"));
    assertThrows(SSLException.class, () -> handshake(port, "TLSv1.2"));
  }

  @Test
  void aKeyThatIsMissingWrongOrOpenToOthersIsRefused() throws Exception {
    TestSettings tls = TestSettings.DEFAULT.secured();
    assertRefused("SP-HTTP-0003", tls);
    TestKey.make(data);
    Path password = data.resolve("site/http/keystore.password");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
    assertRefused("SP-HTTP-0003", tls);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    open(tls);
    Files.writeString(password, "another\n");
    assertRefused("SP-HTTP-0003", tls);
  }

  private static String handshake(int port, String protocol) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new AnyCertificate()}, null);
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  /** A test on loopback against a key that was made moments ago. */
  private static final class AnyCertificate implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
