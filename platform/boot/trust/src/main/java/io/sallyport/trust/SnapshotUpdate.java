package io.sallyport.trust;

import java.time.Instant;
import java.util.Optional;

/** Timestamp and snapshot: which state of the repository there is (TUF 1.0.34 sections 5.4 and 5.5). */
record SnapshotUpdate(TrustedStore store, MetadataFiles files, MetadataLimits limits, RootMetadata root, Instant now) {
  static final String TIMESTAMP = "timestamp.json";
  static final String SNAPSHOT = "snapshot.json";

  /** Brings both up to date. */
  MetadataSession run() {
    byte[] timestamp = timestamp();
    TimestampMetadata timestampData = Metadata.timestamp(root, timestamp, TIMESTAMP);
    byte[] snapshot = snapshot(timestampData.snapshot());
    return new MetadataSession(Optional.of(now), timestamp, timestampData, snapshot, Metadata.snapshot(root, snapshot, SNAPSHOT));
  }

  /** What is stored, without expiry. */
  static MetadataSession stored(TrustedStore store, RootMetadata root) {
    byte[] timestamp = MetadataFiles.require(store.read(TIMESTAMP), TIMESTAMP);
    TimestampMetadata timestampData = Metadata.timestamp(root, timestamp, store + ": " + TIMESTAMP);
    byte[] snapshot = MetadataFiles.require(store.read(SNAPSHOT), SNAPSHOT);
    timestampData.snapshot().requireMatch(snapshot, store + ": " + SNAPSHOT);
    SnapshotMetadata snapshotData = Metadata.snapshot(root, snapshot, store + ": " + SNAPSHOT);
    Metadata.requireVersion(snapshotData.version(), timestampData.snapshot(), store + ": " + SNAPSHOT);
    return new MetadataSession(Optional.empty(), timestamp, timestampData, snapshot, snapshotData);
  }

  private byte[] timestamp() {
    byte[] bytes = MetadataFiles.require(files.fetcher().fetch(TIMESTAMP, limits.timestamp()), TIMESTAMP);
    TimestampMetadata fresh = Metadata.timestamp(root, bytes, TIMESTAMP);
    Optional<byte[]> storedBytes = store.read(TIMESTAMP);
    Optional<TimestampMetadata> trusted = storedBytes.flatMap(b -> MetadataFiles.stillTrusted(() -> Metadata.timestamp(root, b, TIMESTAMP)));
    if (trusted.isPresent()) {
      MetadataFiles.requireNotLower(fresh.version(), trusted.get().version(), TIMESTAMP);
      if (fresh.version() == trusted.get().version()) {
        Metadata.requireFresh(trusted.get().expires(), now, TIMESTAMP);
        return storedBytes.orElseThrow();
      }
      MetadataFiles.requireNotLower(fresh.snapshot().version(), trusted.get().snapshot().version(), "snapshot named by " + TIMESTAMP);
    }
    Metadata.requireFresh(fresh.expires(), now, TIMESTAMP);
    store.write(TIMESTAMP, bytes);
    return bytes;
  }

  private byte[] snapshot(MetaFile expected) {
    Optional<byte[]> storedBytes = store.read(SNAPSHOT);
    Optional<SnapshotMetadata> trusted = storedBytes.flatMap(b -> MetadataFiles.stillTrusted(() -> Metadata.snapshot(root, b, SNAPSHOT)));
    if (trusted.isPresent() && trusted.get().version() == expected.version() && expected.matches(storedBytes.orElseThrow())) {
      Metadata.requireFresh(trusted.get().expires(), now, SNAPSHOT);
      return storedBytes.get();
    }
    String file = MetadataFiles.name(root, "snapshot", expected);
    byte[] bytes = files.fetch(file, expected, limits.snapshot());
    SnapshotMetadata fresh = Metadata.snapshot(root, bytes, file);
    Metadata.requireVersion(fresh.version(), expected, file);
    trusted.ifPresent(old -> requireNoRollback(old, fresh, file));
    Metadata.requireFresh(fresh.expires(), now, file);
    store.write(SNAPSHOT, bytes);
    return bytes;
  }

  private static void requireNoRollback(SnapshotMetadata old, SnapshotMetadata fresh, String where) {
    old.meta().forEach((name, before) -> {
      MetaFile after = fresh.meta().get(name);
      if (after == null) {
        throw Refusals.refuse("SP-TRUST-0028", Text.shown(name) + " has vanished from the snapshot", where, "do not use this copy; tell the publisher");
      }
      MetadataFiles.requireNotLower(after.version(), before.version(), Text.shown(name) + " in " + where);
    });
  }
}
