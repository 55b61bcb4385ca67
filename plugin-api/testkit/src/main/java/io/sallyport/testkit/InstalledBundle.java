package io.sallyport.testkit;

import io.sallyport.api.lifecycle.Plugin;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A bundle in a {@link FrameworkPlatform}. Used by one thread. */
public final class InstalledBundle {
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final FrameworkPlatform framework;
  private final Bundle bundle;
  private final TestPackage owner;
  private Optional<TestPlugin> plugin = Optional.empty();
  private Optional<ServiceReference<Plugin>> held = Optional.empty();

  InstalledBundle(FrameworkPlatform framework, Bundle bundle, TestPackage owner) {
    this.framework = framework;
    this.bundle = bundle;
    this.owner = owner;
  }

  public Bundle bundle() {
    return bundle;
  }

  /** The package that its calls are recorded for. */
  public TestPackage owner() {
    return owner;
  }

  /** The plugin that it registers. @throws AssertionError with what keeps its components if it registers none in time */
  public TestPlugin plugin() {
    if (plugin.isEmpty()) {
      Await.until("a plugin of " + owner, this::hasPlugin, () -> Components.describe(framework.context(), bundle));
      if (!Await.isTrueWithin(MOMENT, this::hold)) {
        throw new AssertionError("the plugin of " + owner + " is registered and cannot be had: " + Components.describe(framework.context(), bundle));
      }
    }
    return plugin.get();
  }

  /** Whether it has registered a plugin by now. */
  public boolean hasPlugin() {
    return find().isPresent();
  }

  /** Its class loader; hold it weakly. */
  public ClassLoader classLoader() {
    return bundle.adapt(BundleWiring.class).getClassLoader();
  }

  /** Threads that came since the framework was opened and run its code now, or whose class or context class loader is its own. */
  public List<Thread> threads() {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    Set<String> classes = new HashSet<>(wiring.listResources("/", "*.class", BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL));
    ClassLoader loader = wiring.getClassLoader();
    return framework.platform().threads().added().stream().filter(thread -> thread.getContextClassLoader() == loader || thread.getClass().getClassLoader() == loader
        || Arrays.stream(thread.getStackTrace()).anyMatch(frame -> classes.contains(frame.getClassName().replace('.', '/') + ".class"))).toList();
  }

  /**
   * Stops its plugin, uninstalls it, refreshes it alone, and looks at what it left, as the platform does when it retires a version.
   *
   * @return its class loader, which {@link #awaitFreed} waits for
   */
  public WeakReference<ClassLoader> uninstall() {
    final WeakReference<ClassLoader> loader = loader();
    plugin.ifPresent(framework.platform()::release);
    plugin = Optional.empty();
    held.ifPresent(framework.context()::ungetService);
    held = Optional.empty();
    try {
      bundle.uninstall();
      refresh();
    } catch (BundleException e) {
      throw new IllegalStateException(owner + " cannot be uninstalled: " + e.getMessage(), e);
    } finally {
      framework.gone(this);
    }
    framework.platform().inspect(owner);
    RecordCaches.displace();
    return loader;
  }

  /** Waits until the loader's classes are gone. @throws AssertionError if something still holds them */
  public static void awaitFreed(WeakReference<ClassLoader> loader) {
    Await.until("the class loader of an uninstalled bundle to be freed", () -> {
      System.gc();
      return loader.get() == null;
    }, () -> "something still holds " + loader.get() + ": a thread, a static field of another bundle, a registered callback");
  }

  /** Whether it is had now. One that is registered may not be, for a moment: a changed configuration comes on another thread, and its component starts anew. */
  private boolean hold() {
    Optional<ServiceReference<Plugin>> reference = find();
    Optional<Plugin> service = reference.map(framework.context()::getService);
    if (service.isPresent()) {
      held = reference;
      plugin = Optional.of(framework.platform().plugin(service.get(), owner));
    }
    return service.isPresent();
  }

  private WeakReference<ClassLoader> loader() {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    return new WeakReference<>(wiring == null ? null : wiring.getClassLoader());
  }

  private void refresh() {
    CountDownLatch refreshed = new CountDownLatch(1);
    framework.framework().adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
    Await.until("the refresh of " + owner, () -> refreshed.getCount() == 0);
  }

  @SuppressWarnings("unchecked")
  private Optional<ServiceReference<Plugin>> find() {
    ServiceReference<?>[] all = bundle.getRegisteredServices();
    return all == null ? Optional.empty() : Arrays.stream(all)
        .filter(reference -> List.of((String[]) reference.getProperty(Constants.OBJECTCLASS)).contains(Plugin.class.getName()))
        .map(reference -> (ServiceReference<Plugin>) reference).findFirst();
  }
}
