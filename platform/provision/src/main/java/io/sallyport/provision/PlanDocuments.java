package io.sallyport.provision;

import java.util.LinkedHashMap;
import java.util.Map;

/** Plans and candidates as JSON: the documents that console and HTTP give. */
public final class PlanDocuments {
  private PlanDocuments() {}

  /** A candidate as JSON: the plan, its approvals, and the step that is next, at the console. */
  public static Map<String, Object> candidate(Candidate candidate) {
    Map<String, Object> json = plan(candidate.plan());
    json.put("approvals", candidate.approvals().stream().map(PlanDocuments::approval).toList());
    json.put("missing", candidate.missing());
    json.put("approved", candidate.approved());
    json.put("stale", candidate.stale());
    json.put("next", next(candidate));
    return json;
  }

  /** A plan as JSON, with its digest. */
  public static Map<String, Object> plan(Plan plan) {
    Map<String, Object> json = new LinkedHashMap<>(plan.json().map());
    json.put("sha256", plan.sha256());
    return json;
  }

  private static Map<String, Object> approval(Approval approval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", approval.user());
    json.put("name", approval.name());
    json.put("role", approval.role());
    json.put("meaning", approval.meaning());
    json.put("time", approval.time());
    json.put("keyid", approval.keyid());
    return json;
  }

  private static String next(Candidate candidate) {
    int number = candidate.plan().generation();
    return candidate.stale() ? "generation:abandon" : candidate.approved() ? "generation:apply" : "generation:approve " + number;
  }
}
