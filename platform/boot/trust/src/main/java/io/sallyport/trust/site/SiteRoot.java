package io.sallyport.trust.site;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Role;
import io.sallyport.trust.RootMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The site's root with its signed {@code custom} field: who may approve, which roles must have done so, and which generations of earlier
 * roots may still run (ADR 0006).
 *
 * @param root the verified metadata
 * @param site the site's name, if it has one
 * @param approvers by keyid
 * @param separation the roles of which each must have signed a generation; may be empty
 * @param waiver what a waiver needs; empty = there are none
 * @param kept the generations of earlier roots that may still run: digest of their signed bytes by number
 */
public record SiteRoot(RootMetadata root, Optional<String> site, Map<String, Approver> approvers, List<String> separation, Optional<ApprovalRule> waiver, Map<Integer, String> kept) {
  /**
   * A person who may approve. Rules count persons, not accounts (ADR 0047).
   *
   * @param user id of the account
   * @param name as printed
   * @param role such as {@code quality}
   * @param person id of the person, the same in each of their accounts; the account's own id unless another is given
   */
  public record Approver(String user, String name, String role, String person) {
    static final String PERSON = "person";

    /** Somebody with one account. */
    public Approver(String user, String name, String role) {
      this(user, name, role, user);
    }

    static Approver fromJson(JsonObject json) {
      return new Approver(json.string("user"), json.string("name"), json.string("role"), json.optionalString(PERSON).orElse(json.string("user")));
    }

    JsonObject toJson() {
      return addTo(JsonObject.builder()).build();
    }

    /** The person is written only where it is not the account's id. */
    JsonObject.Builder addTo(JsonObject.Builder json) {
      return json.put("user", user).put("name", name).put("role", role).put(PERSON, Optional.of(person).filter(id -> !id.equals(user)));
    }
  }

  public SiteRoot {
    approvers = Collections.unmodifiableMap(new LinkedHashMap<>(approvers));
    separation = List.copyOf(separation);
    kept = Collections.unmodifiableMap(new TreeMap<>(kept));
  }

  /** Reads the {@code custom} field of a root that is verified already. */
  public static SiteRoot of(RootMetadata root) {
    JsonObject custom = root.signed().optionalObject("custom").orElseGet(() -> JsonObject.builder().put("approvers", Map.of()).put("separation", List.of()).build());
    Map<String, Approver> approvers = new LinkedHashMap<>();
    JsonObject people = custom.object("approvers");
    people.keys().forEach(keyid -> approvers.put(keyid, Approver.fromJson(people.object(keyid))));
    Map<Integer, String> kept = new TreeMap<>();
    if (custom.has("generations")) {
      custom.objects("generations").forEach(generation -> kept.put(Math.toIntExact(generation.integer("number")), generation.string("sha256")));
    }
    return new SiteRoot(root, custom.optionalString("site"), approvers, custom.strings("separation"), custom.optionalObject("waiver").map(ApprovalRule::fromJson), kept);
  }

  /**
   * Reads a root that is trusted because of where it lies: still signed by its own threshold, by people who fill its own separation.
   *
   * @throws RefusedException SP-TRUST-0011 or 0050 if it is not
   */
  public static SiteRoot selfSigned(byte[] bytes, String where) {
    SiteRoot site = of(RootMetadata.selfSigned(bytes, where));
    site.requireQuorum(Envelope.parse(bytes, where), site.root.role("root"), where);
    return site;
  }

  /**
   * Reads the successor of this root: signed as this root demands and as the new one does, version exactly one higher.
   *
   * @throws RefusedException SP-TRUST-0011, 0024 or 0050
   */
  public SiteRoot next(byte[] bytes, String where) {
    SiteRoot next = of(root.next(bytes, where));
    Envelope envelope = Envelope.parse(bytes, where);
    requireQuorum(envelope, root.role("root"), where);
    next.requireQuorum(envelope, next.root.role("root"), where);
    return next;
  }

  public long version() {
    return root.version();
  }

  /** SHA-256 of what is signed in it, as a generation names the root it is approved under. */
  public String sha256() {
    return Digests.sha256(CanonicalJson.encode(root.signed()));
  }

  /** In words, one fact a line: what people compare before they sign it. */
  public List<String> lines() {
    return SiteRootText.lines(this);
  }

  /** Everybody who may approve, each once. */
  public List<Approver> people() {
    return approvers.values().stream().distinct().toList();
  }

  /** The ids of a person's keys of one kind; one, or none. */
  public List<String> keyids(Approver person, Quorum.Kind kind) {
    return root.role("targets").quorums().stream().filter(quorum -> quorum.kind() == kind).flatMap(quorum -> quorum.keyids().stream()).filter(id -> person.equals(approvers.get(id))).toList();
  }

  /** Least version of the TCK of which a package that comes in must carry a passing, signed report; empty = none is demanded (ADR 0014). */
  public Optional<SemVer> tck() {
    return root.signed().optionalObject("custom").flatMap(custom -> custom.optionalObject("tck")).map(demand -> SemVer.parse(demand.string("minimum"))
        .orElseThrow(() -> new RefusedException(new Refusal("SP-TRUST-0070", "the least version of the TCK is no semantic version", "the site's root", "have the root made again"))));
  }

  /** What a generation needs. */
  public ApprovalRule approval() {
    return new ApprovalRule(root.role("targets").counted().get(0).threshold(), separation);
  }

  /**
   * Checks that a generation is signed by the threshold of {@code targets}, by that many different people, and that every role in
   * {@link #separation} is filled by somebody else. Each kind of keys that the root's policy counts must show that by itself.
   *
   * @return who has signed
   * @throws RefusedException SP-TRUST-0011 or 0083 for too few signatures, SP-TRUST-0050 for the wrong people
   */
  public List<Approver> requireApproval(Envelope generation, String where) {
    return requireQuorum(generation, root.role("targets"), where);
  }

  /** Each signature is verified once: it costs half a millisecond. */
  private List<Approver> requireQuorum(Envelope envelope, Role role, String where) {
    List<Approver> all = new ArrayList<>();
    for (Quorum quorum : role.counted()) {
      Set<String> verified = quorum.verifiedBy(envelope);
      if (verified.size() < quorum.threshold()) {
        role.requireThreshold(envelope, where); // says what is missing
      }
      List<Approver> signed = verified.stream().map(approvers::get).filter(Objects::nonNull).toList();
      if (!approvers.isEmpty()) {
        require(new ApprovalRule(quorum.threshold(), separation), signed, where);
      }
      all.addAll(signed);
    }
    return all;
  }

  private static void require(ApprovalRule rule, List<Approver> signed, String where) {
    if (!rule.counts(signed)) {
      throw refuse(rule, signed.stream().map(Approver::person).distinct().count() + " people have approved, " + rule.threshold() + " different ones are needed", where);
    }
    if (!rule.separated(signed)) {
      throw refuse(rule, "the approvals by " + signed.stream().map(Approver::role).toList() + " do not fill each role with another person", where);
    }
  }

  private static RefusedException refuse(ApprovalRule rule, String what, String where) {
    return new RefusedException(new Refusal("SP-TRUST-0050", what, where, "have it approved by " + rule));
  }

  /** A role that an earlier root's people were given, for those of them who are approvers still. */
  Role stillApproving(Role role) {
    return new Role(role.name(), stillApproving(role.classical()), role.postQuantum().map(this::stillApproving), role.policy());
  }

  private Quorum stillApproving(Quorum quorum) {
    return new Quorum(quorum.kind(), quorum.keyids().stream().filter(root.role("targets")::has).toList(), quorum.threshold(), quorum.keys());
  }

  /** Who has signed with each kind of keys that counts, in the order of the root; unknown people are left out. */
  public List<Approver> approversOf(Envelope envelope) {
    List<Approver> signed = new ArrayList<>(people());
    root.role("targets").counted().forEach(quorum -> signed.retainAll(quorum.verifiedBy(envelope).stream().map(approvers::get).filter(Objects::nonNull).toList()));
    return signed;
  }
}
