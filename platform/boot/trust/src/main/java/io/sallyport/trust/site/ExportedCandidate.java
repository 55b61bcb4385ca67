package io.sallyport.trust.site;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.PairedSigner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * A candidate as a file that travels to its approvers: {@code {"schema": "sallyport.candidate/1", "generation", "signed", "plan", "root"}}.
 * {@code signed} is what is signed, {@code plan} the text of the plan whose digest it names, {@code root} what is signed in the site root
 * and tells whose key is whose; the appliance asks its own root. Nothing is signed whose plan is not the one shown.
 *
 * @param generation the candidate, matched with its plan
 * @param canonical the bytes to sign
 * @param plan the plan to show
 * @param root the site root, unverified
 */
public record ExportedCandidate(Generation generation, byte[] canonical, JsonObject plan, SiteRoot root) {
  private static final String SCHEMA = "sallyport.candidate/1";

  /** The file. */
  public static byte[] write(byte[] signed, byte[] plan, SiteRoot root) {
    JsonObject candidate = Json.parseObject(signed, "the candidate");
    JsonObject json = JsonObject.builder().put("schema", SCHEMA).put("generation", candidate.integer("version")).put("signed", candidate)
        .put("plan", new String(plan, StandardCharsets.UTF_8)).put("root", root.root().signed()).build();
    return Json.pretty(json).getBytes(StandardCharsets.UTF_8);
  }

  /** @throws RefusedException SP-APPROVE-0010 or SP-APPLY-0021 if plan and signed part do not belong together, package by package */
  public static ExportedCandidate read(byte[] bytes, String where) {
    JsonObject json = Json.parseObject(bytes, where);
    if (!json.optionalString("schema").orElse("").equals(SCHEMA)) {
      throw new RefusedException(new Refusal("SP-APPROVE-0010", "the file is not an exported candidate", where, "export it again"));
    }
    byte[] canonical = CanonicalJson.encode(json.object("signed"));
    byte[] plan = json.string("plan").getBytes(StandardCharsets.UTF_8);
    return new ExportedCandidate(PlanMatch.require(canonical, plan), canonical, Json.parseObject(plan, "the plan"), SiteRoot.of(RootMetadata.parse(json.object("root"))));
  }

  /**
   * Signs as the person to whom the root gives the key, with each kind of keys that counts at the site.
   *
   * @throws RefusedException SP-APPROVE-0001 if it is no approver's, 0020 if it lacks a half
   */
  public SignedApproval sign(PairedSigner signer, Clock clock) {
    SiteRoot.Approver person = root.approvers().get(signer.key().id());
    if (person == null) {
      throw new RefusedException(new Refusal("SP-APPROVE-0001", "the key is not one of the site's approvers'", "key " + signer.key().id(), "sign with the key that the site root names"));
    }
    SignedApproval approval = SignedApproval.sign(signer, root, person, generation.number(), canonical, clock.instant());
    approval.requireKinds(root);
    return approval;
  }
}
