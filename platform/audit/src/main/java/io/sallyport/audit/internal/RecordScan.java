package io.sallyport.audit.internal;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.trust.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Looks through the audit log for the newest entry that holds a digest by one name. Entries of other kinds are passed over as text: about a
 * second for a million.
 */
public final class RecordScan {
  private static final int BATCH = 10_000;
  private static final String DIGESTS = "digests";

  private final AuditLog audit;
  private final String name;
  private final String quoted;

  /** @param name of the digest */
  public RecordScan(AuditLog audit, String name) {
    this.audit = audit;
    this.name = name;
    this.quoted = '"' + name + '"';
  }

  /** The digest in the newest entry from index {@code from} on; empty if none has one. */
  public Optional<String> newest(long from) {
    Optional<String> newest = Optional.empty();
    long size = audit.size();
    for (long next = from; next < size;) {
      List<StoredEntry> entries = audit.read(next, BATCH);
      if (entries.isEmpty()) {
        break;
      }
      for (StoredEntry entry : entries) {
        Optional<String> found = digest(entry);
        newest = found.isPresent() ? found : newest;
      }
      next += entries.size();
    }
    return newest;
  }

  private Optional<String> digest(StoredEntry entry) {
    if (!entry.text().contains(quoted)) {
      return Optional.empty();
    }
    return entry.json().optionalObject(DIGESTS).flatMap((JsonObject digests) -> digests.optionalString(name));
  }
}
