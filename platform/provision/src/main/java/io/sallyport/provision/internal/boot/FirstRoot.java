package io.sallyport.provision.internal.boot;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.provision.internal.Refusals;
import io.sallyport.trust.Digests;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Every later root of the site descends from the first one, and nothing signs that: it is trusted because it was there at commissioning.
 * Who exchanges it approves what they like from then on. The audit log saw which one it was, and a checkpoint kept elsewhere holds the log.
 */
final class FirstRoot {
  /** Commissioning is among the first things that a log records. */
  private static final int FIRST_ENTRIES = 1000;

  private FirstRoot() {}

  /**
   * @param site {@code DATA/site}
   * @throws RefusedException SP-GATE-0012 if the log saw another one commissioned; a log that saw none says nothing
   */
  static void require(Path site, AuditLog audit) {
    Path file = site.resolve("metadata/1.root.json");
    Optional<String> commissioned = audit.read(0, FIRST_ENTRIES).stream().map(StoredEntry::json).filter(entry -> entry.string("type").equals("site.commissioned"))
        .flatMap(entry -> entry.optionalObject("digests").stream()).map(digests -> digests.string("root")).findFirst();
    if (commissioned.isPresent() && !commissioned.get().equals(Digests.sha256(file))) {
      throw Refusals.refuse("SP-GATE-0012", "the site's first root is not the one that was commissioned", file.toString(), "find out who changed it; restore DATA/site from a backup");
    }
  }
}
