package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.BundleTable;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * {@code Bundle.update} on a running bundle, with bytes that are admitted: by a package that the vendor signed, two people approved, and
 * that then turns on its host from inside.
 */
public final class InPlaceUpdate implements Attack {
  private static final String CODE = "SP-GATE-0002";
  private static final String VICTIM_PACKAGE = "predictive-maintenance";

  @Override
  public String title() {
    return "Bundle.update on a running bundle, even with admitted bytes, from inside an approved package";
  }

  @Override
  public Outcome attempt(Target target) {
    byte[] victimBytes = victimBytes(target);
    String victim = BundleJar.read(victimBytes).header("Bundle-SymbolicName").split(";")[0];
    Media medium = target.medium().copy();
    new Forge(medium, new DevelopmentKeys(target.project())).release(TurncoatPackage.make(victim, victimBytes));
    target.as(User.ADA, "medium:import " + medium.folder()).orFail();
    AuditEntries refusals = new AuditEntries(target.appliance(), "gate.refused");
    int before = refusals.count();
    BundleTable bundles = BundleTable.of(target.appliance());
    Generations generations = new Generations(target.appliance());
    int generation = generations.plan(TurncoatPackage.NAME + "/" + TurncoatPackage.VERSION);
    generations.approve(generation);
    Result applied = generations.tryApply();
    boolean audited = refusals.newer(before, CODE).isPresent();
    long seen = refusals.list().size() - before;
    boolean untouched = bundles.sameIn(BundleTable.of(target.appliance()));
    boolean refused = seen >= TurncoatPackage.ATTEMPTS && untouched && !target.codeRan();
    if (applied.succeeded()) {
      generations.tryRollback();
    }
    String fate = applied.succeeded() ? "no bundle changed" : "no bundle changed, and the package was thrown out (" + applied.code().orElse("?") + ")";
    return new Outcome(refused, audited ? CODE : "", audited, seen + " attempts from inside refused; "
        + (untouched ? fate : "BUNDLES CHANGED: " + applied.text()));
  }

  private static byte[] victimBytes(Target target) {
    try {
      return Files.readAllBytes(target.medium().target(VICTIM_PACKAGE, "1.0.0", ".jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
