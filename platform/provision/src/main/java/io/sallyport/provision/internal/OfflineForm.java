package io.sallyport.provision.internal;

import io.sallyport.provision.Approval;
import io.sallyport.provision.internal.site.CandidateStore;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import java.nio.charset.StandardCharsets;

/** Candidates and approvals as files that travel. */
final class OfflineForm {
  private static final Limits APPROVAL = Limits.bytes(1 << 16);

  private OfflineForm() {}

  static byte[] export(int number, byte[] signed, byte[] plan) {
    JsonObject json = JsonObject.builder().put("schema", "sallyport.candidate/1").put("generation", number).put("signed", Json.parseObject(signed, "generation " + number))
        .put("plan", new String(plan, StandardCharsets.UTF_8)).build();
    return Json.pretty(json).getBytes(StandardCharsets.UTF_8);
  }

  static Approval approval(byte[] bytes) {
    return CandidateStore.approval(Json.parseObject(bytes, "the approval", APPROVAL));
  }
}
