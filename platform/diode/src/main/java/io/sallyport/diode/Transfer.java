package io.sallyport.diode;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.TargetFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A transfer whose head was verified, in a folder of the quarantine: {@code head} as received, {@code medium/} as it fills up, and the notes of
 * {@link Body}. Not thread-safe.
 */
final class Transfer implements Closeable {
  static final String HEAD = "head";
  private final Head head;
  private final SessionId session;
  private final Path folder;
  private final Body body;
  private Instant heard;
  private int pass;
  private boolean ended;
  private boolean silent;

  private Transfer(Head head, Path folder, Body body, Instant now) {
    this.head = head;
    this.session = head.session();
    this.folder = folder;
    this.body = body;
    this.heard = now;
  }

  /**
   * Begins a transfer, or goes on with it, in its folder. The metadata is unpacked first, for it decides whether the rest may come.
   *
   * @throws io.sallyport.trust.RefusedException SP-DIODE-0002, or what the judge of the metadata says; the caller deletes the folder
   */
  static Transfer open(Head head, Path folder, SignedTargets judge, Instant now) throws IOException {
    Path medium = folder.resolve("medium");
    Path metadata = Files.createDirectories(medium.resolve("metadata"));
    for (Map.Entry<String, byte[]> file : head.metadata().entrySet()) {
      Files.write(metadata.resolve(file.getKey()), file.getValue());
    }
    Files.write(medium.resolve(Head.LABEL), head.label());
    requireSigned(head.layout(), judge.of(metadata));
    AtomicFiles.write(folder.resolve(HEAD), head.bytes());
    Files.createDirectories(medium.resolve("targets"));
    return new Transfer(head, folder, new Body(head, folder, medium.resolve("targets")), now);
  }

  /** The head that a folder was begun with; empty if there is none. */
  static Optional<byte[]> headIn(Path folder) throws IOException {
    Path file = folder.resolve(HEAD);
    boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= Head.LONGEST;
    return plain ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /** Bytes on disk that a transfer may need in all. */
  static long cost(Head head) {
    long blocks = head.layout().blocks().count();
    return head.bytes().length * 2L + head.layout().bytes() + blocks * Blocks.PARITY * Blocks.SYMBOL;
  }

  /** Takes any frame of the session. True if its symbol completed the transfer. */
  boolean accept(Frame frame, Instant now) throws IOException {
    heard = now;
    silent = false;
    if (frame.kind() == Frame.Kind.BEAT) {
      pass = Math.max(0, frame.block());
      ended = frame.symbol() == 1;
    }
    return frame.kind() == Frame.Kind.BODY && body.add(frame);
  }

  /** True when the sender has just fallen silent: neither complete nor ended, and not heard since {@code limit}. */
  boolean fallsSilent(Instant limit) {
    boolean now = !body.isComplete() && !ended && heard.isBefore(limit);
    boolean first = now && !silent;
    silent = now;
    return first;
  }

  void save() throws IOException {
    body.save();
  }

  boolean isComplete() {
    return body.isComplete();
  }

  SessionId session() {
    return session;
  }

  long cost() {
    return cost(head);
  }

  Path folder() {
    return folder;
  }

  Path medium() {
    return folder.resolve("medium");
  }

  TransferStatus status() {
    TransferStatus.State state = body.isComplete() ? TransferStatus.State.COMPLETE : ended ? TransferStatus.State.ENDED
        : silent ? TransferStatus.State.SILENT : TransferStatus.State.RECEIVING;
    return new TransferStatus(session.toString(), head.name(), state, head.layout().bytes(), head.layout().blocks().count(), body.completeBlocks(), body.spoilt(),
        body.isComplete() ? Optional.empty() : Optional.of(MissingList.of(session, body.missing())), heard, pass);
  }

  /** Names and lengths that nobody signed for get no space. */
  private static void requireSigned(Layout layout, Map<String, TargetFile> targets) {
    Map<String, Long> signed = new HashMap<>();
    targets.values().forEach(target -> signed.put(target.consistentPath(), target.length()));
    for (Listed file : layout.files()) {
      Long length = signed.get(file.path());
      if (length == null || length != file.length()) {
        throw Refusals.refuse("SP-DIODE-0002", length == null ? "a file that the vendor's metadata does not name" : "a file of " + file.length() + " bytes where " + length + " are signed for",
            "targets/" + file.path(), "check the medium at the sender with signed-repo verify, and send it again");
      }
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
