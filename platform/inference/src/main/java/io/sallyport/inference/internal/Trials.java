package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
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
 * Has each new version loaded and run in a process of its own before it is loaded here (ADR 0030). Passing is remembered by version, engine and Java; it
 * spares the repetition and nothing else. Thread-safe.
 */
@Component(service = Trials.class, configurationPid = "io.sallyport.inference.trial")
@Designate(ocd = Trials.Config.class)
public final class Trials {
  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);
  private static final long MEBIBYTE = 1 << 20;
  /** For what reading a file, optimising a graph and running cost beside the model itself. */
  private static final long SLACK = 64 * MEBIBYTE;
  private static final long LARGEST_EDGES = 16 * MEBIBYTE;
  private static final long IDLE_SECONDS = 10;

  /** Limits of trials. */
  @ObjectClassDefinition(name = "Trials of models", description = "Limits of the process in which a new version is loaded and run first")
  public @interface Config {
    @AttributeDefinition(description = "Processor time for loading a version and running its golden vectors, in seconds, 1 to 3600") long seconds() default 30;
  }

  /** A version that is to be tried. */
  record Subject(PackageVersion version, Engine engine, ModelFile file, GoldenSet golden, long granted, String where) {}

  private final AuditLog log;
  private final TrialMarks marks;
  private volatile Duration time;
  private final ThreadPoolExecutor background = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), runnable -> {
    Thread thread = new Thread(runnable, "model-trial");
    thread.setDaemon(true);
    return thread;
  });

  @Activate
  public Trials(BundleContext context, @Reference AuditLog log, Config config) {
    this(log, directory(context), time(config));
  }

  private static Duration time(Config config) {
    return Duration.ofSeconds(Math.max(1, Math.min(3_600, config.seconds())));
  }

  /** Another limit holds from the next trial on; a trial that was passed under another one is due again when its version is loaded again. */
  @Modified
  public void change(Config config) {
    time = time(config);
  }

  /** @param directory for what is remembered */
  Trials(AuditLog log, Path directory, Duration time) {
    this.log = log;
    this.marks = new TrialMarks(directory);
    this.time = time;
    background.allowCoreThreadTimeOut(true);
  }

  private static Path directory(BundleContext context) {
    String data = context.getProperty("sallyport.data");
    return data == null ? context.getDataFile("trials").toPath() : Path.of(data, "trials");
  }

  /**
   * Before a version comes in: returns when it has passed, now or before.
   *
   * @throws RefusedException {@code SP-MODEL-0006}, {@code -0042}, {@code -0046}, {@code -0071} to {@code -0075}
   */
  void require(Subject subject) {
    String key = key(subject);
    if (!marks.passed(key)) {
      hold(subject, key);
    }
  }

  /**
   * Before a version of the running generation is loaded again after a start. It ran before, so it does not wait for a trial that the change of an engine,
   * of Java, or of the data directory makes due: that is held {@linkplain #later later} – unless loading it ended this process the last time.
   *
   * @throws RefusedException as {@link #require}, in that case
   */
  void resume(Subject subject) {
    String key = key(subject);
    if (!marks.passed(key) && !marks.begin(key)) {
      LOG.warn("{} was being loaded when this process ended the last time: it is tried first", subject.version());
      hold(subject, key);
    }
  }

  /** It was loaded after {@link #resume}, or orderly refused. */
  void survived(Subject subject) {
    marks.ended(key(subject));
  }

  /** Holds what trial is due of a version that runs, in the background. What it finds is recorded and logged, and stops nothing. */
  void later(Subject subject) {
    String key = key(subject);
    if (marks.passed(key)) {
      return;
    }
    try {
      background.execute(() -> {
        try {
          hold(subject, key);
        } catch (RuntimeException e) {
          LOG.error("{} runs, and does not pass its trial: {}", subject.version(), e.getMessage());
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopping: {} is not tried", subject.version());
    }
  }

  private void hold(Subject subject, String key) {
    TrialRequest request = new TrialRequest(subject.file(), subject.golden().vectors().stream().map(GoldenVector::inputs).toList(), extremes(subject.file()), memory(subject.granted(), subject.file()), time);
    Optional<TrialOutcome> outcome = subject.engine().tryOut(request);
    if (outcome.isEmpty()) {
      return;
    }
    Optional<RefusedException> refusal = TrialRefusals.of(outcome.get(), request, subject.where());
    record(subject, outcome.get(), refusal.map(RefusedException::refusal));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    marks.pass(key);
  }

  /** What the process of a trial may take beyond what it takes without the model: the grant, and what reading and optimising costs for a while. */
  static long memory(long granted, ModelFile file) {
    return granted + 2L * file.bytes().length + SLACK;
  }

  private static List<Map<String, Tensor>> extremes(ModelFile file) {
    long bytes = file.inputs().stream().mapToLong(spec -> spec.shape().isDynamic() ? 0 : spec.shape().elements() * spec.type().bytes()).sum();
    return bytes > LARGEST_EDGES ? List.of() : EdgeInputs.of(file.inputs());
  }

  /** The version's digest covers weights, vectors and limits. */
  private String key(Subject subject) {
    String all = String.join("\n", subject.version().digest(), subject.file().sha256(), subject.engine().runtime(), System.getProperty("java.vm.version", ""),
        System.getProperty("os.arch", ""), Long.toString(subject.granted()), time.toString());
    return Digests.sha256(all.getBytes(StandardCharsets.UTF_8));
  }

  private void record(Subject subject, TrialOutcome outcome, Optional<Refusal> refusal) {
    PackageVersion version = subject.version();
    AuditEntry.Builder entry = AuditEntry.of("model.trial").system("inference").action("try").object("model/" + version.name() + "/" + version.version()).digest("package", version.digest());
    refusal.ifPresent(why -> entry.outcome(Outcome.FAILED).code(why.code()).reason(why.what()));
    if (outcome instanceof TrialOutcome.Passed passed) {
      entry.after(JsonObject.builder().put("cpuMillis", passed.cpu().toMillis()).put("memoryMib", passed.memory() / MEBIBYTE).build());
      LOG.info("{} passed its trial: {} ms of processor time, {} MiB", version, passed.cpu().toMillis(), passed.memory() / MEBIBYTE);
    }
    log.submit(entry.build());
  }

  @Deactivate
  void close() {
    background.shutdownNow();
  }
}
