package io.sallyport.trust.site;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signature;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TufKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One person's approval of a generation (ADR 0002, {@code candidate/N/approvals/KEYID.json}): a signature over the frozen bytes, and one over
 * a record of who signed what, when and in which meaning.
 *
 * @param signature over the canonical candidate
 * @param record user, name, role, meaning, time, generation, digest of the candidate
 * @param recordSignature over the canonical record, by the same key
 */
public record SignedApproval(Signature signature, JsonObject record, Signature recordSignature) {
  /** What an approval says. */
  public static final String APPROVE = "approve";

  /**
   * Signs.
   *
   * @param person as the site root names them
   * @param canonical the frozen bytes
   */
  public static SignedApproval sign(Signer signer, SiteRoot.Approver person, long generation, byte[] canonical, Instant time) {
    JsonObject record = record(person, APPROVE, generation, time).put("signedSha256", Digests.sha256(canonical)).build();
    return new SignedApproval(Signature.of(signer, canonical), record, Signature.of(signer, CanonicalJson.encode(record)));
  }

  /** The common fields of a record of a signature. */
  public static JsonObject.Builder record(SiteRoot.Approver person, String meaning, long generation, Instant time) {
    return JsonObject.builder().put("user", person.user()).put("name", person.name()).put("role", person.role()).put("meaning", meaning)
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString()).put("generation", generation);
  }

  public static SignedApproval fromJson(JsonObject json) {
    String keyid = json.string("keyid");
    return new SignedApproval(new Signature(keyid, json.string("sig")), json.object("record"), new Signature(keyid, json.string("recordSig")));
  }

  public JsonObject toJson() {
    return JsonObject.builder().put("keyid", signature.keyid()).put("sig", signature.sig()).put("record", record).put("recordSig", recordSignature.sig()).build();
  }

  /** Whether it is an approval of exactly these bytes by a person whom the root names, with the person's own key. */
  public boolean holds(SiteRoot root, byte[] canonical) {
    TufKey key = root.root().role("targets").keys().get(signature.keyid());
    SiteRoot.Approver person = root.approvers().get(signature.keyid());
    return key != null && person != null && person.equals(SiteRoot.Approver.fromJson(record)) && record.string("meaning").equals(APPROVE)
        && record.string("signedSha256").equals(Digests.sha256(canonical)) && key.verify(canonical, signature.bytes())
        && key.verify(CanonicalJson.encode(record), recordSignature.bytes());
  }
}
