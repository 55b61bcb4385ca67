package io.sallyport.trust;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trusted roots, from the shipped one to the newest (TUF 1.0.34 sections 5.2 and 5.3). Not thread-safe. */
final class RootChain {
  private static final String CURRENT = "root.json";
  private final TrustedStore store;
  private RootMetadata root;

  RootChain(TrustedStore store) {
    this.store = store;
  }

  /** See {@link TufClient#init}. */
  void init(byte[] rootBytes) {
    RootMetadata current = RootMetadata.selfSigned(rootBytes, "the shipped root");
    byte[] bytes = rootBytes;
    for (Optional<byte[]> next = stored(current.version() + 1); next.isPresent(); next = stored(current.version() + 1)) {
      bytes = next.get();
      current = current.next(bytes, store + ": " + rootName(current.version() + 1));
    }
    Optional<byte[]> existing = store.read(CURRENT);
    if (existing.isPresent() && RootMetadata.selfSigned(existing.get(), store + ": " + CURRENT).version() > current.version()) {
      throw Refusals.refuse("SP-TRUST-0031", "the stored root does not descend from the shipped one", store.toString(), "restore the trusted metadata from a backup");
    }
    keep(chainName(current.version()), bytes);
    keep(CURRENT, bytes);
    root = current;
  }

  /** The root in force, read once. */
  RootMetadata current() {
    if (root == null) {
      root = RootMetadata.selfSigned(MetadataFiles.require(store.read(CURRENT), CURRENT), store + ": " + CURRENT);
    }
    return root;
  }

  /** Root by root to the newest, or as many as the limit allows; the next update goes on from there. */
  void update(Fetcher fetcher, MetadataLimits limits, Instant now) {
    current();
    boolean more = true;
    for (int i = 0; more && i < limits.rotations(); i++) {
      String name = rootName(current().version() + 1);
      Optional<byte[]> bytes = fetcher.fetch(name, limits.root());
      more = bytes.isPresent() && !root.repeats(bytes.get(), name);
      if (more) {
        advance(bytes.get(), name);
      }
    }
    Metadata.requireFresh(root.expires(), now, rootName(root.version()));
  }

  /** The bytes of the roots in one piece up to the one in force. */
  SortedMap<Long, byte[]> bytes() {
    SortedMap<Long, byte[]> roots = new TreeMap<>();
    for (long version = root.version(); version > 0; version--) {
      Optional<byte[]> bytes = stored(version);
      if (bytes.isEmpty()) {
        break;
      }
      roots.put(version, bytes.get());
    }
    return roots;
  }

  private void advance(byte[] bytes, String name) {
    RootMetadata next = root.next(bytes, name);
    if (root.rotates("timestamp", next) || root.rotates("snapshot", next)) {
      // Recovery from fast-forward attacks (5.3.11); before the root is stored, so that a crash cannot skip it.
      store.delete("timestamp.json");
      store.delete("snapshot.json");
    }
    store.write(chainName(next.version()), bytes);
    store.write(CURRENT, bytes);
    root = next;
  }

  /** Writes only what differs: a start that changes nothing needs no disk. */
  private void keep(String name, byte[] bytes) {
    if (store.read(name).filter(stored -> Arrays.equals(stored, bytes)).isEmpty()) {
      store.write(name, bytes);
    }
  }

  private Optional<byte[]> stored(long version) {
    return store.read(chainName(version));
  }

  /** The chain lies in a folder of its own: beside {@code root.json} a store holds the metadata in force and nothing else. */
  private static String chainName(long version) {
    return "roots/" + rootName(version);
  }

  private static String rootName(long version) {
    return version + ".root.json";
  }
}
