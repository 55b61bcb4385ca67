package io.sallyport.itests.attack.action;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.itests.attack.media.Workshop;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ApprovalRule;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import io.sallyport.trust.site.Waiver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Media that have expired, with waivers that do not fit. The site gets a root that allows waivers first, by three people; one that fits works once.
 * Changes what the appliance trusts, by one version.
 */
public final class WaiverGroup implements Group {
  private static final Case NONE_ALLOWED = of("waiver-where-none-is-allowed", "a waiver by both approvers of a site whose root knows no waivers", "SP-TRUST-0077");
  private static final Case TOO_FEW = of("waiver-by-too-few", "a waiver signed by as many as a generation needs", "SP-TRUST-0077");
  private static final Case OTHER_MEDIUM = of("waiver-for-another-medium", "a waiver that is good for another medium", "SP-TRUST-0078");
  private static final Case OTHER_SITE = of("waiver-of-another-site", "a waiver by the same people, made under another site root", "SP-TRUST-0078");
  private static final Case OTHER_KIND = of("waiver-of-another-kind", "a waiver on time in place of one on expiry", "SP-TRUST-0078");
  private static final Case AGAIN = of("waiver-used-again", "a waiver that fits, a second time", "SP-MEDIUM-0028");
  private static final String REASON = "the vendor is late";

  private static Case of(String name, String threat, String code) {
    return new Case(name, threat, Guard.IMPORT, code);
  }

  @Override
  public String title() {
    return "Waivers";
  }

  @Override
  public List<Case> cases() {
    return List.of(NONE_ALLOWED, TOO_FEW, OTHER_MEDIUM, OTHER_SITE, OTHER_KIND, AGAIN);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Signer quinn = approver(target.appliance(), User.QUINN);
    Signer sam = approver(target.appliance(), User.SAM);
    Signer oscar = KeyFile.create(Folders.temporary("oscar").resolve("oscar.p12"), "of the office".toCharArray());
    Workshop shop = new Workshop(target);
    Media first = expired(shop, "2025-01-01T00:00:00Z");
    Media second = expired(shop, "2025-02-02T00:00:00Z");
    SiteRoot before = site(target).inForce("exported");
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put(NONE_ALLOWED, refused(target, NONE_ALLOWED, first, signed(waiver(before, first), quinn, sam)));
    SiteRoot now = allowWaivers(target, quinn, sam, oscar);
    outcomes.put(TOO_FEW, refused(target, TOO_FEW, first, signed(waiver(now, first), quinn, sam)));
    outcomes.put(OTHER_MEDIUM, refused(target, OTHER_MEDIUM, second, signed(waiver(now, first), quinn, sam, oscar)));
    outcomes.put(OTHER_SITE, refused(target, OTHER_SITE, first, signed(waiver(before, first), quinn, sam, oscar)));
    JsonObject time = Waiver.ofTime(now, Clock.systemUTC().instant(), Clock.systemUTC().instant(), REASON).envelope().signed();
    outcomes.put(OTHER_KIND, refused(target, OTHER_KIND, first, signed(time.toBuilder().put("subject", waiver(now, first).string("subject")).build(), quinn, sam, oscar)));
    Path fits = signed(waiver(now, first), quinn, sam, oscar);
    importing(target, first, fits).orFail();
    outcomes.put(AGAIN, refused(target, AGAIN, first, fits));
    return outcomes;
  }

  private static Outcome refused(Target target, Case attack, Media medium, Path waiver) {
    AuditEntries entries = new AuditEntries(target.appliance(), Guard.IMPORT.entry().orElseThrow());
    int known = entries.count();
    Result result = importing(target, medium, waiver);
    return new Outcome(!result.succeeded() && !target.codeRan(), result.code().orElse(""), entries.newer(known, attack.code()).isPresent(), result.text());
  }

  private static Result importing(Target target, Media medium, Path waiver) {
    return target.as(User.ADA, "medium:import --waiver " + waiver + " " + medium.folder());
  }

  private static Media expired(Workshop shop, String when) {
    return shop.edition().edit("timestamp", signed -> signed.toBuilder().put("expires", when).build()).publish();
  }

  private static JsonObject waiver(SiteRoot root, Media medium) {
    return Waiver.ofExpiry(root, Digests.sha256(medium.metadata("timestamp")), REASON).envelope().signed();
  }

  private static Path signed(JsonObject waiver, Signer... signers) {
    Path file = Folders.temporary("waiver").resolve("waiver.json");
    Edited.write(file, Envelope.sign(waiver, signers).toBytes());
    return file;
  }

  /** The demonstration keeps the approvers' keys on the appliance. */
  private static Signer approver(Appliance appliance, User user) {
    return KeyFile.open(appliance.data().resolve("keys/approvers/" + user.account() + ".p12"), appliance.password(user).toCharArray());
  }

  private static ExportedSite site(Target target) {
    Path file = Folders.temporary("site").resolve("site.json");
    target.as(User.ADA, "appliance:export-site " + file).orFail();
    return ExportedSite.read(Edited.bytes(file), "exported");
  }

  private static SiteRoot allowWaivers(Target target, Signer quinn, Signer sam, Signer oscar) {
    ExportedSite site = site(target);
    SiteRoot now = site.inForce("exported");
    List<SiteCharter.Member> members = Stream.of(new SiteCharter.Member(now.approvers().get(quinn.key().id()), PairedKey.of(quinn.key())),
        new SiteCharter.Member(now.approvers().get(sam.key().id()), PairedKey.of(sam.key())), new SiteCharter.Member(new SiteRoot.Approver("oscar", "Oscar Lund", "operations"), PairedKey.of(oscar.key()))).toList();
    SiteCharter charter = new SiteCharter("Demonstration", members, now.approval(), Optional.of(new ApprovalRule(3, List.of("quality", "security", "operations"))));
    Path file = Folders.temporary("root").resolve("root.json");
    Edited.write(file, Envelope.sign(new SiteRootMaker(Clock.systemUTC()).next(now, charter, site.generations(), site.appliance()), quinn, sam, oscar).toBytes());
    target.as(User.ADA, "appliance:import-root " + file).orFail();
    return site(target).inForce("exported");
  }
}
