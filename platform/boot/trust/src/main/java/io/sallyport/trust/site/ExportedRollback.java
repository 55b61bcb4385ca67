package io.sallyport.trust.site;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SignaturePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A rollback as a file that travels to an approver: {@code {"schema": "sallyport.rollback/1", "unsigned", "leaving", "root"}}. {@code unsigned}
 * is what is signed, but for the record; {@code leaving} what is signed in the generation that runs, whose digest it names, so that what is
 * shown is what is signed; {@code root} what is signed in the site root and tells whose key is whose: the appliance asks its own root.
 *
 * @param unsigned to be signed
 * @param from the generation left
 * @param to number of the generation gone back to
 * @param packages versions of the packages gone back to by name, those with a candidate with its part in live traffic
 * @param root the site root, unverified
 */
public record ExportedRollback(JsonObject unsigned, Generation from, int to, Map<String, String> packages, SiteRoot root) {
  private static final String SCHEMA = "sallyport.rollback/1";

  /** The file. @param unsigned what {@link Rollback#unsigned} made */
  public static byte[] write(JsonObject unsigned, Generation from, SiteRoot root) {
    return Json.pretty(JsonObject.builder().put("schema", SCHEMA).put("unsigned", unsigned).put("leaving", from.envelope().signed()).put("root", root.root().signed()).build())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** @throws RefusedException SP-ROLLBACK-0020 if it is another file, or its parts do not belong together */
  public static ExportedRollback read(byte[] bytes, String where) {
    JsonObject json = Json.parseObject(bytes, where);
    if (!json.optionalString("schema").orElse("").equals(SCHEMA)) {
      throw refuse("the file is not an exported rollback", where);
    }
    JsonObject unsigned = json.object("unsigned");
    Rollback rollback = Rollback.of(new Envelope(unsigned, List.of()), SignaturePolicy.CLASSICAL);
    Generation from = Generation.of(new Envelope(json.object("leaving"), List.of()));
    boolean together = rollback.from() == from.number() && rollback.to() == from.base()
        && rollback.fromSha256().equals(Optional.of(Digests.sha256(CanonicalJson.encode(json.object("leaving")))));
    if (!together) {
      throw refuse("the rollback does not belong to the generation that is shown with it", where);
    }
    Map<String, String> packages = told(rollback.metadata().targets().keySet().stream().filter(PackageRef::isDescriptor).flatMap(path -> PackageRef.ofTarget(path).stream()).toList(),
        TrafficEntry.of(unsigned.object("custom")));
    return new ExportedRollback(unsigned, from, rollback.to(), packages, SiteRoot.of(RootMetadata.parse(json.object("root"))));
  }

  /**
   * Signs as the person to whom the root gives the key.
   *
   * @return {@code N.rollback.json}
   * @throws RefusedException SP-APPROVE-0001 if it is no approver's
   */
  public Envelope sign(PairedSigner signer, Clock clock) {
    SiteRoot.Approver person = root.approvers().get(signer.key().id());
    if (person == null) {
      throw new RefusedException(new Refusal("SP-APPROVE-0001", "the key is not one of the site's approvers'", "key " + signer.key().id(), "sign with the key that the site root names"));
    }
    if (root.root().policy().needsPostQuantum() && signer.halvesOf(root.root().role("targets")).length < 2) {
      throw new RefusedException(new Refusal("SP-APPROVE-0020", "the site's policy is " + root.root().policy() + ", and the key file has no ML-DSA-87 half that the site root names", "user " + person.user(),
          "sign with the key file that has both halves: keys --policy hybrid"));
    }
    return Rollback.sign(unsigned, signer, root, person, clock.instant());
  }

  /** In words, a line each. */
  public List<String> lines() {
    Map<String, String> now = told(from.packages().keySet(), from.traffic());
    TreeSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(packages.keySet());
    List<String> lines = new ArrayList<>(List.of("Back from generation " + from.number() + " to generation " + to));
    for (String name : names) {
      String before = now.getOrDefault(name, "–");
      String after = packages.getOrDefault(name, "–");
      lines.add("  " + name + ": " + (before.equals(after) ? before + " stays" : before + " → " + after));
    }
    return lines;
  }

  /** By name, such as {@code 1.0.0} or {@code 1.0.0 with candidate 1.1.0 (canary 10 %)}. */
  private static Map<String, String> told(Collection<PackageRef> packs, List<TrafficEntry> traffic) {
    Map<String, String> told = new TreeMap<>();
    packs.stream().filter(pack -> traffic.stream().noneMatch(entry -> entry.candidate().equals(pack))).forEach(pack -> told.merge(pack.name(), pack.version(), (one, other) -> one + " and " + other));
    traffic.forEach(entry -> told.merge(entry.candidate().name(), "candidate " + entry.candidate().version() + " (" + entry.words() + ")", (active, candidate) -> active + " with " + candidate));
    return told;
  }

  private static RefusedException refuse(String what, String where) {
    return new RefusedException(new Refusal("SP-ROLLBACK-0020", what, where, "make it with generation:rollback --export"));
  }
}
