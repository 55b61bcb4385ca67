package io.sallyport.vault.testing;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Receipt;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what was recorded; everything but appending is unsupported. The real log has tests of its own. */
public final class MemoryAudit {
  private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  public AuditLog log() {
    return (AuditLog) Proxy.newProxyInstance(AuditLog.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (proxy, method, arguments) -> switch (method.getName()) {
      case "append" -> append((AuditEntry) arguments[0]);
      case "size" -> (long) entries.size();
      case "entry" -> Optional.empty();
      default -> throw new UnsupportedOperationException(method.getName());
    });
  }

  private Receipt append(AuditEntry entry) {
    if (broken) {
      throw new io.sallyport.trust.RefusedException(new io.sallyport.trust.Refusal("SP-AUDIT-0001", "the log failed", "test", "none"));
    }
    entries.add(entry);
    return new Receipt(entries.size() - 1L, Instant.EPOCH);
  }

  /** From now on nothing can be recorded. */
  public void breakDown() {
    broken = true;
  }

  public List<AuditEntry> entries() {
    return entries;
  }

  public List<String> types() {
    return entries.stream().map(AuditEntry::type).toList();
  }
}
