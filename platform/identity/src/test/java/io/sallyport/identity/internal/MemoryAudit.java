package io.sallyport.identity.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Checkpoint;
import io.sallyport.audit.ConsistencyProof;
import io.sallyport.audit.InclusionProof;
import io.sallyport.audit.Receipt;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.Verification;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps entries in memory; can be made to fail as a full disk does. */
final class MemoryAudit implements AuditLog {
  final List<AuditEntry> entries = Collections.synchronizedList(new ArrayList<>());
  volatile boolean failing;

  List<String> types() {
    return entries.stream().map(AuditEntry::type).toList();
  }

  AuditEntry last() {
    return entries.get(entries.size() - 1);
  }

  @Override
  public Receipt append(AuditEntry entry) {
    if (failing) {
      throw new RefusedException(new Refusal("SP-AUDIT-0001", "the audit log failed to write", "test", "none"));
    }
    entries.add(entry);
    return new Receipt(entries.size() - 1, Instant.EPOCH);
  }

  @Override
  public CompletionStage<Receipt> submit(AuditEntry entry) {
    throw new UnsupportedOperationException("identity appends durably");
  }

  @Override
  public Checkpoint checkpoint() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Verification verify() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public Optional<StoredEntry> entry(long index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<StoredEntry> read(long from, int max) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void export(Path directory) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InclusionProof inclusion(long index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConsistencyProof consistency(long oldSize, long newSize) {
    throw new UnsupportedOperationException();
  }
}
