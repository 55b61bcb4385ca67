package io.sallyport.trust;

import java.time.Instant;

/** The checks on single metadata files that client and offline evaluation share. */
final class Metadata {
  private Metadata() {}

  static TimestampMetadata timestamp(RootMetadata root, byte[] bytes, String where) {
    return TimestampMetadata.parse(signedBy(root.role("timestamp"), bytes, where));
  }

  static SnapshotMetadata snapshot(RootMetadata root, byte[] bytes, String where) {
    return SnapshotMetadata.parse(signedBy(root.role("snapshot"), bytes, where));
  }

  static TargetsMetadata targets(Role role, byte[] bytes, String where) {
    return TargetsMetadata.parse(signedBy(role, bytes, where), role.policy());
  }

  static void requireVersion(long actual, MetaFile expected, String where) {
    if (actual != expected.version()) {
      throw Refusals.refuse("SP-TRUST-0024", "the metadata has version " + actual + ", " + expected.version() + " is signed for", where, "use an intact copy of the repository");
    }
  }

  /** TUF 1.0.34 section 5: a file that expires at or before {@code now} is refused. */
  static void requireFresh(Instant expires, Instant now, String where) {
    if (!now.isBefore(expires)) {
      throw Refusals.refuse("SP-TRUST-0026", "the metadata expired on " + expires + " (it is " + now + ")", where, "ask for a newer copy, or check the clock");
    }
  }

  private static JsonObject signedBy(Role role, byte[] bytes, String where) {
    Envelope envelope = Envelope.parse(bytes, where);
    role.requireThreshold(envelope, where);
    return envelope.signed();
  }
}
