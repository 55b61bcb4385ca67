package io.sallyport.gate.internal;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Shows that code of a bundle ran. */
public final class Mark implements BundleActivator {
  @Override public void start(BundleContext context) {
    System.setProperty("gate.test." + context.getBundle().getSymbolicName(), context.getBundle().getVersion().toString());
  }

  @Override public void stop(BundleContext context) {}
}
