package io.sallyport.http.internal.listener;

import io.sallyport.http.internal.HttpRefusals;
import io.sallyport.http.internal.HttpSettings;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Gives Jetty its one connector, bound before it is handed over. The one on a random loopback port, with which Felix starts Jetty, is closed. */
final class OneConnector implements ConnectorFactory {
  private static final int HEADERS = 8 << 10;
  private static final int OUTPUT = 64 << 10;
  /** Of one read from a connection: with 8 KiB, Jetty's own, a picture's tensor of 600 KB takes 74 of them. Given back while a connection rests. */
  private static final int INPUT = 64 << 10;
  private static final int IDLE_MILLIS = 30_000;
  private static final int ACCEPT_QUEUE = 128;

  private final HttpSettings settings;
  private final Connections figures;
  private final TlsKey key;
  private final Consumer<Integer> opened;
  private final Runnable closed;

  /** @param opened told the port once it is bound; if it refuses, the port is closed again */
  OneConnector(HttpSettings settings, Connections figures, Consumer<Integer> opened, Runnable closed) {
    this.settings = settings;
    this.figures = figures;
    this.key = new TlsKey(settings.keys());
    this.opened = opened;
    this.closed = closed;
  }

  @Override
  public Connector createConnector(Server server) {
    HttpConfiguration http = http();
    HttpConnectionFactory connections = connections(http);
    ServerConnector connector = settings.tls() ? secured(server, http, connections) : new ServerConnector(server, 1, 1, connections);
    ConnectionGuard guard = new ConnectionGuard(bounds(), figures, connector.getScheduler(), System::nanoTime);
    connections.addEventListener(guard);
    http.addCustomizer(guard);
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setReuseAddress(true);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(settings.connections(), connector);
    connector.addEventListener(new LifeCycle.Listener() {
      @Override
      public void lifeCycleStopped(LifeCycle event) {
        server.removeBean(limit);
        closed.run();
      }
    });
    open(connector);
    ErrorAnswers.replace(server);
    for (Connector other : server.getConnectors()) {
      close(server, other);
    }
    server.addBean(limit);
    return connector;
  }

  private ConnectionGuard.Bounds bounds() {
    return new ConnectionGuard.Bounds(settings.connections(), settings.connectionsOfAddress(), settings.longestHead().toNanos(), TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS),
        settings.longestAnswer().toNanos());
  }

  private ServerConnector secured(Server server, HttpConfiguration http, HttpConnectionFactory connections) {
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server context = key.context();
    return new ServerConnector(server, 1, 1, new SslConnectionFactory(context, "http/1.1"), connections);
  }

  private static HttpConnectionFactory connections(HttpConfiguration http) {
    HttpConnectionFactory connections = new HttpConnectionFactory(http);
    connections.setInputBufferSize(INPUT);
    return connections;
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(HEADERS);
    http.setResponseHeaderSize(HEADERS);
    http.setOutputBufferSize(OUTPUT);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    return http;
  }

  private void open(ServerConnector connector) {
    try {
      connector.open();
      opened.accept(connector.getLocalPort());
    } catch (IOException e) {
      throw HttpRefusals.portTaken(settings.host() + ":" + settings.port(), String.valueOf(e.getMessage()));
    } catch (RefusedException e) {
      connector.close();
      throw e;
    }
  }

  private static void close(Server server, Connector other) {
    try {
      other.stop();
    } catch (Exception e) { // Jetty's signature
      throw new IllegalStateException("cannot stop " + other, e);
    }
    server.removeConnector(other);
  }
}
