package com.acme.modbus;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.Conduit;
import io.sallyport.api.packaging.ConnectorPackage;
import io.sallyport.api.packaging.Direction;
import io.sallyport.api.packaging.Gxp;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSink;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The plugin: passive until {@link #start}. Thread-safe. */
@ConnectorPackage(name = "acme-modbus", summary = "Polls registers and coils of Modbus TCP servers", publisher = "Acme", gxp = Gxp.SUPPORTING,
    conduits = @Conduit(direction = Direction.OUT, protocol = "modbus", address = "127.0.0.1", port = 502, why = "polls the registers and coils of the configured units"))
@Component(service = Plugin.class, configurationPid = "com.acme.modbus")
@Designate(ocd = ModbusConfig.class)
public final class ModbusConnector implements Plugin {
  private final SignalSink sink;
  private final Journal journal;
  private final Scheduler scheduler;
  private final Clock clock;
  private volatile Settings.Result settings;
  private volatile Optional<Links> links = Optional.empty();
  private boolean started;

  @Activate
  public ModbusConnector(@Reference SignalSink sink, @Reference AuditTrail audit, @Reference Scheduler scheduler, @Reference Clock clock, ModbusConfig config) {
    this.sink = sink;
    this.journal = new Journal(audit);
    this.scheduler = scheduler;
    this.clock = clock;
    this.settings = Settings.of(config);
  }

  /** Takes up a changed configuration: a running connector reconnects with it. */
  @Modified
  synchronized void modified(ModbusConfig changed) {
    settings = Settings.of(changed);
    if (started) {
      close();
      open();
    }
  }

  @Deactivate
  void deactivate() {
    stop();
  }

  /** The configuration is usable, or there is none yet. Connects to nothing. */
  @Override
  public synchronized List<CheckResult> prove() {
    String expected = "usable, or none";
    if (!settings.isUsable()) {
      return settings.problems().stream().map(problem -> CheckResult.failed("configuration", problem, expected)).toList();
    }
    Settings usable = settings.settings();
    String observed = usable.isIdle() ? "not configured yet" : usable.points().size() + " points of " + usable.servers().values();
    return List.of(CheckResult.passed("configuration", observed, expected));
  }

  @Override
  public synchronized void start() {
    if (!started) {
      started = true;
      open();
    }
  }

  @Override
  public synchronized void stop() {
    started = false;
    close();
  }

  /** Waits for nothing, not for a stop under way either. */
  @Override
  public Health health() {
    Settings.Result now = settings;
    if (!now.isUsable()) {
      return Health.degraded("the configuration cannot be used: " + now.problems().get(0) + " – com.acme.modbus – correct it, it is taken up by itself");
    }
    if (now.settings().isIdle()) {
      return Health.degraded("no server is configured – com.acme.modbus – set servers and points");
    }
    return links.map(open -> HealthReport.of(open.all())).orElse(Health.ok("stopped"));
  }

  private void open() {
    if (settings.isUsable() && !settings.settings().isIdle()) {
      links = Optional.of(new Links(settings.settings(), sink, journal, clock, scheduler));
    }
  }

  private void close() {
    links.ifPresent(Links::close);
    links = Optional.empty();
  }
}
