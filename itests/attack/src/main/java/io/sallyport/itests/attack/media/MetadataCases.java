package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.itests.appliance.forge.Stranger;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signature;
import java.util.List;
import java.util.function.UnaryOperator;

/** Signatures, thresholds, versions and times of the vendor's metadata. */
public final class MetadataCases {
  private static final String PAST = "2025-01-01T00:00:00Z";

  private MetadataCases() {}

  public static List<MediumCase> all() {
    return List.of(
        of("signatures-stripped-targets", "every signature taken off the list of releases", "SP-TRUST-0011",
            shop -> shop.released().seal("targets", envelope -> new Envelope(envelope.signed(), List.of())).publish()),
        of("signatures-stripped-timestamp", "every signature taken off the timestamp", "SP-TRUST-0011",
            shop -> shop.released().seal("timestamp", envelope -> new Envelope(envelope.signed(), List.of())).publish()),
        of("single-vendor-key", "one of the vendor's keys was stolen and signs alone", "SP-TRUST-0011",
            shop -> shop.released().signers("targets", List.of("vendor-targets-1")).publish()),
        of("same-key-twice", "one key signs twice to make two", "SP-TRUST-0061", shop -> shop.released().signers("targets", List.of("vendor-targets-1"))
            .seal("targets", envelope -> new Envelope(envelope.signed(), List.of(envelope.signatures().get(0), envelope.signatures().get(0)))).publish()),
        of("same-key-under-two-ids", "one key's signature is repeated under another key's id", "SP-TRUST-0011",
            shop -> shop.released().signers("targets", List.of("vendor-targets-1")).seal("targets", envelope -> new Envelope(envelope.signed(),
                List.of(envelope.signatures().get(0), new Signature(shop.key("vendor-targets-2").key().id(), envelope.signatures().get(0).sig())))).publish()),
        of("unknown-keys", "signed by keys that the vendor never had", "SP-TRUST-0011", shop -> shop.released().signers("targets", Stranger.key(), Stranger.key()).publish()),
        of("key-of-another-role", "the snapshot signed with the timestamp's key", "SP-TRUST-0011", shop -> shop.released().signers("snapshot", List.of("vendor-timestamp")).publish()),
        of("metadata-of-another-type", "a snapshot signed with the releases' keys and served as their list", "SP-TRUST-0020",
            shop -> shop.released().edit("targets", signed -> signed.toBuilder().put("_type", "snapshot").build()).publish()),
        of("mix-and-match", "the list of releases of another edition with the same number", "SP-TRUST-0023", MetadataCases::mixed),
        of("byte-changed-in-metadata", "one bit of the list of releases flipped", "SP-TRUST-0023", shop -> {
          Media medium = shop.released().publish();
          Media.flipByte(medium.metadata("targets"));
          return medium;
        }),
        of("byte-changed-in-known-metadata", "metadata of a version that is trusted already, changed on the medium", "SP-MEDIUM-0018", shop -> {
          Media medium = shop.copy();
          Media.flipByte(medium.metadata("targets"));
          return medium;
        }),
        of("rollback-timestamp", "a properly signed timestamp older than the one known", "SP-TRUST-0025", shop -> shop.released().edit("timestamp", version(1)).publish()),
        of("rollback-snapshot", "a new timestamp that names an older snapshot", "SP-TRUST-0025", shop -> shop.released().edit("snapshot", version(1)).publish()),
        of("rollback-targets", "a new snapshot that names an older list of releases", "SP-TRUST-0025", shop -> shop.released().edit("targets", version(1)).publish()),
        of("freeze", "a timestamp that has expired, offered to keep the site from newer releases", "SP-TRUST-0026", shop -> shop.released().edit("timestamp", expired()).publish()),
        of("expired-snapshot", "a snapshot that has expired", "SP-TRUST-0026", shop -> shop.released().edit("snapshot", expired()).publish()),
        of("expired-targets", "a list of releases that has expired", "SP-TRUST-0026", shop -> shop.released().edit("targets", expired()).publish()),
        of("equivocation-timestamp", "another timestamp with the number of the one known", "SP-MEDIUM-0025",
            shop -> shop.released().edit("timestamp", version(shop.version("timestamp"))).publish()),
        of("equivocation-targets", "another list of releases with the number of the one known", "SP-MEDIUM-0025",
            shop -> shop.released().edit("targets", version(shop.version("targets"))).publish()),
        of("role-vanished", "the snapshot no longer lists a partner", "SP-TRUST-0028",
            shop -> shop.released().edit("snapshot", signed -> signed.toBuilder().put("meta", signed.object("meta").toBuilder().remove(Control.PARTNER + ".json").build()).build()).publish()),
        of("specification-of-tomorrow", "metadata of another major version of the format", "SP-TRUST-0020",
            shop -> shop.released().edit("targets", signed -> signed.toBuilder().put("spec_version", "2.0.0").build()).publish()),
        of("target-without-sha256", "a release named by a weak digest only", "SP-TRUST-0033", shop -> shop.released().edit("targets", MetadataCases::weak).publish()),
        of("endless-timestamp", "a timestamp of 20 kB, the first file that is read", "SP-TRUST-0021", shop -> shop.released().bytes("timestamp", Workshop.text(text -> text + " ".repeat(20_000))).publish()),
        of("endless-root", "a root of 600 kB", "SP-TRUST-0021", shop -> {
          Media medium = shop.released().root(UnaryOperator.identity()).publish();
          Workshop.write(medium.metadata("root"), Workshop.text(text -> text + " ".repeat(600_000)).apply(Workshop.bytes(medium.metadata("root"))));
          return medium;
        }));
  }

  private static Media mixed(Workshop shop) {
    Media medium = shop.released().publish();
    NewPackage other = new NewPackage("other", "capability", "1.0.0", Workshop.bundle().bytes());
    Media second = shop.edition().release(other).publish();
    Workshop.write(medium.metadata("targets"), Workshop.bytes(second.metadata("targets")));
    return medium;
  }

  private static JsonObject weak(JsonObject signed) {
    JsonObject.Builder targets = signed.object("targets").toBuilder();
    targets.put("packages/weak/1.0.0/weak-1.0.0.jar", JsonObject.builder().put("length", 1).put("hashes", JsonObject.builder().put("md5", "0".repeat(32)).build()).build());
    return signed.toBuilder().put("targets", targets.build()).build();
  }

  private static UnaryOperator<JsonObject> version(long number) {
    return signed -> signed.toBuilder().put("version", number).build();
  }

  private static UnaryOperator<JsonObject> expired() {
    return signed -> signed.toBuilder().put("expires", PAST).build();
  }
}
