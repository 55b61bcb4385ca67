package io.sallyport.provision.internal.boot;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.internal.Refusals;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.BackgroundThreads;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VendorListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes, after each start, everything in the vault that the running generation and the one before need (ADR 0019): what runs was judged when
 * it was read, but what lies there for the next start, or for the way back, would be found damaged only then. In the background, so that no
 * plant waits for gigabytes of weights. Damage is an alarm until a medium has brought the content back. Thread-safe.
 */
public final class VaultCheck implements VendorListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VaultCheck.class);
  private static final int MOST_TOLD = 50;

  private final Site site;
  private final Vault vault;
  private final AuditLog audit;
  private final ExecutorService worker = Executors.newSingleThreadExecutor(new BackgroundThreads("sallyport-vault-check"));
  /** What is damaged: alarm by the path that it has in a generation. */
  private volatile Map<String, String> damaged = Map.of();

  public VaultCheck(Site site, Vault vault, AuditLog audit) {
    this.site = site;
    this.vault = vault;
    this.audit = audit;
  }

  /** Checks in the background. */
  public void begin() {
    inBackground(this::run);
  }

  /** A medium may have brought back what was damaged. */
  @Override
  public void vendorAdvanced() {
    inBackground(this::again);
  }

  private void inBackground(Runnable check) {
    try {
      worker.execute(() -> {
        try {
          check.run();
        } catch (RuntimeException e) {
          LOG.error("The vault could not be checked", e);
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopping: the next start checks the vault");
    }
  }

  /** Checks all of it now, and records that. */
  public void run() {
    Map<String, Need> needs = needs();
    long start = System.nanoTime();
    Map<String, String> found = new TreeMap<>();
    long bytes = 0;
    for (Map.Entry<String, Need> need : needs.entrySet()) {
      bytes += check(need.getKey(), need.getValue(), found);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
    long micros = (System.nanoTime() - start) / 1_000;
    found.keySet().retainAll(needs().keySet()); // another generation may run by now, and what this one needed be gone
    damaged = Map.copyOf(found);
    record(needs.size(), bytes, micros, found);
    LOG.info("Vault check: {} entries, {} bytes in {} µs, {} µs per MB: {}", needs.size(), bytes, micros, bytes == 0 ? 0 : micros * 1_000_000 / bytes, found.isEmpty() ? "intact" : found.keySet());
  }

  /** Looks at what was damaged. */
  public void again() {
    Map<String, Need> needs = needs();
    needs.keySet().retainAll(damaged.keySet());
    Map<String, String> found = new TreeMap<>();
    needs.forEach((path, need) -> check(path, need, found));
    if (found.size() < damaged.size()) {
      damaged = Map.copyOf(found);
      record(needs.size(), 0, 0, found);
    }
  }

  /** One for each file that is damaged or missing; the first fifty. */
  public List<String> alarms() {
    return new TreeMap<>(damaged).values().stream().limit(MOST_TOLD).toList();
  }

  /** Adds what is wrong with it. @return bytes read */
  private long check(String path, Need need, Map<String, String> found) {
    try {
      return Files.size(vault.verify(need.sha256));
    } catch (RefusedException | UncheckedIOException | IOException e) {
      String why = e instanceof RefusedException refused ? refused.refusal().code() + ", " + refused.refusal().what() : e.toString();
      found.put(path, Refusals.refuse("SP-PLAN-0040", "the vault's content of " + path + " is not what generation " + need.generation + " needs: " + why, "vault entry " + need.sha256,
          "medium:import the medium that carries it, and look for the cause").refusal().message());
      return 0;
    }
  }

  private record Need(int generation, String sha256) {}

  private Map<String, Need> needs() {
    Map<String, Need> needs = new TreeMap<>();
    if (site.repository().commissioned()) {
      RunningPointer pointer = site.running();
      for (int number : new TreeSet<>(List.of(pointer.previous(), pointer.running()))) {
        if (number > 0) {
          content(number).forEach((path, sha256) -> needs.put(path, new Need(number, sha256)));
        }
      }
    }
    return needs;
  }

  /** Empty if the generation cannot be proved: the gate has said so. */
  private Map<String, String> content(int number) {
    try {
      return site.repository().generation(number).content();
    } catch (RefusedException e) {
      LOG.warn("What generation {} needs is not known: {}", number, e.getMessage());
      return Map.of();
    }
  }

  private void record(int entries, long bytes, long micros, Map<String, String> found) {
    JsonObject after = JsonObject.builder().put("entries", entries).put("bytes", bytes).put("micros", micros)
        .put("damaged", found.keySet().stream().limit(MOST_TOLD).toList()).build();
    AuditEntry.Builder entry = AuditEntry.of("vault.checked").system("provision").action("check").object("vault").after(after);
    audit.append((found.isEmpty() ? entry : entry.outcome(Outcome.FAILED).code("SP-PLAN-0040").reason(found.size() + " files are damaged or missing")).build());
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
