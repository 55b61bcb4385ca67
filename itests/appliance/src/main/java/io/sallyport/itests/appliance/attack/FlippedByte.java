package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.User;

/** A medium with one byte changed in the model. */
public final class FlippedByte implements Attack {
  @Override
  public String title() {
    return "a medium with one byte changed in the model";
  }

  @Override
  public Outcome attempt(Target target) {
    Media spoiled = target.medium().copy();
    Media.flipByte(spoiled.target("radiator-anomaly", "1.1.0", ".jar"));
    return new Recorded(target, "medium.refused", "SP-TRUST-0023").command(() -> target.as(User.ADA, "medium:import " + spoiled.folder()));
  }
}
