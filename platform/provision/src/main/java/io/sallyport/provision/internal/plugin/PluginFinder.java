package io.sallyport.provision.internal.plugin;

import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Waits for the plugins of a package to be registered: one of each bundle that declares one, at least one in all. */
final class PluginFinder {
  private static final String SERVICE_NAMESPACE = "osgi.service";

  private final BundleContext context;
  private volatile Duration deadline;

  PluginFinder(BundleContext context, Duration deadline) {
    this.context = context;
    this.deadline = deadline;
  }

  /** From the next package on. */
  void waitFor(Duration longest) {
    deadline = longest;
  }

  /** @throws RefusedException SP-APPLY-0011 if they are not registered in time */
  List<HeldPlugin> find(StagedPackage staged) {
    Semaphore registered = new Semaphore(0);
    ServiceListener listener = event -> {
      if (event.getType() == ServiceEvent.REGISTERED) {
        registered.release();
      }
    };
    listen(listener);
    try {
      long end = System.nanoTime() + deadline.toNanos();
      List<Bundle> missing = missing(staged);
      while (!missing.isEmpty()) {
        if (!registered.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          throw late(staged, missing(staged));
        }
        registered.drainPermits();
        missing = missing(staged);
      }
      return hold(staged);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(staged, missing(staged));
    } finally {
      forget(listener);
    }
  }

  /** Has the listener hear of plugins, of whatever bundle, until {@link #forget}. */
  void listen(ServiceListener listener) {
    try {
      context.addServiceListener(listener, "(" + Constants.OBJECTCLASS + "=" + Plugin.class.getName() + ")");
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  void forget(ServiceListener listener) {
    context.removeServiceListener(listener);
  }

  private List<Bundle> missing(StagedPackage staged) {
    List<Bundle> expected = staged.bundles().stream().filter(PluginFinder::declaresPlugin).toList();
    if (expected.isEmpty()) {
      boolean any = staged.bundles().stream().anyMatch(bundle -> !plugins(bundle).isEmpty());
      return any ? List.of() : staged.bundles();
    }
    return expected.stream().filter(bundle -> plugins(bundle).isEmpty()).toList();
  }

  private static boolean declaresPlugin(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null && revision.getDeclaredCapabilities(SERVICE_NAMESPACE).stream().anyMatch(PluginFinder::isPlugin);
  }

  private static boolean isPlugin(BundleCapability capability) {
    Object classes = capability.getAttributes().get(Constants.OBJECTCLASS);
    return classes instanceof List<?> names ? names.contains(Plugin.class.getName()) : Plugin.class.getName().equals(classes);
  }

  @SuppressWarnings("unchecked")
  private static List<ServiceReference<Plugin>> plugins(Bundle bundle) {
    List<ServiceReference<Plugin>> found = new ArrayList<>();
    ServiceReference<?>[] all = bundle.getRegisteredServices();
    for (ServiceReference<?> reference : all == null ? new ServiceReference<?>[0] : all) {
      if (Arrays.asList((String[]) reference.getProperty(Constants.OBJECTCLASS)).contains(Plugin.class.getName())) {
        found.add((ServiceReference<Plugin>) reference);
      }
    }
    return found;
  }

  private List<HeldPlugin> hold(StagedPackage staged) {
    List<HeldPlugin> held = new ArrayList<>();
    for (Bundle bundle : staged.bundles()) {
      List<HeldPlugin> present = present(bundle);
      held.addAll(present);
      if (present.size() < plugins(bundle).size()) {
        held.forEach(HeldPlugin::release);
        throw new RefusedException(new Refusal("SP-APPLY-0011", "a plugin is registered and cannot be had", staged.version() + ", "
            + bundle.getSymbolicName(), "see the log for why its component was not activated"));
      }
    }
    return held;
  }

  /** The plugins that a bundle has registered now and that can be had; each is to be released. */
  List<HeldPlugin> present(Bundle bundle) {
    List<HeldPlugin> held = new ArrayList<>();
    for (ServiceReference<Plugin> reference : plugins(bundle)) {
      Plugin plugin = context.getService(reference);
      if (plugin != null) {
        held.add(new HeldPlugin(context, bundle, reference, plugin));
      }
    }
    return held;
  }

  private RefusedException late(StagedPackage staged, List<Bundle> missing) {
    return new RefusedException(new Refusal("SP-APPLY-0011", "no plugin was registered within " + deadline.toMillis() + " ms",
        staged.version() + ", " + missing.stream().map(Bundle::getSymbolicName).toList(),
        "scr:list shows which reference of its component is missing"));
  }
}
