package io.sallyport.provision.internal.apply;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.gate.ReloadReport;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.site.RunningPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the signed metadata in place, adds the generation to those admitted, and has the gate look for itself. */
final class AdmitStep implements Step {
  private final Parts parts;

  AdmitStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "admit";
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public String run(Swap swap) {
    int generation = swap.request().generation();
    swap.request().publish().run();
    parts.site().publish();
    requireAgreement(generation);
    RunningPointer now = parts.site().running();
    List<Integer> admitted = new ArrayList<>(now.admitted());
    admitted.add(generation);
    parts.site().point(now.running(), now.previous(), admitted);
    ReloadReport report = parts.gate().reload();
    if (!report.trusted() || !report.generations().contains(generation)) {
      throw refuse("SP-APPLY-0003", "the gate does not admit generation " + generation + ": " + report.refusal(), "the gate", "see the refusal; nothing was installed");
    }
    return report.added() + " bundles admitted";
  }

  /** Every target must be vouched for by the vendor metadata that the generation names. */
  private void requireAgreement(int generation) {
    Map<String, TargetFile> agreed = parts.site().repository().admitted(generation);
    for (String path : parts.site().repository().generation(generation).targets().keySet()) {
      if (!agreed.containsKey(path)) {
        throw refuse("SP-APPLY-0004", "vendor and site disagree about a file of the generation", path, "plan again");
      }
    }
  }

  @Override
  public void undo(Swap swap) {
    RunningPointer now = parts.site().running();
    List<Integer> admitted = new ArrayList<>(now.admitted());
    admitted.remove((Integer) swap.request().generation());
    parts.site().point(now.running(), now.previous(), admitted);
    parts.gate().reload();
  }
}
