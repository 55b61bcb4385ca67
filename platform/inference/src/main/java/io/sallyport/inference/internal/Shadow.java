package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.Comparison;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.trust.BackgroundThreads;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.TrafficMode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs candidates that are shadows on copies of live calls, off the callers' path. A caller pays for the copy, and for nothing when all
 * copies are taken: the call is then dropped here, and counted. One thread of the lowest priority runs the copies, for a share of one core
 * at most. While the log does not record what it did, it does nothing. Thread-safe.
 */
@Component(service = Shadow.class, configurationPid = "io.sallyport.inference.shadow")
@Designate(ocd = Shadow.Config.class)
public final class Shadow {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
  private static final long BYTES_PER_KIB = 1_024;
  private static final int MOST_COPIES = 4_096;
  private static final int MOST_PAIRS = 32;
  private static final long BUSY_PARK = 1_000_000;
  private static final long IDLE_PARK = 50_000_000;
  private static final long IDLE_AFTER = 1_000_000_000;
  private static final long CLOSE_MILLIS = 10_000;
  private static final int LONGEST_REASON = 200;

  /** Limits of shadow traffic. */
  @ObjectClassDefinition(name = "Shadow traffic", description = "Limits of running a candidate on copies of live calls")
  public @interface Config {
    @AttributeDefinition(description = "Copies that wait or run at once, 1 to 4096; further calls are dropped and counted") int copies() default 64;

    @AttributeDefinition(description = "Largest copy, inputs and outputs together, in KiB; larger calls are dropped and counted") int copy_kib() default 1_024;

    @AttributeDefinition(description = "Share of one core that the shadow may take, in percent, 1 to 100") int core_percent() default 50;
  }

  private record Key(String active, String candidate) {}

  private final Router router;
  private final ModelRegistry registry;
  private final ShadowAudit audit;
  private final InstantSource clock;
  private final long limit;
  private final Pace pace;
  private final Map<Key, ShadowPair> pairs = new ConcurrentHashMap<>();
  private final Queue<ShadowCopy> free = new ConcurrentLinkedQueue<>();
  private final Queue<ShadowCopy> waiting = new ConcurrentLinkedQueue<>();
  private final Thread worker = new BackgroundThreads("inference-shadow").newThread(this::work);
  private volatile boolean recorded = true;
  private volatile boolean closed;

  @Activate
  public Shadow(@Reference Router router, @Reference ModelRegistry registry, @Reference AuditLog log, Config config) {
    this(router, registry, log, InstantSource.system(), config.copies(), config.copy_kib() * BYTES_PER_KIB, config.core_percent());
    worker.start();
  }

  /** Without a thread of its own: {@link #runOne} runs the copies. */
  Shadow(Router router, ModelRegistry registry, AuditLog log, InstantSource clock, int copies, long limit, int percent) {
    this.router = router;
    this.registry = registry;
    this.audit = new ShadowAudit(log);
    this.clock = clock;
    this.limit = limit;
    this.pace = new Pace(percent);
    for (int i = 0; i < Math.max(1, Math.min(MOST_COPIES, copies)); i++) {
      free.add(new ShadowCopy());
    }
  }

  /** Takes a copy of a call that the active version has just answered, if its candidate is a shadow. Never throws, never waits. */
  void offer(ServedModel active, InferenceRequest request, InferenceResult.Answer answer) {
    Optional<Traffic> traffic = router.traffic(request.model());
    if (traffic.isEmpty() || traffic.get().mode() != TrafficMode.SHADOW || traffic.get().candidate().digest().equals(answer.model().digest())) {
      return;
    }
    ShadowPair pair = pair(active.description().identity(), traffic.get());
    pair.meet(active.description());
    ShadowCopy copy = recorded && !closed ? free.poll() : null;
    if (copy == null) {
      pair.dropped();
      return;
    }
    if (filled(copy, pair, request, answer)) {
      waiting.add(copy);
    } else {
      pair.dropped();
      free.add(copy);
    }
  }

  private boolean filled(ShadowCopy copy, ShadowPair pair, InferenceRequest request, InferenceResult.Answer answer) {
    try {
      return copy.fill(pair, request.correlation(), request.inputs(), answer, limit);
    } catch (RuntimeException | OutOfMemoryError e) {
      copy.clear();
      return false;
    }
  }

  private ShadowPair pair(ModelIdentity active, Traffic traffic) {
    Key key = new Key(active.digest(), traffic.candidate().digest());
    ShadowPair pair = pairs.get(key);
    return pair != null ? pair : pairs.computeIfAbsent(key, any -> new ShadowPair(active, traffic.candidate(), clock));
  }

  /** The version becomes a candidate, or gets another part as one. */
  void begin(PackageVersion candidate) {
    pairs.values().stream().filter(pair -> pair.candidate().digest().equals(candidate.digest())).forEach(ShadowPair::begin);
  }

  /** Why a version that is a shadow now is not healthy, if so. */
  Optional<String> trouble(PackageVersion version) {
    boolean shadow = router.traffic(version.name()).filter(traffic -> traffic.mode() == TrafficMode.SHADOW && traffic.candidate().digest().equals(version.digest())).isPresent();
    return !shadow ? Optional.empty() : pairs.values().stream().filter(pair -> pair.candidate().digest().equals(version.digest()) && isActive(pair.active())).findFirst().flatMap(ShadowPair::trouble);
  }

  private boolean isActive(ModelIdentity identity) {
    return router.active().stream().anyMatch(active -> active.digest().equals(identity.digest()));
  }

  /** Goes on with what was kept. */
  void restore(List<ShadowPair> kept) {
    kept.forEach(pair -> pairs.putIfAbsent(new Key(pair.active().digest(), pair.candidate().digest()), pair));
  }

  List<ShadowPair> pairs() {
    return List.copyOf(pairs.values());
  }

  InstantSource clock() {
    return clock;
  }

  private void work() {
    long busy = System.nanoTime();
    boolean released = true;
    while (!closed) {
      long began = System.nanoTime();
      if (runOne()) {
        released = false;
        busy = System.nanoTime();
        pace.worked(busy - began);
      } else if (began - busy < IDLE_AFTER) {
        LockSupport.parkNanos(BUSY_PARK);
      } else {
        if (!released) {
          release();
          released = true;
        }
        LockSupport.parkNanos(IDLE_PARK);
      }
    }
  }

  /** Gives the memory of the copies back; those that are being filled keep theirs. */
  private void release() {
    List<ShadowCopy> all = new ArrayList<>();
    for (ShadowCopy copy = free.poll(); copy != null; copy = free.poll()) {
      copy.clear();
      all.add(copy);
    }
    free.addAll(all);
  }

  /** Runs the copy that has waited longest; false if none waits. */
  boolean runOne() {
    ShadowCopy copy = waiting.poll();
    if (copy == null) {
      return false;
    }
    try {
      run(copy);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) { // the shadow goes on with the next copy
      copy.pair().failed(copy, oneLine(String.valueOf(e.getMessage())));
    } finally {
      free.add(copy);
    }
    return true;
  }

  /** What engines say may be long. */
  private static String oneLine(String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
  }

  private void run(ShadowCopy copy) {
    ShadowPair pair = copy.pair();
    Optional<Lease> lease = router.leaseVersion(pair.candidate().name(), pair.candidate().version());
    if (lease.isEmpty()) {
      pair.dropped(); // withdrawn meanwhile
      return;
    }
    try (Lease held = lease.get()) {
      Optional<ServedModel> model = registry.find(pair.candidate().digest());
      if (model.isEmpty() || !held.version().digest().equals(pair.candidate().digest())) {
        pair.dropped();
        return;
      }
      Optional<InputCheck.Fault> fault = model.get().inputs().fault(copy.inputs());
      if (fault.isPresent()) {
        pair.refused(copy, fault.get().code() + ": " + fault.get().what());
        return;
      }
      long began = System.nanoTime();
      Map<String, Tensor> outputs = model.get().loaded().run(copy.inputs(), began + model.get().deadline().toNanos());
      pair.compared(copy, model.get().description(), outputs, System.nanoTime() - began);
    }
  }

  /** Records what was done since the last time, if that is due, and forgets the oldest comparisons beyond {@value #MOST_PAIRS}. */
  void record(boolean everything) {
    try {
      pairs.values().forEach(pair -> audit.record(pair, everything, clock.instant()));
      recorded = true;
    } catch (RefusedException e) {
      if (recorded) {
        LOG.warn("shadow traffic rests until it is recorded: {}", e.refusal().message());
      }
      recorded = false;
    }
    pairs.entrySet().stream().sorted(Comparator.comparing((Map.Entry<Key, ShadowPair> entry) -> entry.getValue().report().until()).reversed())
        .skip(MOST_PAIRS).map(Map.Entry::getKey).toList().forEach(pairs::remove);
  }

  /** The latest first. */
  List<Comparison> comparisons() {
    return pairs.values().stream().map(ShadowPair::report).sorted(Comparator.comparing(Comparison::until).reversed()).toList();
  }

  @Deactivate
  void close() throws InterruptedException {
    closed = true;
    LockSupport.unpark(worker);
    worker.join(CLOSE_MILLIS);
    record(true);
  }
}
