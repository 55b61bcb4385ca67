package io.sallyport.audit.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.KnownLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Opens a log directory: makes it, or recovers it, or finds it tampered with and opens it read-only. */
final class LogOpening {
  private static final String ORIGIN = "sallyport.io/audit/";
  private static final int ID_LENGTH = 16;

  private final Path root;
  private final Signer signer;
  private final Clock clock;
  private final Supplier<LogOptions> options;
  private final VerifierKey key;
  private final Optional<KnownLog> remembered;

  private LogOpening(Path root, Signer signer, Clock clock, Supplier<LogOptions> options, Optional<KnownLog> remembered) {
    this.root = root;
    this.signer = signer;
    this.clock = clock;
    this.options = options;
    this.remembered = remembered;
    this.key = key(signer);
  }

  /**
   * @return a {@link FileAuditLog}, or a {@link SealedAuditLog} if the stored log cannot be trusted
   * @throws RefusedException SP-AUDIT-0009 if another process has it open, 0001 if the disk fails
   */
  static AuditLog open(Path root, Signer signer, Clock clock, LogOptions options) {
    return open(root, signer, clock, () -> options, Optional.empty());
  }

  /**
   * As {@link #open(Path, Signer, Clock, LogOptions)}.
   *
   * @param options of this moment: asked again for each segment and each checkpoint
   * @param remembered what the log was when the appliance last wrote it down elsewhere
   */
  static AuditLog open(Path root, Signer signer, Clock clock, Supplier<LogOptions> options, Optional<KnownLog> remembered) {
    return new LogOpening(root, signer, clock, options, remembered).open();
  }

  /** The key of the notes of the appliance whose key this is; the appliance's id is the beginning of its key's id. */
  static VerifierKey key(Signer signer) {
    if (!signer.key().type().equals("ed25519")) {
      throw new IllegalArgumentException("checkpoints need an Ed25519 key, not " + signer.key().type());
    }
    return VerifierKey.of(ORIGIN + signer.key().id().substring(0, ID_LENGTH), HexFormat.of().parseHex(signer.key().publicValue()));
  }

  private AuditLog open() {
    AtomicFiles.makeDirectories(root.resolve(LogFiles.WAL));
    FileChannel lock = lock();
    try {
      Recovery state = Recovery.of(root, key);
      return start(state, writeKey(), lock);
    } catch (RefusedException refused) {
      close(lock);
      if (refused.refusal().code().equals("SP-AUDIT-0005")) {
        return new SealedAuditLog(root, key, refused.refusal());
      }
      throw refused;
    } catch (IOException | UncheckedIOException e) {
      close(lock);
      throw new RefusedException(Refusals.failed(e), e);
    }
  }

  private FileChannel lock() {
    Path file = root.resolve(LogFiles.LOCK);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        channel.close();
        throw Refusals.inUse(file.toString());
      }
      channel.close();
      throw Refusals.inUse(file.toString());
    } catch (IOException e) {
      throw new RefusedException(Refusals.failed(e), e);
    }
  }

  /**
   * The public key, for the reader of an export. The log itself was recovered with the appliance's: one that is missing, damaged or another's
   * is made again.
   *
   * @return whether it had to be made again
   */
  private boolean writeKey() throws IOException {
    Path file = root.resolve(LogFiles.KEY);
    byte[] wanted = (key.text() + "\n").getBytes(StandardCharsets.UTF_8);
    boolean there = Files.isRegularFile(file);
    if (there && Files.size(file) == wanted.length && Arrays.equals(Files.readAllBytes(file), wanted)) {
      return false;
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFiles.rename(file, root.resolve(LogFiles.KEY + ".aside-" + UUID.randomUUID()));
    }
    AtomicFiles.write(file, wanted);
    return there || Files.exists(root.resolve(LogFiles.CHECKPOINT));
  }

  private FileAuditLog start(Recovery state, boolean keyRestored, FileChannel lock) throws IOException {
    WriteAheadLog wal = new WriteAheadLog(root.resolve(LogFiles.WAL), () -> options.get().segmentBytes());
    if (state.segments().isEmpty()) {
      wal.begin(0);
    } else {
      wal.resume(state.segments(), state.end());
    }
    Intake intake = new Intake();
    CommitThread[] commits = new CommitThread[1];
    Consumer<Refusal> failed = refusal -> commits[0].fail(refusal);
    Retirement retirement = new Retirement(root, wal, failed);
    Publisher publisher = new Publisher(root, state.tail(), state.head(), key, signer, retirement, intake,
        () -> options.get().checkpointInterval().toNanos(), clock, failed);
    long size = state.tail().size();
    commits[0] = new CommitThread(intake, wal, size, publisher::committed);
    commits[0].start();
    publisher.start();
    if (state.head().isEmpty()) {
      publisher.publishNow();
    }
    FileAuditLog log = new FileAuditLog(root, key, clock, intake, commits[0], publisher, retirement, wal, lock);
    recordOpening(log, state, size, keyRestored);
    publisher.publishNow();
    log.remember(remembered, size);
    return log;
  }

  private static void recordOpening(FileAuditLog log, Recovery state, long size, boolean keyRestored) {
    boolean clean = state.tear().isEmpty() && (size == 0 || state.last().filter(LogOpening::isClose).isPresent());
    if (!clean) {
      AuditEntry.Builder gap = AuditEntry.of("audit.gap").system("audit").action("recover").object("audit log")
          .reason("the appliance stopped without closing the log; entries not yet acknowledged may be missing")
          .after(JsonObject.builder().put("size", size).put("droppedBytes", state.tear().map(SegmentScan::torn).orElse(0)).build());
      state.tear().ifPresent(tear -> gap.digest("dropped", Digests.sha256(tear.tail())));
      log.append(gap.build());
    }
    log.append(AuditEntry.of("audit.open").system("audit").action("open").object("audit log")
        .after(JsonObject.builder().put("size", size).put("filesRebuilt", state.tail().rebuilt() + (keyRestored ? 1 : 0)).build()).build());
  }

  private static boolean isClose(byte[] entry) {
    try {
      return Json.parseObject(entry, "last audit entry").string("type").equals("audit.close");
    } catch (RefusedException e) {
      return false;
    }
  }

  private static void close(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
