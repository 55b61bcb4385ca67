package io.sallyport.audit.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Checkpoint;
import io.sallyport.audit.ConsistencyProof;
import io.sallyport.audit.Finding;
import io.sallyport.audit.InclusionProof;
import io.sallyport.audit.Receipt;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.Verification;
import io.sallyport.trust.ExportPlaces;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.KnownLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A log that was found tampered with: it can be read as far as its last checkpoint is intact, and verified, never written.
 */
final class SealedAuditLog implements AuditLog, ExportableLog {
  private final Path root;
  private final VerifierKey key;
  private final Refusal refusal;

  SealedAuditLog(Path root, VerifierKey key, Refusal refusal) {
    this.root = root;
    this.key = key;
    this.refusal = refusal;
  }

  @Override
  public Receipt append(AuditEntry entry) {
    throw new RefusedException(refusal);
  }

  @Override
  public CompletionStage<Receipt> submit(AuditEntry entry) {
    throw new RefusedException(refusal);
  }

  @Override
  public Checkpoint checkpoint() {
    return head().orElseThrow(() -> new RefusedException(refusal)).checkpoint(key);
  }

  @Override
  public Instant floor() {
    return head().map(TreeHead::time).orElse(Instant.EPOCH);
  }

  @Override
  public void lowerFloor(Instant to, AuditEntry why) {
    throw new RefusedException(refusal);
  }

  @Override
  public Optional<KnownLog> known() {
    return Optional.empty();
  }

  @Override
  public Optional<Refusal> discontinuity() {
    return Optional.empty();
  }

  @Override
  public void acknowledge(AuditEntry why) {
    throw new RefusedException(refusal);
  }

  @Override
  public Verification verify() {
    Verification published = LogCheck.run(root, key);
    List<Finding> findings = new ArrayList<>(published.findings());
    findings.add(new Finding(".", -1, refusal.what()));
    return new Verification(published.origin(), published.size(), published.root(), findings);
  }

  @Override
  public long size() {
    return head().map(TreeHead::size).orElse(0L);
  }

  @Override
  public Optional<StoredEntry> entry(long index) {
    return index < 0 || index >= size() ? Optional.empty() : Optional.of(reader().read(index, 1).get(0));
  }

  @Override
  public List<StoredEntry> read(long from, int max) {
    return from >= size() ? List.of() : reader().read(from, max);
  }

  /** Exports as far as the published files are intact: evidence. */
  @Override
  public void export(Path directory) {
    export(new ExportPlaces(root, root), directory);
  }

  @Override
  public void export(ExportPlaces places, Path directory) {
    Export.run(new TileFiles(root), head().orElseThrow(() -> new RefusedException(refusal)), key, places, directory);
  }

  @Override
  public InclusionProof inclusion(long index) {
    if (index < 0 || index >= size()) {
      throw Refusals.noSuchEntry("there is no entry " + index);
    }
    return reader().inclusion(index);
  }

  @Override
  public ConsistencyProof consistency(long oldSize, long newSize) {
    if (oldSize <= 0 || oldSize > newSize || newSize > size()) {
      throw Refusals.noSuchEntry("there are no sizes " + oldSize + " and " + newSize);
    }
    return reader().consistency(oldSize, newSize);
  }

  /** Why it is sealed. */
  Refusal refusal() {
    return refusal;
  }

  private LogReader reader() {
    return new LogReader(new TileFiles(root), head().orElseThrow(() -> new RefusedException(refusal)), key);
  }

  private Optional<TreeHead> head() {
    try {
      return Recovery.head(root, key);
    } catch (Damage damage) {
      return Optional.empty();
    }
  }
}
