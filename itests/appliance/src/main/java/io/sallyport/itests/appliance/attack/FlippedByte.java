package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.itests.appliance.forge.ModelVariant;

/** A medium with one byte changed in the model. */
public final class FlippedByte implements Attack {
  private static final String VERSION = "1.3.0";

  @Override
  public String title() {
    return "a medium with one byte changed in the model";
  }

  @Override
  public Outcome attempt(Target target) {
    Media spoiled = target.medium().copy();
    // A version that the vault does not hold yet: of what it holds, it does not take the medium's copy.
    new Forge(spoiled, new DevelopmentKeys(target.project())).release(ModelVariant.same(target.medium(), VERSION));
    Media.flipByte(spoiled.target("radiator-anomaly", VERSION, ".jar"));
    return new Recorded(target, "medium.refused", "SP-VAULT-0005").command(() -> target.as(User.ADA, "medium:import " + spoiled.folder()));
  }
}
