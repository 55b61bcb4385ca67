package io.sallyport.connector.opcua;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.signal.SignalSink;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** A Felix framework with exactly what the appliance gives a connector: the API, SLF4J, netty, Bouncy Castle, DS, Config Admin. */
final class Container implements AutoCloseable {
  private static final List<String> LIBRARIES = List.of("org.osgi.util.function-", "org.osgi.util.promise-", "org.osgi.service.component-1",
      "org.apache.felix.configadmin-", "org.apache.felix.scr-", "bcprov-jdk18on-", "bcutil-jdk18on-", "bcpkix-jdk18on-", "netty-common-",
      "netty-buffer-", "netty-resolver-", "netty-transport-4", "netty-transport-native-unix-common-", "netty-codec-", "netty-handler-");

  private final Framework framework;

  Container(Path storage, Path data, SignalSink sink, AuditTrail audit) throws BundleException {
    Map<String, String> properties = new HashMap<>();
    properties.put("org.osgi.framework.storage", storage.toString());
    properties.put("sallyport.data", data.toString());
    properties.put("org.osgi.framework.system.packages.extra",
        "org.slf4j;version=2.0.6,org.slf4j.event;version=2.0.6,org.slf4j.spi;version=2.0.6,org.slf4j.helpers;version=2.0.6,"
            + "io.sallyport.api.audit;version=0.2.0,io.sallyport.api.check;version=0.2.0,io.sallyport.api.lifecycle;version=0.2.0,"
            + "io.sallyport.api.signal;version=0.2.0");
    framework = new org.apache.felix.framework.FrameworkFactory().newFramework(properties);
    framework.start();
    for (String library : LIBRARIES) {
      framework.getBundleContext().installBundle(jar(library).toURI().toString());
    }
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      bundle.start();
    }
    framework.getBundleContext().registerService(SignalSink.class, sink, new Hashtable<>());
    framework.getBundleContext().registerService(AuditTrail.class, audit, new Hashtable<>());
  }

  Bundle install(Path jar) throws BundleException {
    Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
    bundle.start();
    return bundle;
  }

  /** Uninstalls and refreshes, as provision does when it retires a version. */
  void remove(Bundle bundle) throws BundleException {
    bundle.uninstall();
    CountDownLatch refreshed = new CountDownLatch(1);
    framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
    Condition.await("refresh", () -> refreshed.getCount() == 0, () -> bundle);
  }

  /** The plugin that a bundle has registered. */
  Plugin plugin(Bundle bundle) {
    Condition.await("a plugin of " + bundle, () -> find(bundle) != null, () -> Arrays.toString(bundle.getRegisteredServices()));
    return framework.getBundleContext().getService(find(bundle));
  }

  /** Sets the connector's configuration, as a .cfg file does. */
  void configure(Map<String, String> values) throws ReflectiveOperationException, InvalidSyntaxException {
    BundleContext context = framework.getBundleContext();
    // all, because this test's class path has a ConfigurationAdmin of its own
    Object admin = context.getService(context.getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null)[0]);
    Object configuration = admin.getClass().getMethod("getConfiguration", String.class, String.class)
        .invoke(admin, "io.sallyport.connector.opcua", null);
    configuration.getClass().getMethod("update", Dictionary.class).invoke(configuration, new Hashtable<>(values));
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

  @SuppressWarnings("unchecked")
  private static ServiceReference<Plugin> find(Bundle bundle) {
    ServiceReference<?>[] all = bundle.getRegisteredServices();
    return all == null ? null : (ServiceReference<Plugin>) Arrays.stream(all)
        .filter(r -> Arrays.asList((String[]) r.getProperty("objectClass")).contains(Plugin.class.getName())).findFirst().orElse(null);
  }

  private static File jar(String prefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(File::new)
        .filter(f -> f.getName().startsWith(prefix)).findFirst()
        .orElseThrow(() -> new IllegalStateException(prefix + " is not on the class path"));
  }
}
