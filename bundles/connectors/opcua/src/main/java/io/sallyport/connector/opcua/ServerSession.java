package io.sallyport.connector.opcua;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/** One secured session with the server. Used by the link's thread. */
final class ServerSession implements AutoCloseable {
  private static final int REQUEST_MS = 10_000;
  private static final int CONNECT_MS = 5_000;
  private static final int KEEP_ALIVE_MS = 2_000;
  private static final int GOODBYE_MS = 2_000;

  private final OpcUaClient client;
  private final EndpointDescription endpoint;
  private volatile boolean up = true;

  private ServerSession(OpcUaClient client, EndpointDescription endpoint) {
    this.client = client;
    this.endpoint = endpoint;
  }

  /**
   * Connects: discovery, choice of endpoint, check of the server's certificate, secure channel, login.
   *
   * @param sessionName as the server lists it
   * @throws LinkException with the reason
   */
  static ServerSession open(Settings settings, OwnCertificate own, TrustList trust, Path certificates, LinkThreads threads,
      Quarantine quarantine, String sessionName) {
    OpcUaClient client = null;
    EndpointDescription endpoint = null;
    try {
      endpoint = EndpointChoice.of(discover(settings, threads), settings);
      CertificateValidator validator = trust.validator();
      if (settings.policy() != SecurityPolicy.None) {
        check(endpoint, trust, settings, quarantine);
      }
      OpcUaClientConfig config = OpcUaClientConfig.builder()
          .setEndpoint(endpoint)
          .setApplicationName(LocalizedText.english("Sallyport OPC UA connector"))
          .setApplicationUri(own.applicationUri())
          .setProductUri("urn:sallyport:connector:opcua")
          .setKeyPair(own.keys())
          .setCertificate(own.certificate())
          .setCertificateChain(new X509Certificate[] {own.certificate()})
          .setCertificateValidator(validator)
          .setIdentityProvider(identity(settings, validator))
          .setSessionName(() -> sessionName)
          .setEncodingLimits(Discovery.LIMITS)
          .setRequestTimeout(Unsigned.uint(REQUEST_MS))
          .setKeepAliveInterval(Unsigned.uint(KEEP_ALIVE_MS))
          .setKeepAliveTimeout(Unsigned.uint(KEEP_ALIVE_MS))
          .build();
      client = OpcUaClient.create(config, threads::configure);
      client.connectAsync().get(REQUEST_MS, TimeUnit.MILLISECONDS);
      return new ServerSession(client, endpoint);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(client, endpoint);
      throw Failures.of(e, settings, certificates);
    } catch (ExecutionException | TimeoutException | UaException | IOException | RuntimeException e) {
      abandon(client, endpoint);
      throw Failures.of(e, settings, certificates);
    }
  }

  OpcUaClient client() {
    return client;
  }

  /** @throws UaException if the server's certificate would not be trusted now */
  void requireTrusted(TrustList trust, Settings settings) throws UaException, IOException {
    if (settings.policy() != SecurityPolicy.None) {
      check(endpoint, trust, settings);
    }
  }

  /** Tells of each loss of the session and each return, on any thread. */
  void listen(Runnable lost, Runnable resumed) {
    client.addSessionActivityListener(new SessionActivityListener() {
      @Override
      public void onSessionInactive(UaSession gone) {
        up = false;
        lost.run();
      }

      @Override
      public void onSessionActive(UaSession back) {
        up = true;
        resumed.run();
      }
    });
  }

  /** Whether the server can be asked anything; while it is not, requests wait for the session to come back. */
  boolean isUp() {
    return up;
  }

  /** Says goodbye to the server, if it still listens; returns within a few seconds. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      client.disconnectAsync().get(GOODBYE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException e) {
      // the server is gone: nobody to say goodbye to
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void abandon(OpcUaClient client, EndpointDescription endpoint) {
    if (client != null) {
      new ServerSession(client, endpoint).close();
    }
  }

  private static List<EndpointDescription> discover(Settings settings, LinkThreads threads)
      throws ExecutionException, InterruptedException, TimeoutException {
    String url = settings.endpoint().toString();
    try {
      return discover(url, threads).get(CONNECT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UaException) || url.endsWith("/discovery")) {
        throw e;
      }
      // servers without an unsecured endpoint answer at PATH/discovery (OPC 10000-6, 7.2)
      return discover(url + (url.endsWith("/") ? "discovery" : "/discovery"), threads).get(CONNECT_MS, TimeUnit.MILLISECONDS);
    }
  }

  private static CompletableFuture<List<EndpointDescription>> discover(String url, LinkThreads threads) {
    OpcTcpClientTransportConfigBuilder transport = OpcTcpClientTransportConfig.newBuilder();
    threads.configure(transport);
    transport.setConnectTimeout(Unsigned.uint(CONNECT_MS));
    return Discovery.endpoints(url, transport.build());
  }

  private static List<X509Certificate> chain(EndpointDescription endpoint) throws UaException {
    List<X509Certificate> chain = CertificateUtil.decodeCertificates(endpoint.getServerCertificate().bytesOrEmpty());
    if (chain.isEmpty()) {
      throw new UaException(StatusCodes.Bad_CertificateInvalid, "the server shows no certificate");
    }
    return chain;
  }

  private static void check(EndpointDescription endpoint, TrustList trust, Settings settings) throws UaException, IOException {
    String uri = endpoint.getServer() == null ? null : endpoint.getServer().getApplicationUri();
    trust.check(chain(endpoint), uri, settings.endpoint().getHost());
  }

  private static void check(EndpointDescription endpoint, TrustList trust, Settings settings, Quarantine quarantine)
      throws UaException, IOException {
    List<X509Certificate> chain = chain(endpoint);
    try {
      check(endpoint, trust, settings);
    } catch (UaException e) {
      try {
        quarantine.reject(chain.get(0), settings.endpoint().toString());
        throw Failures.untrusted(e, TrustList.thumbprint(chain.get(0)), chain.get(0).getSubjectX500Principal().getName(), settings);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static IdentityProvider identity(Settings settings, CertificateValidator validator) {
    if (settings.user().isEmpty()) {
      return new AnonymousProvider();
    }
    Password password = settings.password().orElseThrow();
    Arrays.fill(password.read(), (byte) 0);
    return new UsernameProvider(settings.user().get(), password::read, validator);
  }

  /** Keeps a certificate that was met and is not trusted. */
  interface Quarantine {
    void reject(X509Certificate certificate, String server);
  }
}
