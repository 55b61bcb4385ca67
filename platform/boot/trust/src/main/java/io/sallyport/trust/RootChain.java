package io.sallyport.trust;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trusted roots, from the shipped one to the newest (TUF 1.0.34 sections 5.2 and 5.3). Not thread-safe. */
final class RootChain {
  static final String CURRENT = "root.json";
  private final TrustedStore store;
  private RootMetadata root;

  RootChain(TrustedStore store) {
    this.store = store;
  }

  /** See {@link TufClient#init}. */
  void init(byte[] rootBytes) {
    RootMetadata current = RootMetadata.selfSigned(rootBytes, "the shipped root");
    byte[] bytes = rootBytes;
    long known = store.read(CURRENT).map(stored -> RootMetadata.selfSigned(stored, store + ": " + CURRENT).version()).orElse(0L);
    Optional<Link> next = storedAfter(current, known);
    while (next.isPresent()) {
      bytes = next.get().bytes();
      current = next.get().root();
      next = storedAfter(current, known);
    }
    if (known > current.version()) {
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

  /** A root of the chain, as it is stored. */
  private record Link(RootMetadata root, byte[] bytes) {}

  /** Beyond the newest known, what is stored under the next name and is no successor is no part of the chain. */
  private Optional<Link> storedAfter(RootMetadata current, long known) {
    long version = current.version() + 1;
    try {
      return stored(version).map(bytes -> new Link(current.next(bytes, store + ": " + rootName(version)), bytes));
    } catch (RefusedException e) {
      if (version <= known) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Optional<byte[]> stored(long version) {
    try {
      return store.read(chainName(version));
    } catch (UncheckedIOException stray) {
      return Optional.empty();
    }
  }

  /** The chain lies in a folder of its own: beside {@code root.json} a store holds the metadata in force and nothing else. */
  static String chainName(long version) {
    return "roots/" + rootName(version);
  }

  private static String rootName(long version) {
    return version + ".root.json";
  }
}
