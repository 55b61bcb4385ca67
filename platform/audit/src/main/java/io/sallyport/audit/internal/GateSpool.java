package io.sallyport.audit.internal;

import io.sallyport.audit.AuditLog;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the gate's refusals into the log: at once what is there, then what is added, looked for twice a second. */
final class GateSpool implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(GateSpool.class);
  private static final long PERIOD_MS = 500;
  private static final long LARGE = 1 << 20;
  private static final long LONGEST_CLOSE_S = 10;

  private final GateSpoolReader reader;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread thread = new Thread(task, "audit-gate-spool");
    thread.setDaemon(true);
    return thread;
  });
  private String lastProblem = "";

  private GateSpool(GateSpoolReader reader) {
    this.reader = reader;
  }

  static GateSpool start(Path spool, Path offset, AuditLog log) {
    GateSpool gate = new GateSpool(new GateSpoolReader(spool, offset, log, LARGE));
    gate.read();
    gate.executor.scheduleWithFixedDelay(gate::read, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    return gate;
  }

  /** One look. A problem is reported once, not twice a second; the lines stay in the spool until the log takes them. */
  private void read() {
    try {
      reader.readNew();
      lastProblem = "";
    } catch (RuntimeException e) {
      String problem = e instanceof RefusedException refused ? refused.refusal().message() : e.toString();
      if (!problem.equals(lastProblem)) {
        LOGGER.error("The gate's refusals stay in the spool: {}", problem);
      }
      lastProblem = problem;
    }
  }

  /** Takes what is there, then stops. */
  @Override
  public void close() throws InterruptedException {
    executor.shutdown();
    executor.awaitTermination(LONGEST_CLOSE_S, TimeUnit.SECONDS);
    read();
  }
}
