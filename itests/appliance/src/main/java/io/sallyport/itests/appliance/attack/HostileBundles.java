package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.attack.probe.Marker;
import io.sallyport.itests.appliance.forge.BundleJar;

/** Bundles whose code leaves a mark if it ever runs. */
public final class HostileBundles {
  private HostileBundles() {}

  /** An ordinary bundle. */
  public static byte[] plain(String name, String version) {
    return BundleJar.named("hostile." + name, version).header("Bundle-Activator", Marker.class.getName()).header("Import-Package", "org.osgi.framework")
        .header("Sallyport-Package", name + ";version=" + version).classes(Marker.class).bytes();
  }

  /** A framework extension, whose activator a stock framework runs while it is being installed. */
  public static byte[] extension() {
    return BundleJar.named("hostile.extension", "1.0.0").header("Fragment-Host", "system.bundle;extension:=framework")
        .header("ExtensionBundle-Activator", Marker.class.getName()).classes(Marker.class).bytes();
  }
}
