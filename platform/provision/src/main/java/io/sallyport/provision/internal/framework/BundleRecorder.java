package io.sallyport.provision.internal.framework;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Records, while it is open, which bundles the framework stopped, updated, unresolved or uninstalled, except those that may be. This is
 * the evidence that a swap touched nothing else.
 */
public final class BundleRecorder implements SynchronousBundleListener, AutoCloseable {
  private static final int DISTURBED = BundleEvent.STOPPING | BundleEvent.STOPPED | BundleEvent.UPDATED | BundleEvent.UNRESOLVED | BundleEvent.UNINSTALLED;

  private final BundleContext context;
  private final Predicate<Bundle> allowed;
  private final Set<String> disturbed = new ConcurrentSkipListSet<>();

  public BundleRecorder(BundleContext context, Predicate<Bundle> allowed) {
    this.context = context;
    this.allowed = allowed;
    context.addBundleListener(this);
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    if ((event.getType() & DISTURBED) != 0 && !allowed.test(event.getBundle())) {
      disturbed.add(name(event.getBundle()));
    }
  }

  /** Names of the bundles that were disturbed so far. */
  public List<String> disturbed() {
    return List.copyOf(disturbed);
  }

  @Override
  public void close() {
    context.removeBundleListener(this);
  }

  public static String name(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }
}
