package io.sallyport.itests.appliance.attack.probe;

import io.sallyport.api.lifecycle.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Activator of the turncoat package. */
public final class TurncoatActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    context.registerService(Plugin.class, new Turncoat(context), null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters its service.
  }
}
