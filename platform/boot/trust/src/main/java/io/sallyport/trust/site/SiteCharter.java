package io.sallyport.trust.site;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TufKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Who approves at a site, and how many must: what the commissioning ceremony agrees on and a site root is made of. As a file:
 * {@code {"schema": "sallyport.charter/1", "site", "approvers": [{"user", "name", "role", "key", "person"}], "approval": {"threshold", "separation"},
 * "waiver": {"threshold", "separation"}, "tck": {"minimum"}, "policy"}}, where {@code key} is a public key as {@link PairedKey} writes it, and
 * {@code person} is left out where it is the user id, and {@code policy} says which signatures count, {@code classical} if it is left out.
 *
 * @param site its name, as printed; one line, at most 100 characters
 * @param members everybody who may approve: one key for each person
 * @param approval what a generation, and a new root, needs
 * @param waiver what it takes to set an expiry or the floor of time aside; empty = never
 * @param tck least version of the TCK of which a package that comes in must carry a passing, signed report; empty = none is demanded (ADR 0014)
 * @param policy which signatures count, of people and of the appliance (ADR 0017)
 */
public record SiteCharter(String site, List<Member> members, ApprovalRule approval, Optional<ApprovalRule> waiver, Optional<SemVer> tck, SignaturePolicy policy) {
  private static final String SCHEMA = "sallyport.charter/1";
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9._-]{0,31}");
  private static final int LONGEST = 100;
  private static final Limits LIMITS = Limits.bytes(1 << 20);

  /** An approver with their public key. */
  public record Member(SiteRoot.Approver person, PairedKey key) {}

  /** Under the policy {@code classical}, and without a demand for TCK reports. */
  public SiteCharter(String site, List<Member> members, ApprovalRule approval, Optional<ApprovalRule> waiver) {
    this(site, members, approval, waiver, Optional.empty(), SignaturePolicy.CLASSICAL);
  }

  /** @throws RefusedException SP-TRUST-0070 if it contradicts itself */
  public SiteCharter {
    List<Member> everybody = List.copyOf(members);
    members = everybody;
    require(isLine(site), "the site's name must be one line of at most " + LONGEST + " characters");
    for (Member member : everybody) {
      require(WORD.matcher(member.person.user()).matches(), "\"" + shown(member.person.user()) + "\" is not a user id");
      require(WORD.matcher(member.person.person()).matches(), "\"" + shown(member.person.person()) + "\" is not a person's id");
      require(WORD.matcher(member.person.role()).matches(), "\"" + shown(member.person.role()) + "\" is not a role");
      require(member.key.postQuantum().isPresent() || !policy.needsPostQuantum(), "the policy is " + policy + ", and " + member.person.user() + " has no ML-DSA-87 key");
      require(isLine(member.person.name()), "the name of " + member.person.user() + " must be one line of at most " + LONGEST + " characters");
    }
    require(distinct(members, member -> member.person.user()) && distinct(members, member -> member.person.person()), "a person is named twice");
    require(everybody.stream().noneMatch(member -> everybody.stream().anyMatch(other -> other != member && other.person.user().equals(member.person.person()))),
        "a person's id is the user id of somebody else");
    require(members.stream().flatMap(member -> member.key.halves().stream()).map(TufKey::identity).distinct().count() == members.stream().mapToLong(member -> member.key.halves().size()).sum(),
        "two people have the same key");
    requireReachable(approval, members, "generations");
    int needed = approval.threshold();
    waiver.ifPresent(higher -> {
      requireReachable(higher, everybody, "waivers");
      require(higher.threshold() > needed, "a waiver must need more people than a generation, that is more than " + needed);
    });
  }

  /** @throws RefusedException SP-TRUST-0070, or a JSON refusal */
  public static SiteCharter parse(byte[] bytes, String where) {
    JsonObject json = Json.parseObject(bytes, where, LIMITS);
    require(json.string("schema").equals(SCHEMA), "the schema is not " + SCHEMA);
    List<Member> members = new ArrayList<>();
    for (JsonObject member : json.objects("approvers")) {
      members.add(new Member(SiteRoot.Approver.fromJson(member), PairedKey.fromJson(member.object("key"))));
    }
    return new SiteCharter(json.string("site"), members, ApprovalRule.fromJson(json.object("approval")), json.optionalObject("waiver").map(ApprovalRule::fromJson),
        json.optionalObject("tck").map(tck -> version(tck.string("minimum"))), json.optionalString("policy").map(SiteCharter::policy).orElse(SignaturePolicy.CLASSICAL));
  }

  private static SignaturePolicy policy(String word) {
    require(SignaturePolicy.of(word).isPresent(), "the policy \"" + shown(word) + "\" is none of classical, hybrid, pq-only");
    return SignaturePolicy.of(word).orElseThrow();
  }

  /** The file's form. */
  public JsonObject toJson() {
    return JsonObject.builder().put("schema", SCHEMA).put("site", site)
        .put("approvers", members.stream().map(member -> member.person.toJson().toBuilder().put("key", member.key.toJson()).build()).toList())
        .put("approval", approval.toJson()).put("waiver", waiver.map(ApprovalRule::toJson))
        .put("tck", tck.map(SiteCharter::demand)).put("policy", policy.toString()).build();
  }

  static JsonObject demand(SemVer minimum) {
    return JsonObject.builder().put("minimum", minimum.toString()).build();
  }

  private static SemVer version(String text) {
    Optional<SemVer> version = SemVer.parse(text);
    require(version.isPresent(), "the least version of the TCK is no semantic version");
    return version.orElseThrow();
  }

  private static void requireReachable(ApprovalRule rule, List<Member> members, String what) {
    List<SiteRoot.Approver> everybody = members.stream().map(Member::person).toList();
    require(rule.threshold() >= 1 && rule.counts(everybody), "the approvers are too few for the " + rule.threshold() + " signatures that " + what + " need");
    require(rule.separated(everybody), "no approvers for each of the roles that must sign " + what + ": " + String.join(", ", rule.separation()));
  }

  private static boolean distinct(List<Member> members, Function<Member, Object> by) {
    return members.stream().map(by).distinct().count() == members.size();
  }

  private static boolean isLine(String text) {
    return !text.isBlank() && text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
  }

  private static String shown(String text) {
    return text.replaceAll("[^\\p{Alnum}._-]", "?").substring(0, Math.min(text.length(), LONGEST));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new RefusedException(new Refusal("SP-TRUST-0070", what, "the site's charter", "correct the charter"));
    }
  }
}
