package io.sallyport.connector.opcua;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.signal.SignalSink;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The plugin: passive until {@link #start}. Two versions may exist side by side; they share the certificate and the trust list,
 * which are files. Thread-safe.
 */
@Component(service = Plugin.class, configurationPid = "io.sallyport.connector.opcua")
@Designate(ocd = OpcUaConfig.class)
public final class OpcUaConnector implements Plugin {
  private final SignalSink sink;
  private final AuditTrail audit;
  private final Path data;
  private final Clock clock;
  private OpcUaConfig config;
  private boolean started;
  private Link link;
  private LinkStatus idle = LinkStatus.STOPPED;

  @Activate
  public OpcUaConnector(@Reference SignalSink sink, @Reference AuditTrail audit, BundleContext context, OpcUaConfig config) {
    this(sink, audit, dataDirectory(context), Clock.systemUTC(), config);
  }

  OpcUaConnector(SignalSink sink, AuditTrail audit, Path data, Clock clock, OpcUaConfig config) {
    this.sink = sink;
    this.audit = audit;
    this.data = data;
    this.clock = clock;
    this.config = config;
  }

  /** Takes up a changed configuration: a running connector reconnects with it. */
  @Modified
  synchronized void modified(OpcUaConfig changed) {
    config = changed;
    if (started) {
      closeLink();
      openLink();
    }
  }

  @Deactivate
  void deactivate() {
    stop();
  }

  /** Makes the connector's own certificate, if there is none yet. */
  @Override
  public synchronized void prepare() {
    OwnCertificate.loadOrMake(certificates());
  }

  @Override
  public synchronized List<CheckResult> prove() {
    if (!Settings.isConfigured(config)) {
      return List.of(new CheckResult("configuration", true, "not configured yet", "usable, or none"));
    }
    try {
      Settings settings = Settings.of(config, data);
      return List.of(new CheckResult("configuration", true, settings.nodes().size() + " nodes at " + settings.endpoint(), "usable, or none"));
    } catch (LinkException e) {
      return List.of(new CheckResult("configuration", false, e.problem().message(), "usable, or none"));
    }
  }

  @Override
  public synchronized void start() {
    if (!started) {
      started = true;
      openLink();
    }
  }

  @Override
  public synchronized void stop() {
    started = false;
    closeLink();
    idle = LinkStatus.STOPPED;
  }

  @Override
  public synchronized Health health() {
    return HealthReport.of(status(), Optional.ofNullable(link).map(Link::intake), config, clock);
  }

  /** Where the link stands. */
  synchronized LinkStatus status() {
    return link == null ? idle : link.status();
  }

  /** What came in, per signal; empty while stopped. */
  synchronized Optional<Intake> intake() {
    return Optional.ofNullable(link).map(Link::intake);
  }

  private void openLink() {
    if (!Settings.isConfigured(config)) {
      idle = LinkStatus.STOPPED.with(LinkState.UNCONFIGURED, new Problem("SP-OPCUA-0001", "no server is configured",
          "io.sallyport.connector.opcua", "set endpoint.url, asset and nodes"));
      return;
    }
    try {
      link = new Link(Settings.of(config, data), certificates(), sink, audit, clock);
      link.start();
    } catch (LinkException e) {
      idle = LinkStatus.STOPPED.with(e.state(), e.problem());
    }
  }

  private void closeLink() {
    if (link != null) {
      link.close();
      link = null;
    }
  }

  private Path certificates() {
    return data.resolve(config.certificates_directory());
  }

  private static Path dataDirectory(BundleContext context) {
    String directory = context.getProperty("sallyport.data");
    if (directory == null) {
      throw new IllegalStateException("the property sallyport.data is not set");
    }
    return Path.of(directory);
  }
}
