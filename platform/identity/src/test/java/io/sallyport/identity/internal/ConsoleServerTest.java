package io.sallyport.identity.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports forwarded through a server that is set up as Karaf's is. */
class ConsoleServerTest {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final SshdSocketAddress ANY = new SshdSocketAddress("127.0.0.1", 0);

  @TempDir
  Path directory;
  private SshServer server;
  private SshClient client;

  @BeforeEach
  void start() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(directory.resolve("key")));
    server.setPasswordAuthenticator((user, password, session) -> true);
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.start();
    client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.start();
  }

  @AfterEach
  void stop() throws IOException {
    client.stop();
    server.stop(true);
  }

  @Test
  void forwardsInNeitherDirection() throws IOException {
    try (ClientSession session = login()) {
      assertDoesNotThrow(() -> through(session), "what is to be closed is open");
      new ConsoleServer().addServer(server);
      assertThrows(IOException.class, () -> through(session));
      assertThrows(IOException.class, () -> session.startRemotePortForwarding(ANY, ANY));
    }
  }

  private ClientSession login() throws IOException {
    ClientSession session = client.connect("olga", "127.0.0.1", server.getPort()).verify(WAIT).getSession();
    session.addPasswordIdentity("any");
    session.auth().verify(WAIT);
    return session;
  }

  private void through(ClientSession session) throws IOException {
    try (ChannelDirectTcpip channel = session.createDirectTcpipChannel(ANY, new SshdSocketAddress("127.0.0.1", server.getPort()))) {
      channel.open().verify(WAIT);
    }
  }
}
