package io.sallyport.audit.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Checkpoint;
import io.sallyport.audit.ConsistencyProof;
import io.sallyport.audit.Finding;
import io.sallyport.audit.InclusionProof;
import io.sallyport.audit.Outcome;
import io.sallyport.audit.Receipt;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.Verification;
import io.sallyport.trust.ExportPlaces;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.KnownLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The log in a directory, open for writing. Made by {@link LogOpening}. */
final class FileAuditLog implements AuditLog, AutoCloseable, ExportableLog {
  private static final int MOST_READ = 10_000;

  private final Path root;
  private final VerifierKey key;
  private final Clock clock;
  private final Intake intake;
  private final CommitThread commits;
  private final Publisher publisher;
  private final Retirement retirement;
  private final WriteAheadLog wal;
  private final AutoCloseable lock;
  private final TileFiles files;
  private final EntryEncoder encoder = new EntryEncoder();
  private volatile LogMemory memory = LogMemory.NONE;

  FileAuditLog(Path root, VerifierKey key, Clock clock, Intake intake, CommitThread commits, Publisher publisher,
      Retirement retirement, WriteAheadLog wal, AutoCloseable lock) {
    this.root = root;
    this.key = key;
    this.clock = clock;
    this.intake = intake;
    this.commits = commits;
    this.publisher = publisher;
    this.retirement = retirement;
    this.wal = wal;
    this.lock = lock;
    this.files = new TileFiles(root);
  }

  @Override
  public Receipt append(AuditEntry entry) {
    Instant time = clock.instant();
    byte[] payload = encoded(entry, time);
    Pending pending = Pending.waiting(payload, time);
    refuseIfFailed();
    if (!intake.put(pending)) {
      refuseIfFailed();
      throw new RefusedException(Refusals.closed());
    }
    commits.queued();
    return pending.await();
  }

  @Override
  public CompletionStage<Receipt> submit(AuditEntry entry) {
    Instant time = clock.instant();
    byte[] payload = encoded(entry, time);
    Pending pending = Pending.batched(payload, time);
    refuseIfFailed();
    if (!intake.offer(pending)) {
      throw Refusals.full(intake.waiting());
    }
    commits.queued();
    return pending.stage.minimalCompletionStage();
  }

  private byte[] encoded(AuditEntry entry, Instant time) {
    byte[] payload = encoder.encode(entry, time);
    if (payload.length > AuditEntry.LARGEST) {
      throw Refusals.tooLarge(entry.type(), payload.length);
    }
    return payload;
  }

  private void refuseIfFailed() {
    Optional<Refusal> refusal = commits.refusal();
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get());
    }
  }

  @Override
  public Checkpoint checkpoint() {
    return publisher.publishNow().checkpoint(key);
  }

  @Override
  public Instant floor() {
    return publisher.floor();
  }

  @Override
  public void lowerFloor(Instant to, AuditEntry why) {
    append(why);
    publisher.publishAt(to);
  }

  /** Compares with what was remembered, and records it if this is not that log: then its time goes on from what was remembered. */
  void remember(Optional<KnownLog> remembered, long stored) {
    memory = LogMemory.compared(remembered, stored, size -> consistency(size, size()).oldRoot(), root);
    memory.refusal().ifPresent(refusal -> {
      KnownLog missed = remembered.orElseThrow();
      append(AuditEntry.of("audit.discontinued").system("audit").action("open").object("audit log").outcome(Outcome.FAILED).code(refusal.code()).reason(refusal.what())
          .before(json(missed.size(), missed.root(), missed.time())).build());
      publisher.publishAt(floor().isAfter(missed.time()) ? floor() : missed.time());
    });
  }

  @Override
  public Optional<KnownLog> known() {
    return memory.missed().or(() -> {
      TreeHead head = publisher.publishNow();
      return Optional.of(new KnownLog(head.size(), HexFormat.of().formatHex(head.root()), head.time()));
    });
  }

  @Override
  public Optional<Refusal> discontinuity() {
    return memory.refusal();
  }

  @Override
  public void acknowledge(AuditEntry why) {
    append(why);
    memory.acknowledge();
  }

  private static JsonObject json(long size, String root, Instant time) {
    return JsonObject.builder().put("size", size).put("root", root).put("time", time.toString()).build();
  }

  @Override
  public Verification verify() {
    long size = current(commits.size()).size();
    Verification published = LogCheck.run(root, key);
    List<Finding> findings = new ArrayList<>(published.findings());
    findings.addAll(WalCheck.run(root, size, wal.segments()));
    return new Verification(published.origin(), published.size(), published.root(), findings);
  }

  @Override
  public long size() {
    return commits.size();
  }

  @Override
  public Optional<StoredEntry> entry(long index) {
    return index < 0 || index >= size() ? Optional.empty() : Optional.of(reader(index + 1).read(index, 1).get(0));
  }

  @Override
  public List<StoredEntry> read(long from, int max) {
    if (from < 0 || max < 1 || max > MOST_READ) {
      throw new IllegalArgumentException("from " + from + ", max " + max);
    }
    return from >= size() ? List.of() : reader(Math.min(size(), from + max)).read(from, max);
  }

  @Override
  public void export(Path directory) {
    export(new ExportPlaces(root, root), directory);
  }

  @Override
  public void export(ExportPlaces places, Path directory) {
    Export.run(files, publisher.publishNow(), key, places, directory);
  }

  @Override
  public InclusionProof inclusion(long index) {
    requireEntries(index >= 0 && index < size(), "there is no entry " + index);
    return reader(index + 1).inclusion(index);
  }

  @Override
  public ConsistencyProof consistency(long oldSize, long newSize) {
    requireEntries(oldSize > 0 && oldSize <= newSize && newSize <= size(), "there are no sizes " + oldSize + " and " + newSize);
    return reader(newSize).consistency(oldSize, newSize);
  }

  private static void requireEntries(boolean present, String otherwise) {
    if (!present) {
      throw Refusals.noSuchEntry(otherwise);
    }
  }

  private LogReader reader(long covered) {
    return new LogReader(files, current(covered), key);
  }

  /** A checkpoint that covers at least so many entries. */
  private TreeHead current(long covered) {
    return publisher.head().filter(head -> head.size() >= covered).orElseGet(publisher::publishNow);
  }

  Optional<Refusal> refusal() {
    return commits.refusal();
  }

  /** Records the end, writes what is queued and a last checkpoint. */
  @Override
  public void close() throws Exception {
    try (AutoCloseable last = lock; WriteAheadLog file = wal) {
      if (commits.refusal().isEmpty()) {
        append(AuditEntry.of("audit.close").system("audit").action("close").object("audit log").build());
      }
      commits.close();
      publisher.close();
      retirement.close();
    }
  }
}
