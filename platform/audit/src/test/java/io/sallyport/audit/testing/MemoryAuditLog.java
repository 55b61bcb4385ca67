package io.sallyport.audit.testing;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Checkpoint;
import io.sallyport.audit.ConsistencyProof;
import io.sallyport.audit.InclusionProof;
import io.sallyport.audit.Receipt;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.Verification;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.KnownLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

/** Keeps entries in memory and can be made to fail, as a full disk would. For what others record; the real log has tests of its own. Thread-safe. */
public final class MemoryAuditLog implements AuditLog {
  private final List<AuditEntry> entries = new ArrayList<>();
  private boolean failing;
  private Instant floor = Instant.EPOCH;
  private Optional<Refusal> discontinuity = Optional.empty();

  /** From now on nothing can be recorded, or everything again. */
  public synchronized void fail(boolean fail) {
    failing = fail;
  }

  public synchronized List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  public synchronized List<String> types() {
    return entries.stream().map(AuditEntry::type).toList();
  }

  public synchronized AuditEntry last() {
    return entries.get(entries.size() - 1);
  }

  @Override
  public synchronized Receipt append(AuditEntry entry) {
    if (failing) {
      throw new RefusedException(new Refusal("SP-AUDIT-0001", "the log failed", "test", "nothing"));
    }
    entries.add(entry);
    return new Receipt(entries.size() - 1, Instant.EPOCH);
  }

  @Override
  public CompletionStage<Receipt> submit(AuditEntry entry) {
    return CompletableFuture.completedFuture(append(entry));
  }

  /** As a checkpoint of that time. */
  public synchronized void raiseFloor(Instant time) {
    floor = time;
  }

  @Override
  public synchronized Instant floor() {
    return floor;
  }

  @Override
  public synchronized void lowerFloor(Instant to, AuditEntry why) {
    append(why);
    floor = to;
  }

  @Override
  public Checkpoint checkpoint() {
    throw new UnsupportedOperationException();
  }

  /** From now on this is not the log that was remembered. */
  public synchronized void discontinue(Refusal refusal) {
    discontinuity = Optional.of(refusal);
  }

  @Override
  public synchronized Optional<KnownLog> known() {
    return discontinuity.isPresent() || entries.isEmpty() ? Optional.empty() : Optional.of(new KnownLog(entries.size(), "00".repeat(32), floor));
  }

  @Override
  public synchronized Optional<Refusal> discontinuity() {
    return discontinuity;
  }

  @Override
  public synchronized void acknowledge(AuditEntry why) {
    append(why);
    discontinuity = Optional.empty();
  }

  @Override
  public Verification verify() {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized long size() {
    return entries.size();
  }

  @Override
  public synchronized Optional<StoredEntry> entry(long index) {
    return index < 0 || index >= entries.size() ? Optional.empty() : Optional.of(new StoredEntry(index, json(entries.get((int) index)).toString()));
  }

  /** Type, time, actor and digests, as the real log writes them. */
  private static JsonObject json(AuditEntry entry) {
    JsonObject.Builder actor = JsonObject.builder();
    if (entry.actor() instanceof Actor.Person person) {
      actor.put("user", person.user()).put("role", person.role()).put("session", person.session());
    } else {
      actor.put("system", entry.actor().name());
    }
    return JsonObject.builder().put("type", entry.type()).put("time", Instant.EPOCH.toString()).put("actor", actor.build()).put("digests", entry.digests()).build();
  }

  /** Type and digests of each entry. */
  @Override
  public synchronized List<StoredEntry> read(long from, int max) {
    return LongStream.range(from, Math.min(entries.size(), from + max)).mapToObj(index -> {
      AuditEntry entry = entries.get((int) index);
      JsonObject.Builder json = JsonObject.builder().put("type", entry.type()).put("digests", entry.digests());
      entry.after().ifPresent(after -> json.put("after", after));
      return new StoredEntry(index, json.build().toString());
    }).toList();
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
