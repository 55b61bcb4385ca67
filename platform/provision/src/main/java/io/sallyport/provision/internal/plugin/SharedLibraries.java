package io.sallyport.provision.internal.plugin;

import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Initialises what libraries of the platform keep for ever, before a package that is wired to them works with it. Netty's
 * {@code GlobalEventExecutor} keeps an exception with the stack of whoever touched it first: from a package, that would hold the class
 * loader of a version long after it was replaced (seen in a heap dump).
 */
final class SharedLibraries {
  private static final String PACKAGE = "io.netty.util.concurrent";
  private static final String KEEPER = PACKAGE + ".GlobalEventExecutor";

  private SharedLibraries() {}

  static void initialise(List<Bundle> bundles) {
    for (Bundle bundle : bundles) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      List<BundleWire> wires = wiring == null ? List.of() : wiring.getRequiredWires("osgi.wiring.package");
      wires.stream().filter(wire -> PACKAGE.equals(wire.getCapability().getAttributes().get("osgi.wiring.package"))).forEach(wire -> initialise(wire.getProviderWiring()));
    }
  }

  private static void initialise(BundleWiring library) {
    try {
      Class.forName(KEEPER, true, library.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the package " + PACKAGE + " of " + library.getBundle() + " lacks " + KEEPER, e);
    }
  }
}
