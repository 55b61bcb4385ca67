package io.sallyport.trust.site;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Role;
import io.sallyport.trust.Signature;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TufKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One person's approval of a generation (ADR 0002, {@code candidate/N/approvals/KEYID.json}): a signature over the frozen bytes, and one over
 * a record of who signed what, when and in which meaning; at a hybrid site both once more with the person's ML-DSA-87 key (ADR 0017).
 *
 * @param record user, name, role, meaning, time, generation, digest of the candidate
 * @param classical the two signatures by the person's classical key
 * @param postQuantum the two by their ML-DSA-87 key, in the field {@code post_quantum}
 */
public record SignedApproval(JsonObject record, Half classical, Optional<Half> postQuantum) {
  /** What an approval says. */
  public static final String APPROVE = "approve";
  private static final String POST_QUANTUM = "post_quantum";

  /**
   * The signatures by one key.
   *
   * @param signature over the canonical candidate
   * @param recordSignature over the canonical record
   */
  public record Half(Signature signature, Signature recordSignature) {
    private static Half sign(Signer signer, byte[] canonical, JsonObject record) {
      return new Half(Signature.of(signer, canonical), Signature.of(signer, CanonicalJson.encode(record)));
    }

    private static Half fromJson(JsonObject json) {
      String keyid = json.string("keyid");
      return new Half(new Signature(keyid, json.string("sig")), new Signature(keyid, json.string("recordSig")));
    }

    private JsonObject.Builder toJson() {
      return JsonObject.builder().put("keyid", signature.keyid()).put("sig", signature.sig()).put("recordSig", recordSignature.sig());
    }

    private boolean holds(Quorum quorum, byte[] canonical, JsonObject record) {
      TufKey key = quorum.keyids().contains(signature.keyid()) ? quorum.keys().get(signature.keyid()) : null;
      return key != null && key.id().equals(signature.keyid()) && key.verify(canonical, signature.bytes()) && key.verify(CanonicalJson.encode(record), recordSignature.bytes());
    }
  }

  /**
   * Signs with those halves of the person's key that the root gives them.
   *
   * @param person as the site root names them
   * @param canonical the frozen bytes
   */
  public static SignedApproval sign(PairedSigner signer, SiteRoot root, SiteRoot.Approver person, long generation, byte[] canonical, Instant time) {
    JsonObject record = record(person, APPROVE, generation, time).put("signedSha256", Digests.sha256(canonical)).build();
    return new SignedApproval(record, Half.sign(signer.classical(), canonical, record),
        signer.postQuantum().filter(half -> person.equals(root.approvers().get(half.key().id()))).map(half -> Half.sign(half, canonical, record)));
  }

  /** The common fields of a record of a signature. */
  public static JsonObject.Builder record(SiteRoot.Approver person, String meaning, long generation, Instant time) {
    return person.addTo(JsonObject.builder()).put("meaning", meaning)
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString()).put("generation", generation);
  }

  public static SignedApproval fromJson(JsonObject json) {
    return new SignedApproval(json.object("record"), Half.fromJson(json), json.optionalObject(POST_QUANTUM).map(Half::fromJson));
  }

  public JsonObject toJson() {
    return classical.toJson().put("record", record).put(POST_QUANTUM, postQuantum.map(half -> half.toJson().build())).build();
  }

  /** The signatures over the candidate by keys of a role: what goes under the metadata. */
  public List<Signature> signatures(Role role) {
    return halves().map(Half::signature).filter(signature -> role.has(signature.keyid())).toList();
  }

  /** Whether it is an approval of exactly these bytes by a person whom the root names, with the person's own key of each kind that counts there. */
  public boolean holds(SiteRoot root, byte[] canonical) {
    SiteRoot.Approver person = SiteRoot.Approver.fromJson(record);
    return person.equals(root.approvers().get(classical.signature.keyid())) && record.string("meaning").equals(APPROVE) && record.string("signedSha256").equals(Digests.sha256(canonical))
        && root.root().role("targets").counted().stream()
            .allMatch(quorum -> halves().anyMatch(half -> person.equals(root.approvers().get(half.signature.keyid())) && half.holds(quorum, canonical, record)));
  }

  /** @throws RefusedException SP-APPROVE-0020 if ML-DSA-87 signatures count at the site, and there is none */
  public void requireKinds(SiteRoot root) {
    if (root.root().policy().needsPostQuantum() && postQuantum.isEmpty()) {
      throw new RefusedException(new Refusal("SP-APPROVE-0020", "the site's policy is " + root.root().policy() + ", and there is no ML-DSA-87 signature of " + record.string("user")
          + " by the key that the site root names", "the approval", "sign with the key file that has both halves: keys --policy hybrid"));
    }
  }

  private Stream<Half> halves() {
    return Stream.concat(Stream.of(classical), postQuantum.stream());
  }
}
