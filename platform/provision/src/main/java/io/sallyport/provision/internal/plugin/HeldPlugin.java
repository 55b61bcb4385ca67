package io.sallyport.provision.internal.plugin;

import io.sallyport.api.lifecycle.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A plugin service in use.
 *
 * @param bundle whose it is, also once it is no longer registered
 */
record HeldPlugin(BundleContext context, Bundle bundle, ServiceReference<Plugin> reference, Plugin service) {
  String name() {
    return service.getClass().getName();
  }

  boolean registered() {
    return reference.getBundle() != null;
  }

  void release() {
    context.ungetService(reference);
  }
}
