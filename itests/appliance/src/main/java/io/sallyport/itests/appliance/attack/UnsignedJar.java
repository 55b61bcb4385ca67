package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.User;
import java.nio.file.Path;

/** An unsigned jar by {@code bundle:install}. */
public final class UnsignedJar implements Attack {
  @Override
  public String title() {
    return "an unsigned jar by bundle:install";
  }

  @Override
  public Outcome attempt(Target target) {
    Path jar = target.file("plain.jar", HostileBundles.plain("plain", "1.0.0"));
    return new Recorded(target, "gate.refused", "SP-GATE-0001").command(() -> target.as(User.ADA, "bundle:install -s " + jar.toUri()));
  }
}
