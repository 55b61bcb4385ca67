package io.sallyport.trust;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The client workflow of TUF 1.0.34 section 5 over a directory of trusted metadata. A refused refresh leaves what was trusted before, or a
 * verified step towards the new state; stored versions never go down. After {@link #refresh} (new content, expiry enforced) or {@link #load}
 * (what is stored, expiry ignored) the targets can be asked for. Thread-safe; one client per directory at a time.
 */
public final class TufClient {
  private static final String DAMAGED = "restore the trusted metadata from a backup";
  private final TrustedStore store;
  private final Fetcher fetcher;
  private final Clock clock;
  private final MetadataLimits limits;
  private RootMetadata root;
  private MetadataSession session;

  /**
   * @param trusted directory of trusted metadata; made if missing
   * @param metadata the repository's {@code metadata/} folder
   * @param clock the appliance's time; expiry is compared with the time at which a refresh starts
   */
  public TufClient(Path trusted, Fetcher metadata, Clock clock) {
    this(new TrustedStore(trusted), metadata, clock, MetadataLimits.DEFAULT);
  }

  TufClient(TrustedStore store, Fetcher fetcher, Clock clock, MetadataLimits limits) {
    this.store = store;
    this.fetcher = fetcher;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Anchors the directory in a root that came by a trusted way; call it at every start. Roots stored earlier are followed only as far as
   * they continue this one by signatures.
   *
   * @throws RefusedException SP-TRUST-0031 if the stored root does not descend from this one
   */
  public synchronized void init(byte[] rootBytes) {
    RootMetadata current = RootMetadata.selfSigned(rootBytes, "the shipped root");
    byte[] bytes = rootBytes;
    for (Optional<byte[]> next = stored(current.version() + 1); next.isPresent(); next = stored(current.version() + 1)) {
      bytes = next.get();
      current = current.next(bytes, store + ": " + rootName(current.version() + 1));
    }
    Optional<byte[]> existing = store.read("root.json");
    if (existing.isPresent() && RootMetadata.selfSigned(existing.get(), store + ": root.json").version() > current.version()) {
      throw Refusals.refuse("SP-TRUST-0031", "the stored root does not descend from the shipped one", store.toString(), DAMAGED);
    }
    keep(chainName(current.version()), bytes);
    keep("root.json", bytes);
    root = current;
    session = null;
  }

  /**
   * Brings root, timestamp, snapshot and targets up to date with the repository.
   *
   * <p>A timestamp of the version trusted already ends the update without an error, whatever it says (5.4.3): the one trusted stays in force.
   *
   * @throws RefusedException SP-TRUST-0011, 0020 to 0028: the repository is damaged, older, expired or not signed enough
   */
  public synchronized void refresh() {
    session = null;
    Instant now = clock.instant();
    updateRoot(now);
    byte[] timestamp = updateTimestamp(now);
    TimestampMetadata timestampData = Metadata.timestamp(root, timestamp, "timestamp.json");
    byte[] snapshot = updateSnapshot(timestampData.snapshot(), now);
    session = new MetadataSession(Optional.of(now), timestamp, timestampData, snapshot, Metadata.snapshot(root, snapshot, "snapshot.json"));
    targets(root.role("targets"));
  }

  /** Loads and verifies what is stored, without the repository and without expiry. */
  public synchronized void load() {
    session = null;
    loadRoot();
    byte[] timestamp = require(store.read("timestamp.json"), "timestamp.json");
    TimestampMetadata timestampData = Metadata.timestamp(root, timestamp, store + ": timestamp.json");
    byte[] snapshot = require(store.read("snapshot.json"), "snapshot.json");
    timestampData.snapshot().requireMatch(snapshot, store + ": snapshot.json");
    SnapshotMetadata snapshotData = Metadata.snapshot(root, snapshot, store + ": snapshot.json");
    Metadata.requireVersion(snapshotData.version(), timestampData.snapshot(), store + ": snapshot.json");
    session = new MetadataSession(Optional.empty(), timestamp, timestampData, snapshot, snapshotData);
    targets(root.role("targets"));
  }

  /** The root in force. */
  public synchronized RootMetadata root() {
    loadRoot();
    return root;
  }

  /** Finds a target, walking the delegations; roles are fetched as needed. */
  public synchronized Optional<TargetFile> target(String path) {
    return walk().find(path);
  }

  /** The role whose metadata {@link #target} finds a target in. */
  public synchronized Optional<Role> voucher(String path) {
    return walk().search(path).map(found -> found.delegated().orElseGet(() -> root.role("targets")));
  }

  /** Every target by path; fetches every delegated role. */
  public synchronized Map<String, TargetFile> allTargets() {
    return walk().all();
  }

  /** The exact metadata files in force, delegated roles included. */
  public synchronized PinnedMetadata pinned() {
    walk().all();
    return session.pinned(roots());
  }

  /** The bytes of every file that {@link #pinned} names, by SHA-256. */
  public synchronized Map<String, byte[]> pinnedBytes() {
    walk().all();
    return session.files(roots());
  }

  /** Writes only what differs: a start that changes nothing needs no disk. */
  private void keep(String name, byte[] bytes) {
    if (store.read(name).filter(stored -> Arrays.equals(stored, bytes)).isEmpty()) {
      store.write(name, bytes);
    }
  }

  private SortedMap<Long, byte[]> roots() {
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

  private void loadRoot() {
    if (root == null) {
      root = RootMetadata.selfSigned(require(store.read("root.json"), "root.json"), store + ": root.json");
    }
  }

  /** Section 5.3: root by root to the newest, or as many as the limit allows; the next refresh goes on from there. */
  private void updateRoot(Instant now) {
    loadRoot();
    boolean more = true;
    for (int i = 0; more && i < limits.rotations(); i++) {
      String name = rootName(root.version() + 1);
      Optional<byte[]> bytes = fetcher.fetch(name, limits.root());
      more = bytes.isPresent() && !root.repeats(bytes.get(), name);
      if (more) {
        advanceRoot(bytes.get(), name);
      }
    }
    Metadata.requireFresh(root.expires(), now, rootName(root.version()));
  }

  private void advanceRoot(byte[] bytes, String name) {
    RootMetadata next = root.next(bytes, name);
    if (root.rotates("timestamp", next) || root.rotates("snapshot", next)) {
      // Recovery from fast-forward attacks (5.3.11); before the root is stored, so that a crash cannot skip it.
      store.delete("timestamp.json");
      store.delete("snapshot.json");
    }
    store.write(chainName(next.version()), bytes);
    store.write("root.json", bytes);
    root = next;
  }

  private byte[] updateTimestamp(Instant now) {
    String name = "timestamp.json";
    byte[] bytes = require(fetcher.fetch(name, limits.timestamp()), name);
    TimestampMetadata fresh = Metadata.timestamp(root, bytes, name);
    Optional<byte[]> storedBytes = store.read(name);
    Optional<TimestampMetadata> trusted = storedBytes.flatMap(b -> stillTrusted(() -> Metadata.timestamp(root, b, name)));
    if (trusted.isPresent()) {
      requireNotLower(fresh.version(), trusted.get().version(), name);
      if (fresh.version() == trusted.get().version()) {
        Metadata.requireFresh(trusted.get().expires(), now, name);
        return storedBytes.orElseThrow();
      }
      requireNotLower(fresh.snapshot().version(), trusted.get().snapshot().version(), "snapshot named by " + name);
    }
    Metadata.requireFresh(fresh.expires(), now, name);
    store.write(name, bytes);
    return bytes;
  }

  private byte[] updateSnapshot(MetaFile expected, Instant now) {
    String name = "snapshot.json";
    Optional<byte[]> storedBytes = store.read(name);
    Optional<SnapshotMetadata> trusted = storedBytes.flatMap(b -> stillTrusted(() -> Metadata.snapshot(root, b, name)));
    if (trusted.isPresent() && trusted.get().version() == expected.version() && expected.matches(storedBytes.orElseThrow())) {
      Metadata.requireFresh(trusted.get().expires(), now, name);
      return storedBytes.get();
    }
    String file = fileName("snapshot", expected);
    byte[] bytes = fetch(file, expected, limits.snapshot());
    SnapshotMetadata fresh = Metadata.snapshot(root, bytes, file);
    Metadata.requireVersion(fresh.version(), expected, file);
    trusted.ifPresent(old -> requireNoRollback(old, fresh, file));
    Metadata.requireFresh(fresh.expires(), now, file);
    store.write(name, bytes);
    return bytes;
  }

  private static void requireNoRollback(SnapshotMetadata old, SnapshotMetadata fresh, String where) {
    old.meta().forEach((name, before) -> {
      MetaFile after = fresh.meta().get(name);
      if (after == null) {
        throw Refusals.refuse("SP-TRUST-0028", Text.shown(name) + " has vanished from the snapshot", where, "do not use this copy; tell the publisher");
      }
      requireNotLower(after.version(), before.version(), Text.shown(name) + " in " + where);
    });
  }

  /** Top-level or delegated targets metadata, verified for exactly this delegator's role. */
  private TargetsMetadata targets(Role role) {
    TargetsMetadata verified = session.verified().get(role);
    if (verified != null) {
      return verified;
    }
    MetaFile expected = session.snapshotData().meta().get(role.name() + ".json");
    String file = RoleNames.encoded(role.name()) + ".json";
    if (expected == null) {
      throw Refusals.refuse("SP-TRUST-0022", "the snapshot does not list the role " + Text.shown(role.name()), file, "use an intact copy of the repository");
    }
    Optional<byte[]> known = Optional.ofNullable(session.roles().get(role.name())).or(() -> store.read(file)).filter(b -> current(role, b, expected));
    boolean fetched = known.isEmpty() && session.now().isPresent();
    byte[] bytes = fetched ? fetch(fileName(role.name(), expected), expected, limits.targets()) : require(known, file);
    TargetsMetadata targets = Metadata.targets(role, bytes, file);
    Metadata.requireVersion(targets.version(), expected, file);
    session.now().ifPresent(now -> Metadata.requireFresh(targets.expires(), now, file));
    if (fetched) {
      store.write(file, bytes);
    }
    session.roles().put(role.name(), bytes);
    session.verified().put(role, targets);
    return targets;
  }

  private static boolean current(Role role, byte[] bytes, MetaFile expected) {
    return expected.matches(bytes) && stillTrusted(() -> Metadata.targets(role, bytes, "trusted store")).filter(t -> t.version() == expected.version()).isPresent();
  }

  private DelegationWalk walk() {
    if (session == null) {
      throw Refusals.refuse("SP-TRUST-0031", "no metadata is loaded", store.toString(), "import a medium first");
    }
    return new DelegationWalk(targets(root.role("targets")), this::targets);
  }

  private byte[] fetch(String file, MetaFile expected, int limit) {
    byte[] bytes = require(fetcher.fetch(file, Math.min(expected.length().orElse((long) limit), limit)), file);
    expected.requireMatch(bytes, file);
    return bytes;
  }

  private String fileName(String role, MetaFile expected) {
    return (root.consistentSnapshot() ? expected.version() + "." : "") + RoleNames.encoded(role) + ".json";
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

  private static byte[] require(Optional<byte[]> bytes, String file) {
    return bytes.orElseThrow(() -> Refusals.refuse("SP-TRUST-0022", "the metadata file is missing", file, "use an intact copy of the repository"));
  }

  private static void requireNotLower(long fresh, long trusted, String where) {
    if (fresh < trusted) {
      throw Refusals.refuse("SP-TRUST-0025", "version " + fresh + " is older than version " + trusted + ", which is trusted already", where, "use a newer copy of the repository");
    }
  }

  /** Stored metadata that the root in force no longer vouches for is not trusted and not compared with. */
  private static <T> Optional<T> stillTrusted(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
