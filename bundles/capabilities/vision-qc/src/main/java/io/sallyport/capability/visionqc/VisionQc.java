package io.sallyport.capability.visionqc;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.image.ImageInspector;
import io.sallyport.api.image.InspectionRequest;
import io.sallyport.api.image.InspectionResult;
import io.sallyport.api.image.InspectionResult.Reason;
import io.sallyport.api.image.InspectionResult.Refused;
import io.sallyport.api.image.PictureView;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.lifecycle.PluginFiles;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.packaging.Gxp;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.workorder.WorkOrderSink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The plugin: passive until it is started, then it takes pictures from its stations' folders and from whoever asks. Thread-safe. */
@CapabilityPackage(name = "vision-qc", summary = "Inspects pictures of surfaces with a model; verdict, heat map, insights, work orders when rejects pile up", publisher = "Sallyport",
    gxp = Gxp.SUPPORTING, roles = {"operator", "quality"})
@Component(service = {Plugin.class, ImageInspector.class})
public final class VisionQc implements Plugin, ImageInspector {
  private final InferenceService inference;
  private final InsightSink insights;
  private final WorkOrderSink workOrders;
  private final AuditTrail audit;
  private final Scheduler scheduler;
  private final PluginFiles files;
  private final Clock clock;
  private final List<Station> stations = new ArrayList<>();
  private boolean started;
  private volatile Map<String, Watch> watches = Map.of();
  private volatile String badConfiguration = "";

  @Activate
  public VisionQc(@Reference InferenceService inference, @Reference InsightSink insights, @Reference WorkOrderSink workOrders, @Reference AuditTrail audit,
      @Reference Scheduler scheduler, @Reference PluginFiles files, @Reference Clock clock) {
    this.inference = inference;
    this.insights = insights;
    this.workOrders = workOrders;
    this.audit = audit;
    this.scheduler = scheduler;
    this.files = files;
    this.clock = clock;
  }

  /** Stations come, change and go while it runs; each change takes effect at once. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void addStation(Station station) {
    stations.add(station);
    change();
  }

  synchronized void removeStation(Station station) {
    stations.remove(station);
    change();
  }

  /** @throws IllegalArgumentException SP-VISION-0001 if a station's configuration cannot be used */
  @Override
  public synchronized void prepare() {
    StationSet.of(stations).requireUsable();
  }

  @Override
  public synchronized List<CheckResult> prove() {
    StationSet set = StationSet.of(stations);
    set.requireUsable();
    return set.settings().stream().map(settings -> ModelCheck.of(settings, inference.describe(settings.model()))).toList();
  }

  @Override
  public synchronized void start() {
    started = true;
    reconcile();
  }

  @Override
  public synchronized void stop() {
    started = false;
    reconcile();
  }

  @Override
  public Set<String> stations() {
    return watches.keySet();
  }

  @Override
  public InspectionResult inspect(InspectionRequest request) {
    Watch watch = watches.get(request.station());
    if (watch == null) {
      return new Refused(Reason.STATION, "SP-VISION-0002", "there is no such station", "name one of " + watches.keySet());
    }
    return watch.line().inspect(request.item(), request.picture());
  }

  @Override
  public Optional<byte[]> picture(String station, UUID inspection, PictureView view) {
    return Optional.ofNullable(watches.get(station)).flatMap(watch -> watch.line().picture(inspection, view));
  }

  @Override
  public Health health() {
    Map<String, Watch> running = watches;
    String problems = running.values().stream().map(Watch::problem).filter(problem -> !problem.isEmpty()).sorted().collect(Collectors.joining("; "));
    if (!badConfiguration.isEmpty() || !problems.isEmpty()) {
      return Health.degraded(badConfiguration + (badConfiguration.isEmpty() || problems.isEmpty() ? "" : "; ") + problems);
    }
    return Health.ok(running.isEmpty() ? "no station is configured or started" : running.values().stream().map(Watch::toString).sorted().collect(Collectors.joining("; ")));
  }

  @Deactivate
  synchronized void deactivate() {
    stop();
  }

  /** What fails shows in the health: there is nobody to throw it to. */
  private void change() {
    try {
      reconcile();
    } catch (IllegalStateException e) {
      badConfiguration = String.valueOf(e.getMessage());
    }
  }

  /** Stops what is no longer wanted as it is, starts what is. @throws IllegalStateException SP-PLUGIN-0001 if the package has no directory */
  private void reconcile() {
    StationSet wanted = started ? StationSet.of(stations) : StationSet.of(List.of());
    badConfiguration = wanted.faults();
    Map<String, Watch> before = watches;
    Map<String, Watch> after = new TreeMap<>();
    before.values().stream().filter(watch -> wanted.settings().contains(watch.settings())).forEach(watch -> after.put(watch.settings().name(), watch));
    watches = Map.copyOf(after);
    before.values().stream().filter(watch -> !after.containsValue(watch)).forEach(Watch::stop);
    for (Settings settings : wanted.settings()) {
      if (!after.containsKey(settings.name())) {
        after.put(settings.name(), started(settings));
      }
    }
    watches = Map.copyOf(after);
  }

  private Watch started(Settings settings) {
    Counters counters = new Counters();
    Line line = new Line(settings, inference, insights, workOrders, audit, clock, files.directory(), counters);
    Watch watch = new Watch(settings, line, files.directory(), counters);
    watch.start(scheduler);
    return watch;
  }
}
