package io.sallyport.audit.internal;

import io.sallyport.audit.ConsistencyProof;
import io.sallyport.audit.InclusionProof;
import io.sallyport.audit.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Answers questions from the published files of one checkpoint. */
final class LogReader {
  private static final HexFormat HEX = HexFormat.of();

  private final TileFiles files;
  private final TreeHead head;
  private final VerifierKey key;

  LogReader(TileFiles files, TreeHead head, VerifierKey key) {
    this.files = files;
    this.head = head;
    this.key = key;
  }

  List<StoredEntry> read(long from, int max) {
    List<StoredEntry> entries = new ArrayList<>();
    long to = Math.min(head.size(), from + max);
    try {
      for (long at = from; at < to;) {
        long bundle = at / TilePath.WIDTH;
        List<byte[]> stored = files.bundle(bundle, TilePath.width(0, bundle, head.size()));
        for (long end = Math.min(to, (bundle + 1) * TilePath.WIDTH); at < end; at++) {
          entries.add(new StoredEntry(at, new String(stored.get((int) (at % TilePath.WIDTH)), StandardCharsets.UTF_8)));
        }
      }
    } catch (Damage damage) {
      throw Refusals.unreadable(damage);
    }
    return entries;
  }

  InclusionProof inclusion(long index) {
    try {
      Proofs proofs = new Proofs(files, head.size());
      return new InclusionProof(index, HEX.formatHex(proofs.leaf(index)), hex(proofs.inclusion(index)), head.checkpoint(key));
    } catch (Damage damage) {
      throw Refusals.unreadable(damage);
    }
  }

  ConsistencyProof consistency(long oldSize, long newSize) {
    try {
      Proofs proofs = new Proofs(files, newSize);
      return new ConsistencyProof(oldSize, HEX.formatHex(proofs.root(oldSize)), newSize, HEX.formatHex(proofs.root(newSize)),
          hex(proofs.consistency(oldSize)));
    } catch (Damage damage) {
      throw Refusals.unreadable(damage);
    }
  }

  private static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HEX::formatHex).toList();
  }
}
