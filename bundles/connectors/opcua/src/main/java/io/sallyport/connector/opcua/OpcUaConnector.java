package io.sallyport.connector.opcua;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.lifecycle.PluginFiles;
import io.sallyport.api.packaging.Conduit;
import io.sallyport.api.packaging.ConnectorPackage;
import io.sallyport.api.packaging.Direction;
import io.sallyport.api.packaging.Gxp;
import io.sallyport.api.signal.SignalSink;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
@ConnectorPackage(name = "opcua", summary = "Reads signals from an OPC UA server over a secured channel", publisher = "Sallyport", gxp = Gxp.SUPPORTING,
    conduits = @Conduit(direction = Direction.OUT, protocol = "opc.tcp", address = "127.0.0.1", port = 4840, why = "reads the signals of the configured asset"))
@Component(service = Plugin.class, configurationPid = "io.sallyport.connector.opcua")
@Designate(ocd = OpcUaConfig.class)
public final class OpcUaConnector implements Plugin {
  private static final String CONFIGURATION = "configuration";
  private static final String USABLE = "usable, or none";

  private final SignalSink sink;
  private final AuditTrail audit;
  private final PluginFiles files;
  private final Clock clock;
  private OpcUaConfig config;
  private boolean started;
  private Link link;
  private LinkStatus idle = LinkStatus.STOPPED;

  @Activate
  public OpcUaConnector(@Reference SignalSink sink, @Reference AuditTrail audit, @Reference PluginFiles files, @Reference Clock clock, OpcUaConfig config) {
    this.sink = sink;
    this.audit = audit;
    this.files = files;
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
    OwnCertificate.loadOrMake(files.directory());
  }

  @Override
  public synchronized List<CheckResult> prove() {
    if (!Settings.isConfigured(config)) {
      return List.of(CheckResult.passed(CONFIGURATION, "not configured yet", USABLE));
    }
    try {
      Settings settings = Settings.of(config, files);
      return List.of(CheckResult.passed(CONFIGURATION, settings.nodes().size() + " nodes at " + settings.endpoint(), USABLE));
    } catch (LinkException e) {
      return List.of(CheckResult.failed(CONFIGURATION, e.problem().message(), USABLE));
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
      link = new Link(Settings.of(config, files), files.directory(), sink, audit, clock);
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
}
