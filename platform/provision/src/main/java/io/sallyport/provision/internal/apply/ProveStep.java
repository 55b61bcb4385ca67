package io.sallyport.provision.internal.apply;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.api.check.CheckResult;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.JsonObject;
import java.util.List;
import java.util.Optional;

/** Runs the incoming packages' own checks and golden vectors. One failed check ends the apply. */
final class ProveStep implements Step {
  private static final int MOST_RECORDED = 100;
  private final Parts parts;

  ProveStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "prove";
  }

  @Override
  public int order() {
    return 50;
  }

  @Override
  public String run(Swap swap) {
    int passed = 0;
    for (StagedPackage staged : swap.staged().values()) {
      List<CheckResult> results = parts.runtimes().require(staged.version().kind(), parts.settings().runtime()).prove(staged);
      Optional<CheckResult> failed = results.stream().filter(result -> !result.passed()).findFirst();
      parts.audit().append(entry(swap, staged, results, failed));
      if (failed.isPresent()) {
        throw refuse("SP-APPLY-0013", "the check " + failed.get().name() + " failed: observed " + failed.get().observed() + ", expected " + failed.get().expected(),
            staged.version().toString(), "ask the package's publisher; the version that ran before runs on");
      }
      passed += results.size();
    }
    return passed + " checks passed";
  }

  private static AuditEntry entry(Swap swap, StagedPackage staged, List<CheckResult> results, Optional<CheckResult> failed) {
    List<JsonObject> checks = results.stream().limit(MOST_RECORDED).map(result -> JsonObject.builder().put("name", cut(result.name())).put("passed", result.passed())
        .put("observed", cut(result.observed())).put("expected", cut(result.expected())).build()).toList();
    AuditEntry.Builder entry = Records.pack("package.proved", "prove", staged.version(), swap)
        .after(JsonObject.builder().put("passed", results.size() - (int) results.stream().filter(result -> !result.passed()).count()).put("of", results.size()).put("checks", checks).build());
    return failed.isPresent() ? entry.outcome(Outcome.FAILED).code("SP-APPLY-0013").build() : entry.build();
  }

  private static String cut(String text) {
    String some = String.valueOf(text);
    return some.length() > 200 ? some.substring(0, 200) : some;
  }
}
