package io.sallyport.trust;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Evaluates the vendor metadata that a generation was approved against: the same chain of signatures, versions and digests as an update,
 * but no expiry and no network (what was approved keeps running).
 */
public final class VendorSet {
  private static final String SHIPPED = "the shipped vendor root";

  private final Function<String, byte[]> blobs;
  private final PinnedMetadata pins;
  private final RootMetadata root;
  private final SnapshotMetadata snapshot;
  private final Map<Role, TargetsMetadata> verified = new IdentityHashMap<>();

  private VendorSet(Function<String, byte[]> blobs, PinnedMetadata pins, byte[] shippedRoot) {
    this.blobs = blobs;
    this.pins = pins;
    this.root = chain(RootMetadata.selfSigned(shippedRoot, SHIPPED));
    TimestampMetadata timestamp = Metadata.timestamp(root, bytes(pins.timestamp(), "vendor timestamp"), "vendor timestamp");
    byte[] bytes = bytes(pins.snapshot(), "vendor snapshot");
    timestamp.snapshot().requireMatch(bytes, "vendor snapshot");
    this.snapshot = Metadata.snapshot(root, bytes, "vendor snapshot");
    Metadata.requireVersion(snapshot.version(), timestamp.snapshot(), "vendor snapshot");
  }

  /**
   * The targets that the pinned vendor metadata vouches for, by path.
   *
   * @param blobs content by SHA-256; may return null for what it does not have. Its bytes are hashed again here
   * @param pins the files in force at approval
   * @param shippedRoot the vendor root that came with the appliance
   * @throws RefusedException SP-TRUST-0011, 0020 to 0024 for anything but an intact, fully signed set; 0075 if that comes from a shipped root
   *     newer than the pinned ones, which proves nothing about them (ADR 0006)
   */
  public static Map<String, TargetFile> evaluate(Function<String, byte[]> blobs, PinnedMetadata pins, byte[] shippedRoot) {
    try {
      VendorSet set = new VendorSet(blobs, pins, shippedRoot);
      return new DelegationWalk(set.targets(set.root.role("targets")), set::targets).all();
    } catch (RefusedException e) {
      long shipped = RootMetadata.selfSigned(shippedRoot, SHIPPED).version();
      if (pins.roots().stream().allMatch(pin -> pin.version() < shipped)) {
        throw Refusals.refuse("SP-TRUST-0075", "the distribution's vendor root " + shipped + " is newer than those the generation was approved against, and they do not hold under it: "
            + e.refusal().what(), SHIPPED, "use a distribution that ships the vendor's first root", e);
      }
      throw e;
    }
  }

  private RootMetadata chain(RootMetadata shipped) {
    RootMetadata current = shipped;
    for (PinnedMetadata.Pin pin : pins.roots()) {
      if (pin.version() > shipped.version()) {
        String where = "vendor root " + pin.version();
        current = current.next(bytes(pin, where), where);
      }
    }
    return current;
  }

  private TargetsMetadata targets(Role role) {
    TargetsMetadata known = verified.get(role);
    if (known != null) {
      return known;
    }
    String where = "vendor metadata of role " + Text.shown(role.name());
    MetaFile expected = snapshot.meta().get(role.name() + ".json");
    PinnedMetadata.Pin pin = pins.metadata().get(role.name());
    if (expected == null || pin == null) {
      throw Refusals.refuse("SP-TRUST-0022", "the metadata is not part of the pinned set", where, "plan a new generation");
    }
    byte[] bytes = bytes(pin, where);
    expected.requireMatch(bytes, where);
    TargetsMetadata targets = Metadata.targets(role, bytes, where);
    Metadata.requireVersion(targets.version(), expected, where);
    verified.put(role, targets);
    return targets;
  }

  private byte[] bytes(PinnedMetadata.Pin pin, String where) {
    byte[] bytes = blobs.apply(pin.sha256());
    if (bytes == null) {
      throw Refusals.refuse("SP-TRUST-0022", "the pinned metadata file " + pin.sha256() + " is missing", where, "restore the vault from a backup, or import the medium again");
    }
    if (bytes.length != pin.length() || !Digests.sha256(bytes).equals(pin.sha256())) {
      throw Refusals.refuse("SP-TRUST-0023", "the pinned metadata file " + pin.sha256() + " has other bytes", where, "restore the vault from a backup");
    }
    return bytes;
  }
}
