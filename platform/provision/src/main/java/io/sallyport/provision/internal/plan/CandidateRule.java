package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.internal.site.Roster;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.trust.site.TrafficMode;
import io.sallyport.vault.VaultPackage;

/**
 * What may take part in live traffic beside an active version: models, and where patients or products depend on the answers (GxP class
 * {@code critical}) only as a shadow, because such a model is static and the same question gets the same answer (ADR 0022). The gate does not
 * know kinds and classes: they are in the descriptors. So it is asked before a generation is frozen, applied or gone back to, and at boot.
 */
public final class CandidateRule {
  private static final String CRITICAL = "critical";

  private CandidateRule() {}

  /** @throws io.sallyport.trust.RefusedException SP-PLAN-0042 or 0043 */
  public static void require(Roster roster) {
    roster.candidates().values().forEach(beside -> require(roster, beside));
  }

  /** The same of one candidate. */
  public static void require(Roster roster, Roster.Beside beside) {
    VaultPackage candidate = beside.pack();
    if (candidate.kind() != PackageKind.MODEL) {
      throw refuse("SP-PLAN-0042", "only models run in two versions, this is a " + candidate.kind().label(), candidate.toString(), "generation:plan " + candidate.name() + "/" + candidate.version());
    }
    boolean critical = isCritical(candidate) || roster.active(candidate.name()).filter(CandidateRule::isCritical).isPresent();
    if (critical && beside.traffic().mode() == TrafficMode.CANARY) {
      throw refuse("SP-PLAN-0043", "a model of the GxP class critical gives one answer to one question: there can be no canary", candidate.toString(),
          "model:shadow " + candidate.name() + " " + candidate.version() + ", then model:promote " + candidate.name());
    }
  }

  private static boolean isCritical(VaultPackage pack) {
    return pack.descriptor().gxp().equals(CRITICAL);
  }
}
