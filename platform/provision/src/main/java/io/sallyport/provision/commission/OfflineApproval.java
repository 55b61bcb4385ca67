package io.sallyport.provision.commission;

import io.sallyport.provision.Plan;
import io.sallyport.provision.internal.plan.PlanJson;
import io.sallyport.provision.internal.plan.PlanMatch;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * Signs an exported candidate away from the appliance. The caller shows {@link #plan} to the person first; nothing is signed whose
 * plan is not the one shown.
 */
public final class OfflineApproval {
  private final JsonObject candidate;
  private final Clock clock;

  /**
   * @param exported what {@code generation:export} wrote
   * @throws RefusedException SP-APPROVE-0010 or SP-APPLY-0021 if plan and signed part do not belong together, package by package
   */
  public OfflineApproval(byte[] exported, Clock clock) {
    this.candidate = Json.parseObject(exported, "the exported candidate");
    this.clock = clock;
    if (!candidate.string("schema").equals("sallyport.candidate/1")) {
      throw new RefusedException(new Refusal("SP-APPROVE-0010", "the file is not an exported candidate", "the file", "export it again"));
    }
    Plan plan = PlanJson.read(plan().getBytes(StandardCharsets.UTF_8), "the plan");
    PlanMatch.require(CanonicalJson.encode(candidate.object("signed")), plan);
  }

  /** The plan to show: JSON. */
  public String plan() {
    return candidate.string("plan");
  }

  /**
   * The approval, to be imported with {@code generation:import-approval}.
   *
   * @param user user id, as are name and role: as the site root names the person
   */
  public byte[] sign(Signer signer, String user, String name, String role) {
    byte[] canonical = CanonicalJson.encode(candidate.object("signed"));
    JsonObject record = JsonObject.builder().put("user", user).put("name", name).put("role", role).put("meaning", "approve")
        .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()).put("generation", candidate.object("signed").integer("version")).put("signedSha256", Digests.sha256(canonical)).build();
    JsonObject approval = JsonObject.builder().put("keyid", signer.key().id()).put("sig", HexFormat.of().formatHex(signer.sign(canonical))).put("record", record)
        .put("recordSig", HexFormat.of().formatHex(signer.sign(CanonicalJson.encode(record)))).build();
    return Json.pretty(approval).getBytes(StandardCharsets.UTF_8);
  }
}
