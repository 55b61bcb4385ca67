package io.sallyport.http.internal.listener;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.http.HttpStatus;
import io.sallyport.http.internal.HttpRefusals;
import io.sallyport.http.internal.HttpSettings;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the listener as it is set, or refuses to and says why. Thread-safe. */
@Component(service = HttpStatus.class, immediate = true)
public final class HttpListener implements HttpStatus {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final String JETTY = "org.apache.felix.http";
  /** Felix starts Jetty only with a connector of its own: it gets one on loopback, which {@link OneConnector} closes before any servlet is there. */
  private static final Map<String, Object> JETTY_SETTINGS = Map.of("org.apache.felix.http.host", "127.0.0.1", "org.osgi.service.http.port", "0",
      "org.apache.felix.http.jetty.threadpool.max", "64", "org.apache.felix.jetty.gziphandler.enable", "false", "org.apache.felix.http.jetty.sendServerHeader", "false");

  private final HttpSettings settings;
  private final AuditLog audit;
  private final Connections connections;
  private final Optional<ServiceRegistration<ConnectorFactory>> connector;
  private volatile Optional<String> address = Optional.empty();
  private volatile Optional<Refusal> refusal = Optional.empty();

  @Activate
  public HttpListener(BundleContext context, @Reference HttpSettings settings, @Reference ConfigurationAdmin configurations, @Reference AuditLog audit, @Reference Connections connections) {
    this.settings = settings;
    this.audit = audit;
    this.connections = connections;
    this.connector = open(context);
    if (connector.isPresent()) {
      startJetty(configurations);
    }
  }

  private Optional<ServiceRegistration<ConnectorFactory>> open(BundleContext context) {
    try {
      settings.requireSafe();
      OneConnector factory = new OneConnector(settings, connections, this::opened, this::closed);
      return Optional.of(context.registerService(ConnectorFactory.class, server -> connect(factory, server), null));
    } catch (RefusedException e) {
      refused(e.refusal());
      return Optional.empty();
    }
  }

  private Connector connect(OneConnector factory, Server server) {
    try {
      return factory.createConnector(server);
    } catch (RefusedException e) {
      refused(e.refusal());
      throw e;
    }
  }

  private static void startJetty(ConfigurationAdmin configurations) {
    try {
      Configuration configuration = configurations.getConfiguration(JETTY, "?");
      Dictionary<String, Object> wanted = new Hashtable<>(JETTY_SETTINGS);
      configuration.updateIfDifferent(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void opened(int port) {
    String where = (settings.tls() ? "https" : "http") + "://" + settings.host() + ":" + port;
    audit.append(AuditEntry.of("http.listening").system("http").action("listen").object(where).build());
    address = Optional.of(where);
    refusal = Optional.empty();
    AtomicFiles.write(settings.portFile(), (port + "\n").getBytes(StandardCharsets.US_ASCII));
    LOG.info("HTTP listens at {}", where);
  }

  private void closed() {
    address = Optional.empty();
    try {
      Files.deleteIfExists(settings.portFile());
    } catch (IOException e) {
      LOG.warn("cannot delete {}", settings.portFile(), e);
    }
  }

  private void refused(Refusal why) {
    refusal = Optional.of(why);
    if (why.code().equals(HttpRefusals.NOT_TAKEN_UP)) {
      LOG.info("HTTP does not listen yet: {}", why.message());
      return;
    }
    LOG.error("HTTP does not listen: {}", why.message());
    audit.append(AuditEntry.of("http.refused").system("http").action("listen").object(settings.host() + ":" + settings.port()).outcome(Outcome.REFUSED).code(why.code())
        .reason(why.what()).build());
  }

  @Override
  public Optional<String> address() {
    return address;
  }

  @Override
  public Optional<Refusal> refusal() {
    return refusal;
  }

  @Deactivate
  void close() {
    connector.ifPresent(ServiceRegistration::unregister);
  }
}
