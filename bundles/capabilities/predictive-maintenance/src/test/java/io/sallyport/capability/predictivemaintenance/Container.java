package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.ApiVersion;
import io.sallyport.audit.AuditLog;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** A Felix framework with DS, Config Admin and the packaged operations bundle; the rest of the platform is registered from outside. */
final class Container implements AutoCloseable {
  private static final long DEADLINE_NANOS = 30_000_000_000L;
  private static final List<String> LIBRARIES = List.of("org.osgi.util.function-", "org.osgi.util.promise-", "org.osgi.service.component-1",
      "org.apache.felix.configadmin-", "org.apache.felix.scr-", "sallyport-operations-");
  private static final List<String> API = List.of("audit", "check", "inference", "insight", "lifecycle", "schedule", "signal", "tensor", "workorder");
  private static final String VERSION = ";version=0.1.0";

  private final Framework framework;
  private volatile Bundle active;

  Container(Path storage, DataSource database, AuditLog log, InferenceService inference) throws BundleException {
    Map<String, String> properties = new HashMap<>();
    properties.put("org.osgi.framework.storage", storage.toString());
    properties.put("org.osgi.framework.system.packages.extra", "org.slf4j;version=1.7.36,"
        + API.stream().map(name -> "io.sallyport.api." + name + ";version=" + ApiVersion.VERSION + ",").collect(Collectors.joining()) + "io.sallyport.trust" + VERSION
        + ",io.sallyport.trust.site" + VERSION + ",io.sallyport.audit" + VERSION + ",io.sallyport.operations" + VERSION
        + ",io.sallyport.provision.lease" + VERSION);
    properties.put("org.osgi.framework.system.capabilities.extra", ApiVersion.NAMESPACE + ";version:Version=" + ApiVersion.VERSION);
    framework = new org.apache.felix.framework.FrameworkFactory().newFramework(properties);
    framework.start();
    BundleContext context = framework.getBundleContext();
    for (String library : LIBRARIES) {
      context.installBundle(jar(library).toURI().toString());
    }
    for (Bundle bundle : context.getBundles()) {
      bundle.start();
    }
    context.registerService(AuditLog.class, log, new Hashtable<>());
    context.registerService(InferenceService.class, inference, new Hashtable<>());
    context.registerService(Router.class, new BundleRouter(), new Hashtable<>());
    context.registerService(DataSource.class, database, new Hashtable<>(Map.of("dataSourceName", "sallyport")));
  }

  Bundle install(Path jar) throws BundleException {
    Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
    bundle.start();
    return bundle;
  }

  /** Makes the bundle's package version the active one. */
  void promote(Bundle bundle) {
    active = bundle;
  }

  /** Whoever registered it: this test's class path has classes of its own beside those in the framework, which hides services otherwise. */
  @SuppressWarnings("unchecked")
  <T> T service(Class<T> type) {
    until("a " + type.getName(), () -> reference(type.getName()).isPresent());
    return (T) framework.getBundleContext().getService(reference(type.getName()).orElseThrow());
  }

  /** The plugin that a bundle has registered. */
  Plugin plugin(Bundle bundle) {
    until("a plugin of " + bundle, () -> find(bundle).isPresent());
    return framework.getBundleContext().getService(find(bundle).orElseThrow());
  }

  /** Sets the capability's configuration, as a .cfg file does. */
  void configure(Map<String, String> values) throws ReflectiveOperationException {
    BundleContext context = framework.getBundleContext();
    Object admin = context.getService(reference("org.osgi.service.cm.ConfigurationAdmin").orElseThrow());
    Object configuration = admin.getClass().getMethod("getConfiguration", String.class, String.class).invoke(admin, Config.PID, null);
    configuration.getClass().getMethod("update", Dictionary.class).invoke(configuration, new Hashtable<>(values));
  }

  static void until(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("not within 30 s: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() throws BundleException {
    framework.stop();
    try {
      framework.waitForStop(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<ServiceReference<?>> reference(String type) {
    try {
      ServiceReference<?>[] found = framework.getBundleContext().getAllServiceReferences(type, null);
      return found == null ? Optional.empty() : Optional.of(found[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Optional<ServiceReference<Plugin>> find(Bundle bundle) {
    ServiceReference<?>[] all = bundle.getRegisteredServices();
    return all == null ? Optional.empty() : Arrays.stream(all)
        .filter(r -> Arrays.asList((String[]) r.getProperty("objectClass")).contains(Plugin.class.getName())).map(r -> (ServiceReference<Plugin>) r).findFirst();
  }

  private static File jar(String prefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(File::new)
        .filter(f -> f.getName().startsWith(prefix)).findFirst().orElseThrow(() -> new IllegalStateException(prefix + " is not on the class path"));
  }

  /** Leases for the one active bundle. */
  private final class BundleRouter implements Router {
    @Override
    public Optional<Lease> lease(String packageName) {
      return Optional.empty();
    }

    @Override
    public Optional<Lease> lease(Bundle provider) {
      return provider != active ? Optional.empty() : Optional.of(new Lease() {
        @Override
        public PackageVersion version() {
          throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public void close() {}
      });
    }

    @Override
    public List<PackageVersion> active() {
      return List.of();
    }
  }
}
