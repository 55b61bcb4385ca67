package io.sallyport.audit.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Checkpoint;
import io.sallyport.audit.ConsistencyProof;
import io.sallyport.audit.InclusionProof;
import io.sallyport.audit.Receipt;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.Verification;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.KnownLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Hands everything on. */
class Forwarding implements AuditLog {
  private final AuditLog log;

  Forwarding(AuditLog log) {
    this.log = log;
  }

  @Override
  public Receipt append(AuditEntry entry) {
    return log.append(entry);
  }

  @Override
  public CompletionStage<Receipt> submit(AuditEntry entry) {
    return log.submit(entry);
  }

  @Override
  public Checkpoint checkpoint() {
    return log.checkpoint();
  }

  @Override
  public Instant floor() {
    return log.floor();
  }

  @Override
  public void lowerFloor(Instant to, AuditEntry why) {
    log.lowerFloor(to, why);
  }

  @Override
  public Optional<KnownLog> known() {
    return log.known();
  }

  @Override
  public Optional<Refusal> discontinuity() {
    return log.discontinuity();
  }

  @Override
  public void acknowledge(AuditEntry why) {
    log.acknowledge(why);
  }

  @Override
  public Verification verify() {
    return log.verify();
  }

  @Override
  public long size() {
    return log.size();
  }

  @Override
  public Optional<StoredEntry> entry(long index) {
    return log.entry(index);
  }

  @Override
  public List<StoredEntry> read(long from, int max) {
    return log.read(from, max);
  }

  @Override
  public void export(Path directory) {
    log.export(directory);
  }

  @Override
  public InclusionProof inclusion(long index) {
    return log.inclusion(index);
  }

  @Override
  public ConsistencyProof consistency(long oldSize, long newSize) {
    return log.consistency(oldSize, newSize);
  }
}
