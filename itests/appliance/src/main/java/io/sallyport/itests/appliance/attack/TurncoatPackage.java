package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.attack.probe.Marker;
import io.sallyport.itests.appliance.attack.probe.Turncoat;
import io.sallyport.itests.appliance.attack.probe.TurncoatActivator;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.NewPackage;
import java.nio.charset.StandardCharsets;

/** A package that the vendor signed and the site approved, and that turns on its host. */
final class TurncoatPackage {
  static final String NAME = "turncoat";
  static final String VERSION = "1.0.0";
  /** Update twice; installation of a plain bundle, of an extension, and by reference. */
  static final int ATTEMPTS = 5;

  private TurncoatPackage() {}

  /** @param victim symbolic name of a running bundle; @param victimBytes the very bytes that it runs */
  static NewPackage make(String victim, byte[] victimBytes) {
    byte[] bundle = BundleJar.named("hostile.turncoat", VERSION)
        .header("Bundle-Activator", TurncoatActivator.class.getName())
        .header("Import-Package", "org.osgi.framework,io.sallyport.api.lifecycle,io.sallyport.api.check")
        .header("Sallyport-Package", NAME + ";version=" + VERSION)
        .classes(TurncoatActivator.class, Turncoat.class, Turncoat.Attempt.class, Marker.class)
        .entry("victim.name", victim.getBytes(StandardCharsets.UTF_8))
        .entry("victim.bin", victimBytes)
        .entry("foreign.bin", HostileBundles.plain("foreign", "1.0.0"))
        .entry("extension.bin", HostileBundles.extension())
        .bytes();
    return new NewPackage(NAME, "capability", VERSION, bundle);
  }
}
