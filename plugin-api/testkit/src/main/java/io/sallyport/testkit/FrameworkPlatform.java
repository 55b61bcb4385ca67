package io.sallyport.testkit;

import io.sallyport.api.alarm.AlarmSink;
import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.PluginFiles;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.workorder.WorkOrderSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/**
 * Packaged bundles in a real Felix framework with Declarative Services and Config Admin, and the services of a {@link TestPlatform}: what
 * the appliance offers to a package, and nothing else. Used by one thread.
 */
public final class FrameworkPlatform implements AutoCloseable {
  private static final long STOP_MILLIS = 10_000;

  private final TestPlatform platform;
  private final FrameworkSetup setup;
  private final Framework framework;
  private final Configurations configurations;
  private final Map<Bundle, TestPackage> owners = new ConcurrentHashMap<>();
  private final List<InstalledBundle> installed = new ArrayList<>();
  private int installs;

  private FrameworkPlatform(TestPlatform platform, FrameworkSetup setup, Framework framework) {
    this.platform = platform;
    this.setup = setup;
    this.framework = framework;
    this.configurations = new Configurations(framework.getBundleContext());
  }

  /** Starts a framework, and installs and starts the bundles in it. What does not resolve is refused with the reason. */
  public static FrameworkPlatform open(Path... bundles) {
    return setup().open(bundles);
  }

  /** The same with a platform that the test has made, such as one in real time, and that the test closes. */
  public static FrameworkPlatform open(TestPlatform platform, Path... bundles) {
    return setup().platform(platform).open(bundles);
  }

  /** A framework that offers more or less than the appliance does. */
  public static FrameworkSetup setup() {
    return new FrameworkSetup();
  }

  static FrameworkPlatform open(FrameworkSetup setup, Path... bundles) {
    TestPlatform platform = setup.platform().orElseGet(TestPlatform::create);
    try {
      FrameworkPlatform opened = new FrameworkPlatform(platform, setup, boot(platform, setup));
      opened.offer();
      for (Path bundle : bundles) {
        opened.install(bundle);
      }
      return opened;
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The platform behind the services: what goes in and comes out. */
  public TestPlatform platform() {
    return platform;
  }

  /** The first bundle that is installed. */
  public InstalledBundle bundle() {
    return installed.get(0);
  }

  /** The plugin of {@link #bundle()}. */
  public TestPlugin plugin() {
    return bundle().plugin();
  }

  /** The class loader of {@link #bundle()}. */
  public ClassLoader classLoader() {
    return bundle().classLoader();
  }

  /** The bundles that are installed, oldest first. */
  public List<InstalledBundle> bundles() {
    return List.copyOf(installed);
  }

  /** The framework's own context, to register what a test adds or to look at anything. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /** Installs a bundle and starts it. @throws IllegalStateException with the framework's reason if it does not resolve or start */
  public InstalledBundle install(Path jar) {
    try (InputStream in = Files.newInputStream(jar)) {
      Bundle bundle = context().installBundle(jar.toUri() + "#" + ++installs, in);
      OwnPackage own = OwnPackage.of(bundle.getHeaders("").get(OwnPackage.HEADER), bundle.getVersion().toString()).orElse(new OwnPackage(bundle.getSymbolicName(), bundle.getVersion().toString()));
      TestPackage owner = new TestPackage(own.name(), own.version(), platform.findings());
      owners.put(bundle, owner);
      InstalledBundle made = new InstalledBundle(this, bundle, owner);
      installed.add(made);
      bundle.start();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be read", e);
    } catch (BundleException e) {
      throw new IllegalStateException(jar.getFileName() + " does not start: " + e.getMessage(), e);
    }
  }

  /** Sets a configuration as a {@code .cfg} file does. A component that has been activated takes it up a moment later. */
  public void configure(String pid, Map<String, ?> values) {
    configurations.set(pid, values);
  }

  /** Sets one of several configurations of a factory, as {@code PID-NAME.cfg} does. */
  public void configure(String factoryPid, String name, Map<String, ?> values) {
    configurations.set(factoryPid, name, values);
  }

  /** Removes a configuration. */
  public void unconfigure(String pid) {
    configurations.delete(pid);
  }

  /** Uninstalls what is left, ends the framework, and closes the platform that it made. @throws AssertionError as {@link TestPlatform#close()} */
  @Override
  public void close() {
    try {
      bundles().forEach(InstalledBundle::uninstall);
    } finally {
      try {
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
      } catch (BundleException e) {
        platform.findings().add("the framework did not stop", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (setup.platform().isEmpty()) {
      platform.close();
    }
  }

  Framework framework() {
    return framework;
  }

  void gone(InstalledBundle bundle) {
    installed.remove(bundle);
    owners.remove(bundle.bundle());
  }

  private static Framework boot(TestPlatform platform, FrameworkSetup setup) throws BundleException {
    Map<String, String> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, platform.data().resolve("cache/framework").toString());
    properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, setup.packages());
    properties.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, Libraries.systemCapabilities());
    properties.put("felix.resolver.parallelism", "1"); // its threads would outlive it
    properties.put("sallyport.data", platform.data().toString());
    Framework framework = new org.apache.felix.framework.FrameworkFactory().newFramework(properties);
    framework.start();
    Libraries.install(framework.getBundleContext());
    for (Path library : setup.libraries()) {
      framework.getBundleContext().installBundle(library.toUri().toString());
    }
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      bundle.start();
    }
    Libraries.touch(framework.getBundleContext());
    return framework;
  }

  private void offer() {
    offer(SignalSink.class, platform.signals()::sink);
    offer(InsightSink.class, platform.insights()::sink);
    offer(AlarmSink.class, platform.alarms()::sink);
    offer(WorkOrderSink.class, platform.workOrders()::sink);
    offer(AuditTrail.class, platform.audit()::trail);
    offer(InferenceService.class, platform.inference()::service);
    offer(SignalSource.class, platform.signals()::source);
    offer(Scheduler.class, platform.scheduler()::scheduler);
    offer(PluginFiles.class, platform.files()::files);
    offer(Clock.class, owner -> platform.clock());
  }

  private <T> void offer(Class<T> type, Function<TestPackage, T> service) {
    if (!setup.offers(type)) {
      return;
    }
    context().registerService(type, new ServiceFactory<>() {
      @Override
      public T getService(Bundle user, ServiceRegistration<T> registration) {
        return service.apply(owners.getOrDefault(user, platform.own()));
      }

      @Override
      public void ungetService(Bundle user, ServiceRegistration<T> registration, T given) {}
    }, new Hashtable<>());
  }
}
