package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.User;
import java.nio.file.Path;

/** A framework extension bundle. */
public final class FrameworkExtension implements Attack {
  @Override
  public String title() {
    return "a framework extension bundle";
  }

  @Override
  public Outcome attempt(Target target) {
    Path jar = target.file("extension.jar", HostileBundles.extension());
    return new Recorded(target, "gate.refused", "SP-GATE-0001").command(() -> target.as(User.ADA, "bundle:install " + jar.toUri()));
  }
}
