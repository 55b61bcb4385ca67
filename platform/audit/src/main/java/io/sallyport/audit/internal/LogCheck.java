package io.sallyport.audit.internal;

import io.sallyport.audit.Finding;
import io.sallyport.audit.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Recomputes a log from its entries and compares every stored hash: entry against leaf, tile against tile, root against the signed
 * checkpoint. Depends on nothing but the files and the key.
 */
public final class LogCheck {
  /** Findings after which it stops. */
  static final int MOST_FINDINGS = 100;

  private final TileFiles files;
  private final VerifierKey key;
  private final List<Finding> findings = new ArrayList<>();
  private final TreeHash hash = new TreeHash();
  private long size;

  private LogCheck(Path root, VerifierKey key) {
    this.files = new TileFiles(root);
    this.key = key;
  }

  /** Checks the log in a directory against a key that the caller trusts. Never throws for bad content. */
  public static Verification run(Path root, VerifierKey key) {
    return new LogCheck(root, key).run();
  }

  private Verification run() {
    TreeHead head;
    try {
      head = TreeHead.open(files.read(LogFiles.CHECKPOINT, TreeHead.LARGEST, -1), key);
    } catch (Damage damage) {
      return new Verification("", 0, "", List.of(damage.finding()));
    } catch (IllegalArgumentException e) {
      return new Verification("", 0, "", List.of(new Finding(LogFiles.CHECKPOINT, -1, String.valueOf(e.getMessage()))));
    }
    size = head.size();
    Optional<byte[]> root = recompute();
    root.filter(r -> !Arrays.equals(r, head.root())).ifPresent(r -> findings.add(new Finding(LogFiles.CHECKPOINT, -1,
        "has root " + head.rootHex() + ", the entries give " + HexFormat.of().formatHex(r))));
    return new Verification(head.origin(), size, root.map(HexFormat.of()::formatHex).orElse(""), findings);
  }

  private Optional<byte[]> recompute() {
    TreeEdge edge = new TreeEdge(this::compareFull);
    long bundles = (size + TilePath.WIDTH - 1) / TilePath.WIDTH;
    for (long at = 0; at < bundles; at++) {
      long bundle = at;
      int width = TilePath.width(0, bundle, size);
      Optional<List<byte[]>> entries = read(() -> files.bundle(bundle, width));
      Optional<byte[]> tile = read(() -> files.tile(0, bundle, width));
      if (entries.isEmpty() && tile.isEmpty() || findings.size() >= MOST_FINDINGS) {
        return Optional.empty();
      }
      for (int i = 0; i < width; i++) {
        edge.append(leaf(bundle, i, entries, tile));
      }
    }
    for (int level = 1; level < TilePath.LEVELS; level++) {
      byte[] partial = edge.partial(level);
      if (partial.length > 0) {
        compare(level, size >>> 8 * (level + 1), partial);
      }
    }
    return Optional.of(edge.root());
  }

  private byte[] leaf(long bundle, int i, Optional<List<byte[]>> entries, Optional<byte[]> tile) {
    Optional<byte[]> stored = tile.map(t -> Arrays.copyOfRange(t, i * TreeHash.LENGTH, (i + 1) * TreeHash.LENGTH));
    if (entries.isEmpty()) {
      return stored.orElseThrow();
    }
    byte[] leaf = hash.leaf(entries.get().get(i));
    if (stored.isPresent() && !Arrays.equals(leaf, stored.get()) && findings.size() < MOST_FINDINGS) {
      long index = bundle * TilePath.WIDTH + i;
      findings.add(new Finding(TilePath.bundle(bundle, TilePath.width(0, bundle, size)), index,
          "entry " + index + " and its hash in " + TilePath.tile(0, bundle, TilePath.width(0, bundle, size)) + " disagree"));
    }
    return leaf;
  }

  private void compareFull(int level, long index, byte[] computed) {
    if (level > 0) {
      compare(level, index, computed);
    }
  }

  private void compare(int level, long index, byte[] computed) {
    int width = computed.length / TreeHash.LENGTH;
    read(() -> files.tile(level, index, width)).ifPresent(stored -> {
      int bad = Arrays.mismatch(stored, computed);
      if (bad >= 0 && findings.size() < MOST_FINDINGS) {
        long first = index * TilePath.WIDTH + bad / TreeHash.LENGTH << 8 * level;
        findings.add(new Finding(TilePath.tile(level, index, width), first,
            "hash " + bad / TreeHash.LENGTH + " disagrees with the entries from " + first));
      }
    });
  }

  private interface Reading<T> {
    T read();
  }

  private <T> Optional<T> read(Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (Damage damage) {
      findings.add(damage.finding());
      return Optional.empty();
    }
  }
}
