package io.sallyport.audit;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.KnownLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The appliance's audit log. Call it in the path of the action and let its refusal stop the action: what cannot be recorded does not
 * happen. Thread-safe. After the first failure to write, every append is refused until the appliance is restarted.
 */
@ProviderType
public interface AuditLog {
  /**
   * Records an entry and returns when it is on disk. Waits for the disk, typically well under a millisecond, even if the calling
   * thread is interrupted (the interrupt is kept).
   *
   * @throws RefusedException {@code SP-AUDIT-0001} the log failed, {@code -0003} the entry is too large, {@code -0004} it is
   *     closed, {@code -0005} it is read-only because it was tampered with
   */
  Receipt append(AuditEntry entry);

  /**
   * Queues an entry and returns; it is in the next group commit, begun at most 10 ms later. The stage completes when it is on disk.
   * Dependents run on a thread of the log's own: keep them short.
   *
   * @throws RefusedException as {@link #append}; {@code SP-AUDIT-0002} if the queue is full
   */
  CompletionStage<Receipt> submit(AuditEntry entry);

  /** Signs, publishes and returns a checkpoint that covers everything acknowledged so far. */
  Checkpoint checkpoint();

  /**
   * The time of the latest checkpoint, which never goes back: the floor of time, whatever the clock says (ADR 0010). A clock that was wrong
   * once leaves it too high; only {@link #lowerFloor} mends that.
   */
  Instant floor();

  /**
   * Records why the floor of time is too high, then signs a checkpoint with that time.
   *
   * @param to the new floor
   * @param why the quorum's decision; recorded first
   * @throws RefusedException as {@link #append}
   */
  void lowerFloor(Instant to, AuditEntry why);

  /**
   * What is to be remembered of the log outside of it: its checkpoint of now. While the log is not the one that was remembered, what was; empty
   * for a log that was tampered with.
   */
  Optional<KnownLog> known();

  /**
   * Why the log is not the one that the appliance remembers, until somebody acknowledges that: {@code SP-AUDIT-0020} it is missing or shorter,
   * {@code -0021} it is another one. It is written all the same, and its time goes on from what was remembered.
   */
  Optional<Refusal> discontinuity();

  /**
   * Ends a {@link #discontinuity}: from now on this log is the one to remember.
   *
   * @param why who acknowledges it, and for what reason; recorded first
   * @throws RefusedException as {@link #append}
   */
  void acknowledge(AuditEntry why);

  /** Recomputes the whole log: entries, tiles, checkpoint, write-ahead log. Takes about a second per million entries. */
  Verification verify();

  /** Entries on disk. */
  long size();

  /** The entry at {@code index}, from 0. */
  Optional<StoredEntry> entry(long index);

  /**
   * Entries from {@code from} upwards.
   *
   * @param max most entries returned, 1 to 10 000
   */
  List<StoredEntry> read(long from, int max);

  /**
   * Writes a self-contained copy: checkpoint, key, tiles, entries. The stand-alone verifier checks it on another machine.
   *
   * @param directory must be absent or empty, and lie outside the appliance's own directories or in {@code DATA/export}
   * @throws RefusedException {@code SP-AUDIT-0006} it is not empty, or writing fails, {@code SP-SHELL-0030} the place is the appliance's own
   */
  void export(Path directory);

  /** Proves that the entry at {@code index} is in the log of a current checkpoint. */
  InclusionProof inclusion(long index);

  /** Proves that the log only grew between two sizes, {@code 0 < oldSize <= newSize <= size()}. */
  ConsistencyProof consistency(long oldSize, long newSize);
}
