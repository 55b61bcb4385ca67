package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.Comparison;
import io.sallyport.inference.ShadowWithoutCalls;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.TrafficMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs candidates that are shadows on copies of live calls, off the callers' path. A caller pays for the copy, and for nothing when all
 * copies are taken: the call is then dropped here, and counted. One thread of the lowest priority runs the copies, for a share of one core
 * at most. While the log does not record what it did, it does nothing. Other limits hold at once, and comparisons go on. Thread-safe.
 */
@Component(service = Shadow.class, configurationPid = "io.sallyport.inference.shadow")
@Designate(ocd = Shadow.Config.class)
public final class Shadow {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
  private static final long BYTES_PER_KIB = 1_024;

  /** Limits of shadow traffic. */
  @ObjectClassDefinition(name = "Shadow traffic", description = "Limits of running a candidate on copies of live calls")
  public @interface Config {
    @AttributeDefinition(description = "Copies that wait or run at once, 1 to 4096; further calls are dropped and counted") int copies() default 64;

    @AttributeDefinition(description = "Largest copy, inputs and outputs together, in KiB; larger calls are dropped and counted") int copy_kib() default 1_024;

    @AttributeDefinition(description = "Share of one core that the shadow may take, in percent, 1 to 100") int core_percent() default 50;
  }

  private final Router router;
  private final ShadowAudit audit;
  private final InstantSource clock;
  private final ShadowPairs pairs;
  private final Instant started;
  /** When each candidate got its part, by digest; of those that go on after a start, nothing. */
  private final Map<String, Instant> begun = new ConcurrentHashMap<>();
  private final ShadowCopies copies;
  private final ShadowRun run;
  private final ShadowWorker worker;
  private volatile ShadowLimits limits;
  private volatile boolean recorded = true;
  private volatile boolean closed;

  @Activate
  public Shadow(@Reference Router router, @Reference ModelRegistry registry, @Reference AuditLog log, Config config) {
    this(router, registry, log, InstantSource.system(), limits(config));
    worker.start();
  }

  /** Without a thread of its own: {@link #runOne} runs the copies. */
  Shadow(Router router, ModelRegistry registry, AuditLog log, InstantSource clock, ShadowLimits limits) {
    this.router = router;
    this.audit = new ShadowAudit(log);
    this.clock = clock;
    this.limits = limits;
    this.pairs = new ShadowPairs(clock);
    this.started = clock.instant();
    this.copies = new ShadowCopies(limits);
    this.run = new ShadowRun(router, registry);
    this.worker = new ShadowWorker(this::runOne, copies::release, new Pace(() -> this.limits.percent()));
  }

  private static ShadowLimits limits(Config config) {
    return new ShadowLimits(config.copies(), config.copy_kib() * BYTES_PER_KIB, config.core_percent());
  }

  @Modified
  void change(Config config) {
    limits = limits(config);
    copies.change(limits);
  }

  /** Takes a copy of a call that the active version has just answered, if its candidate is a shadow. Never throws, never waits. */
  void offer(ServedModel active, InferenceRequest request, InferenceResult.Answer answer) {
    Optional<Traffic> traffic = router.traffic(request.model());
    if (traffic.isEmpty() || traffic.get().mode() != TrafficMode.SHADOW || traffic.get().candidate().digest().equals(answer.model().digest())) {
      return;
    }
    ShadowPair pair = pairs.of(active.description().identity(), traffic.get());
    pair.meet(active.description());
    if (!recorded || closed || !copies.add(pair, request, answer)) {
      pair.dropped();
    }
  }

  /** The version becomes a candidate, or gets another part as one. */
  void begin(PackageVersion candidate) {
    begun.put(candidate.digest(), clock.instant());
    pairs.of(candidate).forEach(ShadowPair::begin);
  }

  /** The shadow of that active version, while none of its calls has come. */
  Optional<ShadowWithoutCalls> withoutCalls(PackageVersion active) {
    return router.traffic(active.name()).filter(traffic -> traffic.mode() == TrafficMode.SHADOW).map(Traffic::candidate)
        .filter(candidate -> pairs.of(candidate).noneMatch(pair -> pair.active().digest().equals(active.digest())))
        .map(candidate -> new ShadowWithoutCalls(active.name(), active.version(), candidate.version(), begun.getOrDefault(candidate.digest(), started)));
  }

  /** Why a version that is a shadow now is not healthy, if so. */
  Optional<String> trouble(PackageVersion version) {
    boolean shadow = router.traffic(version.name()).filter(traffic -> traffic.mode() == TrafficMode.SHADOW && traffic.candidate().digest().equals(version.digest())).isPresent();
    return !shadow ? Optional.empty() : pairs.of(version).filter(pair -> isActive(pair.active())).findFirst().flatMap(ShadowPair::trouble);
  }

  private boolean isActive(ModelIdentity identity) {
    return router.active().stream().anyMatch(active -> active.digest().equals(identity.digest()));
  }

  ShadowPairs pairs() {
    return pairs;
  }

  InstantSource clock() {
    return clock;
  }

  /** Runs the copy that has waited longest; false if none waits. */
  boolean runOne() {
    Optional<ShadowCopy> copy = copies.next();
    copy.ifPresent(one -> {
      try {
        run.run(one);
      } finally {
        copies.free(one);
      }
    });
    return copy.isPresent();
  }

  /** Records what was done since the last time, if that is due, and forgets the oldest comparisons. */
  void record(boolean everything) {
    try {
      pairs.all().forEach(pair -> audit.record(pair, everything, clock.instant()));
      recorded = true;
    } catch (RefusedException e) {
      if (recorded) {
        LOG.warn("shadow traffic rests until it is recorded: {}", e.refusal().message());
      }
      recorded = false;
    }
    pairs.forgetOldest();
  }

  /** The latest first. */
  List<Comparison> comparisons() {
    return pairs.comparisons();
  }

  @Deactivate
  void close() throws InterruptedException {
    closed = true;
    worker.close();
    record(true);
  }
}
