package io.sallyport.connector.opcua;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.Unit;
import org.eclipse.milo.opcua.stack.transport.client.ClientApplicationContext;
import org.eclipse.milo.opcua.stack.transport.client.OpcClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.OpcClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;

/** Asks a server for its endpoints. Nothing is known of whoever answers, and any message is decoded: within {@link #LIMITS}, which Milo's own discovery does not take. Stateless. */
final class Discovery {
  private static final String TCP = "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary";
  /** Nothing that a server of signals says nests deeper. */
  private static final int DEEPEST = 10;
  /**
   * Milo makes an array as long as a message says, up to the largest message, before it reads the first element, and does so again for an array within that element: 600
   * bytes that nest as deep as its own limits allow (128) asked for 1 GiB and ended the process. Within these, for 80 MiB at most.
   */
  static final EncodingLimits LIMITS = new EncodingLimits(EncodingLimits.DEFAULT_MAX_CHUNK_SIZE, EncodingLimits.DEFAULT_MAX_CHUNK_COUNT,
      EncodingLimits.DEFAULT_MAX_MESSAGE_SIZE, DEEPEST);

  private Discovery() {}

  static CompletableFuture<List<EndpointDescription>> endpoints(String url, OpcTcpClientTransportConfig config) {
    EndpointDescription endpoint = new EndpointDescription(url, null, null, MessageSecurityMode.None, SecurityPolicy.None.getUri(), null, TCP, Unsigned.ubyte(0));
    DiscoveryClient client = new DiscoveryClient(endpoint, new BoundedTransport(new OpcTcpClientTransport(config)));
    return client.connectAsync().thenCompose(connected -> connected.getEndpoints(url, new String[0], new String[] {TCP}))
        .whenComplete((response, failure) -> client.disconnectAsync())
        .thenApply(response -> response.getEndpoints() == null ? List.of() : List.of(response.getEndpoints()));
  }

  /** Gives the client's context other limits. */
  private record BoundedTransport(OpcTcpClientTransport transport) implements OpcClientTransport {
    @Override
    public OpcClientTransportConfig getConfig() {
      return transport.getConfig();
    }

    @Override
    public CompletableFuture<Unit> connect(ClientApplicationContext context) {
      return transport.connect(new BoundedContext(context));
    }

    @Override
    public CompletableFuture<Unit> disconnect() {
      return transport.disconnect();
    }

    @Override
    public CompletableFuture<UaResponseMessageType> sendRequestMessage(UaRequestMessageType request) {
      return transport.sendRequestMessage(request);
    }
  }

  private record BoundedContext(ClientApplicationContext context) implements ClientApplicationContext {
    private static final EncodingContext ENCODING = new DefaultEncodingContext() {
      @Override
      public EncodingLimits getEncodingLimits() {
        return LIMITS;
      }
    };

    @Override
    public EndpointDescription getEndpoint() {
      return context.getEndpoint();
    }

    @Override
    public Optional<KeyPair> getKeyPair() {
      return context.getKeyPair();
    }

    @Override
    public Optional<X509Certificate> getCertificate() {
      return context.getCertificate();
    }

    @Override
    public Optional<X509Certificate[]> getCertificateChain() {
      return context.getCertificateChain();
    }

    @Override
    public CertificateValidator getCertificateValidator() {
      return context.getCertificateValidator();
    }

    @Override
    public EncodingContext getEncodingContext() {
      return ENCODING;
    }

    @Override
    public UInteger getRequestTimeout() {
      return context.getRequestTimeout();
    }
  }
}
