package io.sallyport.audit.internal;

import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the state of a stored log: replays the write-ahead log onto the durable tiles and compares with the last own checkpoint.
 *
 * @param tail positioned at the end of the log
 * @param head the last checkpoint; empty for a log that never had one
 * @param segments first indexes of the segments; empty for a new log
 * @param end position after the last record of the last segment
 * @param tear the scan of the last segment, if bytes follow its last record
 * @param last the last entry; empty for a new log
 */
record Recovery(LogTail tail, Optional<TreeHead> head, List<Long> segments, long end, Optional<SegmentScan> tear, Optional<byte[]> last) {
  /** @throws RefusedException SP-AUDIT-0005: tampered, or acknowledged entries are gone */
  static Recovery of(Path root, VerifierKey key) throws IOException {
    try {
      Optional<TreeHead> head = head(root, key);
      List<Long> segments = segments(root.resolve(LogFiles.WAL));
      if (segments.isEmpty()) {
        return fresh(root, head);
      }
      long first = segments.get(0);
      long covered = head.map(TreeHead::size).orElse(0L);
      if (first % TilePath.WIDTH != 0 || first > covered) {
        throw new Damage(LogFiles.CHECKPOINT, covered, "covers " + covered + " entries, but the write-ahead log begins at " + first);
      }
      return new Replay(root, head, segments).run();
    } catch (Damage damage) {
      throw new RefusedException(Refusals.tampered(damage.getMessage(), root.toString()));
    }
  }

  private static Recovery fresh(Path root, Optional<TreeHead> head) {
    if (head.isPresent() || Files.exists(root.resolve(LogFiles.TILES))) {
      throw new Damage(LogFiles.WAL, head.map(TreeHead::size).orElse(0L), "holds no segment, but there is a published log");
    }
    return new Recovery(LogTail.at(root, 0), head, List.of(), 0, Optional.empty(), Optional.empty());
  }

  /** The stored checkpoint, if there is one. */
  static Optional<TreeHead> head(Path root, VerifierKey key) {
    if (!Files.exists(root.resolve(LogFiles.CHECKPOINT))) {
      return Optional.empty();
    }
    try {
      return Optional.of(TreeHead.open(new TileFiles(root).read(LogFiles.CHECKPOINT, TreeHead.LARGEST, -1), key));
    } catch (IllegalArgumentException e) {
      throw new Damage(LogFiles.CHECKPOINT, -1, String.valueOf(e.getMessage()));
    }
  }

  static List<Long> segments(Path wal) throws IOException {
    try (Stream<Path> files = Files.list(wal)) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.matches("[0-9]{20}\\.wal"))
          .map(n -> Long.parseLong(n.substring(0, 20))).sorted().toList();
    }
  }

  /** One pass over the segments. */
  private static final class Replay {
    private final Path root;
    private final Optional<TreeHead> head;
    private final List<Long> segments;
    private final LogTail tail;
    private byte[] last;

    Replay(Path root, Optional<TreeHead> head, List<Long> segments) {
      this.root = root;
      this.head = head;
      this.segments = segments;
      this.tail = LogTail.at(root, segments.get(0));
      tail.expectFilesBelow(head.map(TreeHead::size).orElse(0L));
    }

    Recovery run() throws IOException {
      compareWithHead();
      SegmentScan scan = null;
      for (long first : segments) {
        String name = LogFiles.WAL + "/" + WriteAheadLog.name(first);
        scan = SegmentScan.of(root.resolve(name), name, this::record);
        check(scan, name, first == segments.get(segments.size() - 1));
      }
      long covered = head.map(TreeHead::size).orElse(0L);
      if (tail.size() < covered) {
        throw new Damage(LogFiles.WAL, tail.size(), "ends at entry " + tail.size() + ", but the log's own checkpoint covers " + covered);
      }
      if (head.isEmpty() && tail.size() > 0) {
        throw new Damage(LogFiles.CHECKPOINT, 0, "is missing");
      }
      return new Recovery(tail, head, segments, scan.end(), scan.torn() > 0 ? Optional.of(scan) : Optional.empty(), Optional.ofNullable(last));
    }

    private void check(SegmentScan scan, String name, boolean isLast) {
      if (scan.lost() || !isLast && scan.torn() > 0) {
        throw new Damage(name, scan.next(), "is damaged at record " + scan.next() + ", which had been acknowledged");
      }
      if (!isLast && scan.next() != segments.get(segments.indexOf(scan.first()) + 1)) {
        throw new Damage(name, scan.next(), "ends at record " + scan.next() + ", before the next segment begins");
      }
      if (!name.endsWith(WriteAheadLog.name(scan.first()))) {
        throw new Damage(name, scan.first(), "has another segment's content");
      }
    }

    private void record(long index, byte[] payload) {
      tail.add(payload);
      last = payload;
      compareWithHead();
    }

    private void compareWithHead() {
      if (head.isPresent() && tail.size() == head.get().size()) {
        if (!Arrays.equals(tail.treeRoot(), head.get().root())) {
          throw new Damage(LogFiles.CHECKPOINT, -1, "has another root than the stored entries");
        }
      }
    }
  }
}
