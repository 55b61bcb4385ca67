package io.sallyport.trust;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The client workflow of TUF 1.0.34 section 5 over a directory of trusted metadata. A refused refresh leaves what was trusted before, or a
 * verified step towards the new state; stored versions never go down. After {@link #refresh} (new content, expiry enforced) or {@link #load}
 * (what is stored, expiry ignored) the targets can be asked for. Thread-safe; one client per directory at a time.
 */
public final class TufClient {
  private final TrustedStore store;
  private final MetadataFiles files;
  private final Clock clock;
  private final MetadataLimits limits;
  private final RootChain roots;
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
    this.files = new MetadataFiles(fetcher);
    this.clock = clock;
    this.limits = limits;
    this.roots = new RootChain(store);
  }

  /**
   * Anchors the directory in a root that came by a trusted way; call it at every start. Roots stored earlier are followed only as far as
   * they continue this one by signatures.
   *
   * @throws RefusedException SP-TRUST-0031 if the stored root does not descend from this one
   */
  public synchronized void init(byte[] rootBytes) {
    roots.init(rootBytes);
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
    roots.update(files.fetcher(), limits, now);
    session = new SnapshotUpdate(store, files, limits, roots.current(), now).run();
    walk();
  }

  /** Loads and verifies what is stored, without the repository and without expiry. */
  public synchronized void load() {
    session = null;
    session = SnapshotUpdate.stored(store, roots.current());
    walk();
  }

  /** The root in force. */
  public synchronized RootMetadata root() {
    return roots.current();
  }

  /** Finds a target, walking the delegations; roles are fetched as needed. */
  public synchronized Optional<TargetFile> target(String path) {
    return walk().find(path);
  }

  /** The role whose metadata {@link #target} finds a target in. */
  public synchronized Optional<Role> voucher(String path) {
    return walk().search(path).map(found -> found.delegated().orElseGet(() -> root().role("targets")));
  }

  /** Every target by path; fetches every delegated role. */
  public synchronized Map<String, TargetFile> allTargets() {
    return walk().all();
  }

  /** The exact metadata files in force, delegated roles included. */
  public synchronized PinnedMetadata pinned() {
    walk().all();
    return session.pinned(roots.bytes());
  }

  /** The bytes of every file that {@link #pinned} names, by SHA-256. */
  public synchronized Map<String, byte[]> pinnedBytes() {
    walk().all();
    return session.files(roots.bytes());
  }

  private DelegationWalk walk() {
    if (session == null) {
      throw Refusals.refuse("SP-TRUST-0031", "no metadata is loaded", store.toString(), "import a medium first");
    }
    return new TargetsLoader(store, files, limits, roots.current(), session).walk();
  }
}
