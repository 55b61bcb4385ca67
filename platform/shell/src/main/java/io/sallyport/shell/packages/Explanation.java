package io.sallyport.shell.packages;

import io.sallyport.provision.ApprovalRule;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.GenerationInfo;
import io.sallyport.provision.Generations;
import io.sallyport.provision.PlanDocuments;
import io.sallyport.shell.generation.PlanForm;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.Vouching;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who signed for a package and who must still sign, shown.
 *
 * @param candidate the open candidate, if the package is in it
 * @param generations committed generations that hold it, newest first
 */
record Explanation(VaultPackage pack, Vouching vouching, ApprovalRule rule, Optional<Candidate> candidate, List<GenerationInfo> generations) {
  static Explanation of(VaultPackage pack, Vouching vouching, Generations generations) {
    List<GenerationInfo> holding = generations.history().stream().filter(info -> info.packages().stream().anyMatch(version -> version.digest().equals(pack.digest()))).toList();
    Optional<Candidate> candidate = generations.candidate().filter(open -> holding.stream().anyMatch(info -> info.number() == open.plan().generation()));
    return new Explanation(pack, vouching, generations.approvalRule(), candidate,
        holding.stream().filter(info -> info.state() == GenerationInfo.State.RUNNING || info.state() == GenerationInfo.State.SUPERSEDED).toList());
  }

  Map<String, Object> json() {
    Map<String, Object> vendor = new LinkedHashMap<>();
    vendor.put("role", vouching.role());
    vendor.put("threshold", vouching.threshold());
    vendor.put("signed", vouching.signers());
    vendor.put("not_signed", vouching.others());
    vendor.put("missing", vouching.missing());
    vouching.postQuantum().ifPresent(count -> vendor.put("ml_dsa_87", Map.of("signatures", count.valid(), "threshold", count.threshold())));
    Map<String, Object> site = new LinkedHashMap<>();
    site.put("threshold", rule.threshold());
    site.put("separation", rule.separation());
    site.put("approvers", rule.approvers().stream().map(approver -> Map.of("user", approver.user(), "name", approver.name(), "role", approver.role())).toList());
    site.put("generations", generations.stream().map(info -> Map.of("number", info.number(), "state", info.state().name(), "approvers", info.approvers())).toList());
    candidate.ifPresent(open -> site.put("candidate", PlanDocuments.candidate(open)));
    return new LinkedHashMap<>(Map.of("vendor", vendor, "site", site));
  }

  void print(PrintStream out) {
    out.println("Vendor: role " + vouching.role() + " needs " + vouching.threshold() + " of " + (vouching.signers().size() + vouching.others().size()) + " keys"
        + vouching.postQuantum().map(count -> ", and ML-DSA-87: " + count).orElse(""));
    vouching.signers().forEach(key -> out.println("  signed      key " + key));
    vouching.others().forEach(key -> out.println("  not signed  key " + key));
    out.println(vouching.missing() == 0 ? "  complete" : "  must still sign: " + vouching.missing() + " more of these keys");
    out.println("Site: a generation needs " + rule.threshold() + " people" + (rule.separation().isEmpty() ? "" : ", one of each of: " + String.join(", ", rule.separation())));
    generations.forEach(info -> out.println("  generation " + info.number() + " (" + info.state() + ") signed by " + String.join(", ", info.approvers())));
    candidate.ifPresent(open -> {
      out.println("  generation " + open.plan().generation() + " is planned");
      PlanForm.print(open, out);
    });
    if (candidate.isEmpty() && generations.isEmpty()) {
      out.println("  no generation names it yet: generation:plan " + pack.name() + "/" + pack.version() + ", then have it signed by "
          + String.join(", ", rule.approvers().stream().map(approver -> approver.user() + " (" + approver.role() + ")").toList()));
    }
  }
}
