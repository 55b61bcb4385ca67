package io.sallyport.vault.internal;

import io.sallyport.diode.SignedTargets;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Verifies metadata that came over a diode against what is trusted, on a copy of its own. Changes nothing. Thread-safe. */
final class SignedMetadata implements SignedTargets {
  private final VendorStore store;
  private final Path copy;
  private final Clock clock;

  /** @param copy a folder for the copy, used by nobody else */
  SignedMetadata(VendorStore store, Path copy, Clock clock) {
    this.store = store;
    this.copy = copy;
    this.clock = clock;
  }

  @Override
  public synchronized Map<String, TargetFile> of(Path metadata) {
    try {
      TufClient client = store.rehearse(copy, new DirectoryFetcher(metadata), clock);
      client.refresh();
      return client.allTargets();
    } finally {
      Trees.delete(copy);
    }
  }
}
