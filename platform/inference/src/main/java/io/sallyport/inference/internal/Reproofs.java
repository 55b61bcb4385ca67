package io.sallyport.inference.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.inference.OnBehalf;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves models that run elsewhere again after a loss, with growing pauses; records loss, return and what is sent there. Thread-safe. */
@Component(service = Reproofs.class)
public final class Reproofs {
  private static final Logger LOG = LoggerFactory.getLogger(Reproofs.class);
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int THREADS = 2;

  private final AuditLog log;
  private final Duration first;
  private final ScheduledThreadPoolExecutor threads;

  @Activate
  public Reproofs(@Reference AuditLog log) {
    this(log, FIRST);
  }

  /** @param first pause before the first attempt; each later one is twice as long, up to 15 seconds */
  Reproofs(AuditLog log, Duration first) {
    this.log = log;
    this.first = first;
    this.threads = new ScheduledThreadPoolExecutor(THREADS, runnable -> {
      Thread thread = new Thread(runnable, "model-reproof");
      thread.setDaemon(true);
      return thread;
    });
    threads.setRemoveOnCancelPolicy(true);
  }

  /**
   * Inputs are about to leave for it: what cannot be recorded is not sent (DESIGN 7).
   *
   * @throws RefusedException if the log does not take the entry
   */
  void sends(RemoteServing model) {
    AuditEntry.Builder entry = AuditEntry.of("inference.sent").action("send").reason("remote, " + model.path())
        .object("model/" + model.version().name() + "/" + model.version().version()).digest("package", model.version().digest());
    log.submit(OnBehalf.current().map(caller -> entry.actor(caller.actor()).source(caller.source())).orElseGet(() -> entry.system("inference")).build());
  }

  /** It has just been lost: it is proved again until it agrees or is closed. */
  void lost(RemoteServing model, Refusal reason) {
    LOG.warn("{} is out of service: {}", model.version(), reason.message());
    record(AuditEntry.of("model.lost").action("lose").outcome(Outcome.FAILED).code(reason.code()).reason(reason.what()), model);
    schedule(model, first);
  }

  private void schedule(RemoteServing model, Duration pause) {
    try {
      threads.schedule(() -> attempt(model, pause), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopping: {} is not proved again", model.version());
    }
  }

  private void attempt(RemoteServing model, Duration pause) {
    if (model.closed()) {
      return;
    }
    try {
      model.prove();
    } catch (RuntimeException e) {
      LOG.error("{} could not be proved again", model.version(), e);
    }
    Optional<Refusal> trouble = model.trouble();
    if (trouble.isPresent()) {
      LOG.debug("{} stays out of service: {}", model.version(), trouble.get().message());
      Duration next = pause.multipliedBy(2);
      schedule(model, next.compareTo(LONGEST) > 0 ? LONGEST : next);
    } else {
      LOG.info("{} is proved and in service again", model.version());
      record(AuditEntry.of("model.restored").action("restore").reason(model.path()), model);
    }
  }

  private void record(AuditEntry.Builder entry, RemoteServing model) {
    try {
      log.submit(entry.system("inference").object("model/" + model.version().name() + "/" + model.version().version()).digest("package", model.version().digest()).build());
    } catch (RefusedException e) {
      LOG.error("That {} was lost or came back could not be recorded", model.version(), e);
    }
  }

  @Deactivate
  void close() {
    threads.shutdownNow();
  }
}
