package io.sallyport.settings.internal;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.cm.impl.ConfigurationManager;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;

/** Felix's own Configuration Admin in a real framework, in memory as in the appliance. */
record TestFramework(Framework framework) implements AutoCloseable {
  static TestFramework start(Path storage) throws BundleException {
    Framework framework = new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", storage.toString(), "felix.cm.pm", "memory",
        "org.osgi.framework.system.packages.extra", "org.osgi.service.cm;version=1.6.1,org.osgi.service.log;version=1.5.0"));
    framework.start();
    framework.getBundleContext().installBundle(ConfigurationManager.class.getProtectionDomain().getCodeSource().getLocation().toString()).start();
    return new TestFramework(framework);
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  ConfigurationAdmin admin() {
    return context().getService(context().getServiceReference(ConfigurationAdmin.class));
  }

  @Override
  public void close() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }
}
