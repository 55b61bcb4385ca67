package io.sallyport.vault;

import io.sallyport.audit.Actor;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Takes content out of the vault that nothing needs any more. Thread-safe; never while an import is under way. */
@ProviderType
public interface Pruning {
  /**
   * Takes out what is neither asked to be kept nor part of the newest verified version of a package, nor of the vendor metadata in force.
   * Recorded as {@code vault.pruned} before anything is gone; if it is interrupted, the rest goes with the next.
   *
   * @param needed SHA-256 of content to be kept
   * @param dryRun only says what would go
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0017 while an import is under way, SP-VAULT-0015 if the vault can only be read
   */
  Pruned prune(Set<String> needed, boolean dryRun, Actor actor);

  /**
   * What went, or would go.
   *
   * @param files how many
   * @param bytes their total length
   * @param packages versions that can't be planned any more unless their medium is imported again, {@code NAME VERSION}
   */
  record Pruned(int files, long bytes, List<String> packages) {
    public Pruned {
      packages = List.copyOf(packages);
    }
  }
}
