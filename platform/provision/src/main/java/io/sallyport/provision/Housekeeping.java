package io.sallyport.provision;

import io.sallyport.audit.Actor;
import io.sallyport.vault.Pruning.Pruned;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps the vault to what can still be needed. A service of the platform. Thread-safe. */
@ProviderType
public interface Housekeeping {
  /**
   * Takes out of the vault what neither a kept generation nor a newest verified package needs. Kept are what runs, the generation before
   * it, the open candidate, and the generations that ran last. The numbers and plans of all generations stay in the history.
   *
   * @param keep how many of the generations that ran last, 1 to 1000
   * @param dryRun only says what would go
   * @throws io.sallyport.trust.RefusedException SP-PLAN-0032 for another {@code keep}, SP-APPLY-0001, SP-APPLY-0019, SP-MEDIUM-0017 while
   *     something else is under way, SP-VAULT-0015, SP-TRUST if a kept generation cannot be read; then nothing has gone
   */
  Tidied prune(int keep, boolean dryRun, Actor actor);

  /** What was kept, descending, and what went or would go. */
  record Tidied(List<Integer> kept, Pruned pruned) {
    public Tidied {
      kept = List.copyOf(kept);
    }
  }
}
