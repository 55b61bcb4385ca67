package io.sallyport.audit.internal;

import io.sallyport.audit.Finding;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares the write-ahead log of a running log with the published tiles, up to the checkpoint's size. */
final class WalCheck {
  private final Path root;
  private final long size;
  private final TileFiles files;
  private final TreeHash hash = new TreeHash();
  private final List<Finding> findings = new ArrayList<>();
  private long tileIndex = -1;
  private Optional<byte[]> tile = Optional.empty();

  private WalCheck(Path root, long size) {
    this.root = root;
    this.size = size;
    this.files = new TileFiles(root);
  }

  static List<Finding> run(Path root, long size, List<Long> segments) {
    return new WalCheck(root, size).run(segments);
  }

  private List<Finding> run(List<Long> segments) {
    for (int i = 0; i < segments.size(); i++) {
      String name = LogFiles.WAL + "/" + WriteAheadLog.name(segments.get(i));
      long end = Math.min(size, i + 1 < segments.size() ? segments.get(i + 1) : size);
      try {
        SegmentScan scan = SegmentScan.of(root.resolve(name), name, (index, payload) -> compare(name, index, payload));
        if (scan.next() < end) {
          findings.add(new Finding(name, scan.next(), "is damaged at record " + scan.next()));
        }
      } catch (Damage damage) {
        findings.add(damage.finding());
      } catch (NoSuchFileException e) {
        if (i + 1 == segments.size()) {
          findings.add(new Finding(name, segments.get(i), "is missing"));
        }
      } catch (IOException e) {
        findings.add(new Finding(name, segments.get(i), "cannot be read: " + e.getMessage()));
      }
    }
    return findings;
  }

  private void compare(String name, long index, byte[] payload) {
    if (index >= size || findings.size() >= LogCheck.MOST_FINDINGS) {
      return;
    }
    if (tileIndex != index / TilePath.WIDTH) {
      tileIndex = index / TilePath.WIDTH;
      tile = read(tileIndex);
    }
    int at = (int) (index % TilePath.WIDTH) * TreeHash.LENGTH;
    if (tile.isPresent() && !Arrays.equals(hash.leaf(payload), Arrays.copyOfRange(tile.get(), at, at + TreeHash.LENGTH))) {
      findings.add(new Finding(name, index, "record " + index + " disagrees with the published entry"));
    }
  }

  private Optional<byte[]> read(long index) {
    try {
      return Optional.of(files.tile(0, index, TilePath.width(0, index, size)));
    } catch (Damage reportedByLogCheck) {
      return Optional.empty();
    }
  }
}
