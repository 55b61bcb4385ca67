package io.sallyport.inference.internal;

import io.sallyport.api.insight.InsightSink;
import io.sallyport.inference.Drift;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about once a second, off the callers' path: rates, drift, what shadows did, what is kept of candidates. Thread-safe. */
@Component(service = Pulse.class, immediate = true)
public final class Pulse {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  private final ModelRegistry registry;
  private final Shadow shadow;
  private final CandidateRecords records;
  private final InstantSource clock;
  private final DriftLimits limits;
  private final DriftAlarm alarm = new DriftAlarm();
  private final ScheduledExecutorService executor;
  private volatile InsightSink sink;

  @Activate
  public Pulse(@Reference ModelRegistry registry, @Reference Shadow shadow, @Reference CandidateRecords records, @Reference DriftLimits limits) {
    this(registry, shadow, records, limits, InstantSource.system(), Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "inference-pulse");
      thread.setDaemon(true);
      return thread;
    }));
    executor.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
  }

  Pulse(ModelRegistry registry, Shadow shadow, CandidateRecords records, DriftLimits limits, InstantSource clock, ScheduledExecutorService executor) {
    this.registry = registry;
    this.shadow = shadow;
    this.records = records;
    this.clock = clock;
    this.limits = limits;
    this.executor = executor;
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setSink(InsightSink service) {
    sink = service;
  }

  void unsetSink(InsightSink service) {
    if (sink == service) {
      sink = null;
    }
  }

  /** Once; a fault of one part does not end the pulse. */
  synchronized void beat() {
    try {
      long nanos = System.nanoTime();
      registry.all().forEach(model -> model.figures().sample(nanos));
      shadow.record(false);
      records.save();
      InsightSink to = sink;
      if (to != null) {
        List<DriftWatch> watches = registry.all().stream().flatMap(model -> model.drift().stream()).toList();
        Stream<Drift> assets = watches.stream().flatMap(watch -> watch.byAsset().stream())
            .filter(drift -> limits.watches(drift.identity().name(), drift.asset().orElseThrow()) && !drift.asset().get().equals(Drift.OTHERS));
        alarm.update(Stream.concat(watches.stream().map(DriftWatch::drift), assets).toList(), clock.instant(), to);
      }
    } catch (RuntimeException e) {
      LOG.error("the pulse of inference failed, it goes on", e);
    }
  }

  @Deactivate
  void close() {
    executor.shutdownNow();
  }
}
