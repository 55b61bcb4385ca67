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
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

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
    List<JsonObject> seen = refusals.list();
    long all = seen.stream().skip(before).count();
    boolean untouched = bundles.sameRunsIn(BundleTable.of(target.appliance()));
    boolean refused = applied.succeeded() && all >= TurncoatPackage.ATTEMPTS && untouched && !target.codeRan();
    String detail = refused ? all + " attempts from inside refused, no bundle touched"
        : "applied: " + applied.text() + "; refusals: " + all + "; untouched: " + untouched;
    generations.tryRollback();
    return new Outcome(refused, audited ? CODE : "", audited, detail);
  }

  private static byte[] victimBytes(Target target) {
    try {
      return Files.readAllBytes(target.medium().target(VICTIM_PACKAGE, "1.0.0", ".jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
