package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.workorder.WorkOrderSink;
import io.sallyport.audit.AuditLog;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.testkit.Await;
import io.sallyport.testkit.FrameworkPlatform;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.TestPlatform;
import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The testkit's framework with the packaged operations bundle in place of the testkit's own records of signals, insights and work orders. */
final class Container implements AutoCloseable {
  private static final String VERSION = ";version=0.1.0";

  private final TestPlatform platform;
  private final FrameworkPlatform framework;

  Container(DataSource database, AuditLog log, InferenceService inference) throws SQLException {
    database.getConnection().close(); // Derby's threads are there for as long as the JVM runs: before the platform looks
    platform = TestPlatform.create().allowThreads("derby\\..*");
    framework = FrameworkPlatform.setup().platform(platform)
        .without(SignalSink.class, SignalSource.class, InsightSink.class, WorkOrderSink.class, InferenceService.class)
        .packages("io.sallyport.trust" + VERSION, "io.sallyport.trust.site" + VERSION, "io.sallyport.audit" + VERSION, "io.sallyport.operations" + VERSION,
            "io.sallyport.provision.lease" + VERSION)
        .library(jar("sallyport-operations-")).open();
    BundleContext context = framework.context();
    context.registerService(AuditLog.class, log, new Hashtable<>());
    context.registerService(InferenceService.class, inference, new Hashtable<>());
    context.registerService(Router.class, new ActiveBundles(), new Hashtable<>());
    context.registerService(DataSource.class, database, new Hashtable<>(Map.of("dataSourceName", "sallyport")));
  }

  InstalledBundle install(Path jar) {
    return framework.install(jar);
  }

  /** Sets the capability's configuration, as a .cfg file does. */
  void configure(Map<String, String> values) {
    framework.configure(Config.PID, values);
  }

  /** Whoever registered it: this test's class path has classes of its own beside those in the framework, which hides services otherwise. */
  @SuppressWarnings("unchecked")
  <T> T service(Class<T> type) {
    Await.until("a " + type.getName(), () -> reference(type.getName()).isPresent());
    return (T) framework.context().getService(reference(type.getName()).orElseThrow());
  }

  @Override
  public void close() {
    framework.close();
    platform.close();
  }

  private Optional<ServiceReference<?>> reference(String type) {
    try {
      ServiceReference<?>[] found = framework.context().getAllServiceReferences(type, null);
      return found == null ? Optional.empty() : Optional.of(found[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path jar(String prefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(File::new).filter(f -> f.getName().startsWith(prefix))
        .findFirst().orElseThrow(() -> new IllegalStateException(prefix + " is not on the class path")).toPath();
  }

  /** Leases for bundles whose plugin is started. */
  private final class ActiveBundles implements Router {
    @Override
    public Optional<Lease> lease(String packageName) {
      return Optional.empty();
    }

    @Override
    public Optional<Lease> lease(Bundle provider) {
      boolean active = framework.bundles().stream().anyMatch(installed -> installed.bundle() == provider && installed.owner().active());
      return !active ? Optional.empty() : Optional.of(new Lease() {
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
