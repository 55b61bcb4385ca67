package io.sallyport.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One consistent state of a client.
 *
 * @param now when it was evaluated; empty if expiry is ignored
 * @param timestamp the bytes in force
 * @param snapshot the bytes in force
 * @param roles the bytes of targets roles loaded so far, by name
 * @param verified what was verified for which delegator's definition of a role
 */
record MetadataSession(Optional<Instant> now, byte[] timestamp, TimestampMetadata timestampData, byte[] snapshot, SnapshotMetadata snapshotData, Map<String, byte[]> roles,
    Map<Role, TargetsMetadata> verified) {
  MetadataSession(Optional<Instant> now, byte[] timestamp, TimestampMetadata timestampData, byte[] snapshot, SnapshotMetadata snapshotData) {
    this(now, timestamp, timestampData, snapshot, snapshotData, new LinkedHashMap<>(), new IdentityHashMap<>());
  }

  PinnedMetadata pinned(SortedMap<Long, byte[]> roots) {
    List<PinnedMetadata.Pin> rootPins = new ArrayList<>();
    roots.forEach((version, bytes) -> rootPins.add(PinnedMetadata.Pin.of(version, bytes)));
    Map<String, PinnedMetadata.Pin> metadata = new LinkedHashMap<>();
    roles.forEach((role, bytes) -> metadata.put(role, PinnedMetadata.Pin.of(snapshotData.meta().get(role + ".json").version(), bytes)));
    return new PinnedMetadata(rootPins, PinnedMetadata.Pin.of(timestampData.version(), timestamp), PinnedMetadata.Pin.of(snapshotData.version(), snapshot), metadata);
  }

  /** Every file by SHA-256. */
  Map<String, byte[]> files(SortedMap<Long, byte[]> roots) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    roots.values().forEach(bytes -> files.put(Digests.sha256(bytes), bytes));
    files.put(Digests.sha256(timestamp), timestamp);
    files.put(Digests.sha256(snapshot), snapshot);
    roles.values().forEach(bytes -> files.put(Digests.sha256(bytes), bytes));
    return files;
  }
}
