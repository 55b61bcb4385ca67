package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.itests.appliance.forge.NewPackage;
import java.util.List;

/** A package that one of the vendor's keys signed, where two must. */
public final class SingleKey implements Attack {
  @Override
  public String title() {
    return "a package signed by one key only";
  }

  @Override
  public Outcome attempt(Target target) {
    Media medium = target.medium().copy();
    NewPackage released = new NewPackage("one-key", "capability", "1.0.0", HostileBundles.plain("one-key", "1.0.0"));
    new Forge(medium, new DevelopmentKeys(target.project())).release(released, List.of("vendor-targets-1"));
    return new Recorded(target, "medium.refused", "SP-TRUST-0011").command(() -> target.as(User.ADA, "medium:import " + medium.folder()));
  }
}
