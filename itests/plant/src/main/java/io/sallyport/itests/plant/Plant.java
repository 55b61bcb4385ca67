package io.sallyport.itests.plant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.CertificateStore;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;

/**
 * A simulated PLC: an OPC UA server on 127.0.0.1 with one secured endpoint (Basic256Sha256, SignAndEncrypt, user name) and a
 * discovery endpoint. Keeps its certificate and trust list in its data directory. Thread-safe.
 */
public final class Plant implements AutoCloseable {
  private final PlantOptions options;
  private final OwnCertificate own;
  private final PlantThreads threads;
  private final OpcUaServer server;
  private final PlantNamespace namespace;
  private final TruthLog truth;

  static {
    // one simulated PLC on the loopback interface: a limit of connects per second would only disturb fault tests
    Stack.ConnectionLimits.RATE_LIMIT_ENABLED = false;
  }

  private Plant(PlantOptions options) {
    this.options = options;
    try {
      Files.createDirectories(options.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads = new PlantThreads();
    own = OwnCertificate.loadOrMake(options.data());
    CertificateFolder folder = new CertificateFolder(options.data());
    OpcUaServerConfig config = config(own, folder);
    var transport = new OpcTcpServerTransport(threads.transport());
    server = new OpcUaServer(config, profile -> profile == TransportProfile.TCP_UASC_UABINARY ? transport : null);
    for (int i = 0; i < options.namespacesBefore(); i++) {
      server.getNamespaceTable().add("urn:sallyport:plant:other-" + i);
    }
    namespace = new PlantNamespace(server);
    truth = new TruthLog(options.data().resolve("replay-log.csv"));
  }

  /**
   * Starts a plant.
   *
   * @throws IllegalStateException if its port is taken
   */
  public static Plant start(PlantOptions options) {
    requireFree(options.port());
    Plant plant = new Plant(options);
    try {
      plant.namespace.startup();
      plant.server.startup().get();
      return plant;
    } catch (ExecutionException e) {
      plant.close();
      throw new IllegalStateException("cannot listen on 127.0.0.1:" + options.port(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      plant.close();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Asked before Milo is, which prints a stack for each of its endpoints. */
  private static void requireFree(int port) {
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      free.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage() + " – end what listens there, or give --port another one, here and in endpoint.url", e);
    }
  }

  /** Where clients connect. */
  public String url() {
    return "opc.tcp://127.0.0.1:" + options.port() + "/plant";
  }

  /** The certificate's digest, in lower-case hexadecimal. @param algorithm such as {@code SHA-256} */
  public String fingerprint(String algorithm) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(own.certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The node ids of what it publishes, as a client writes them. */
  public String nodes() {
    return "nsu=" + PlantNamespace.URI + ";s=" + PlantNamespace.ASSET + "/V1 to /V" + Row.SENSORS + ", and /row";
  }

  /** Publishes a row with a source time (nanoseconds since 1970, a multiple of 100) and logs it as sent. */
  public void publish(Row row, long sourceNanos) {
    truth.append(row, sourceNanos);
    namespace.publish(row, sourceNanos, StatusCode.GOOD);
  }

  /** Publishes a row whose quality is bad: the sensors failed. */
  public void publishBad(Row row, long sourceNanos) {
    truth.append(row, sourceNanos);
    namespace.publish(row, sourceNanos, new StatusCode(StatusCodes.Bad_SensorFailure));
  }

  /** Forgets all subscriptions without telling the clients, as a PLC does that ran out of memory. */
  public void forgetSubscriptions() {
    server.getSubscriptions().values().forEach(subscription -> subscription.deleteSubscription());
    server.getSubscriptions().clear();
  }

  /** The trust list's directory: {@code trusted/}, {@code rejected/}. */
  public Path data() {
    return options.data();
  }

  /** Closes all connections and frees the port. */
  @Override
  public void close() {
    try {
      namespace.shutdown();
      server.shutdown().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.close();
      truth.close();
    }
  }

  private OpcUaServerConfig config(OwnCertificate own, CertificateFolder folder) {
    CertificateValidator validator = options.trustAnyClient()
        ? new CertificateValidator.InsecureCertificateValidator() : new DefaultServerCertificateValidator(folder, folder);
    DefaultApplicationGroup group = new DefaultApplicationGroup(folder, store(own), new NoFactory(), validator);
    return OpcUaServerConfig.builder()
        .setApplicationUri(OwnCertificate.APPLICATION_URI)
        .setApplicationName(LocalizedText.english("Sallyport simulated plant"))
        .setProductUri("urn:sallyport:plant")
        .setEndpoints(endpoints(own))
        .setCertificateManager(new DefaultCertificateManager(folder, group))
        .setIdentityValidator(new UsernameIdentityValidator(
            challenge -> same(challenge.getUsername(), options.user()) & same(challenge.getPassword(), options.password())))
        .setExecutor(threads.executor())
        .setScheduledExecutor(threads.scheduler())
        .build();
  }

  private Set<EndpointConfig> endpoints(OwnCertificate own) {
    EndpointConfig.Builder base = EndpointConfig.newBuilder().setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
        .setBindAddress("127.0.0.1").setHostname("127.0.0.1").setBindPort(options.port()).setCertificate(own.certificate());
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    endpoints.add(base.copy().setPath("/plant").addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME)
        .setSecurityPolicy(SecurityPolicy.Basic256Sha256).setSecurityMode(MessageSecurityMode.SignAndEncrypt).build());
    // required where all other endpoints are secured (OPC 10000-6): lists the endpoints, serves no session
    endpoints.add(base.copy().setPath("/plant/discovery").addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME)
        .setSecurityPolicy(SecurityPolicy.None).setSecurityMode(MessageSecurityMode.None).build());
    return endpoints;
  }

  private static CertificateStore store(OwnCertificate own) {
    MemoryCertificateStore store = new MemoryCertificateStore();
    try {
      store.set(NodeIds.RsaSha256ApplicationCertificateType,
          new CertificateStore.Entry(own.keys().getPrivate(), new java.security.cert.X509Certificate[] {own.certificate()}));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return store;
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  /** The certificate is made by {@link OwnCertificate}; the server never makes another. */
  private static final class NoFactory extends RsaSha256CertificateFactory {
    @Override
    protected java.security.cert.X509Certificate[] createRsaSha256CertificateChain(java.security.KeyPair keys) {
      throw new UnsupportedOperationException("the plant's certificate is fixed");
    }
  }
}
