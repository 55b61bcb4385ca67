package io.sallyport.provision.internal.configuration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.MetaTypeService;

/** Felix's own Configuration Admin and Metatype in a real framework, and a metatype as bnd writes it. */
final class ConfigurationFramework implements AutoCloseable {
  private static final String METATYPE = """
      <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
        <OCD id="limits" name="Limits">
          <AD id="high" type="Double" default="NaN" name="High" description="d"/>
          <AD id="window.rows" type="Integer" default="16" min="1" max="100" name="Rows" description="d"/>
          <AD id="signals" type="String" cardinality="2147483647" default="V1,V2" name="Signals" description="d"/>
          <AD id="severity" type="String" default="HIGH" name="Severity" description="d"><Option label="HIGH" value="HIGH"/><Option label="LOW" value="LOW"/></AD>
          <AD id="asset" type="String" name="Asset" description="d"/>
        </OCD>
        <Designate pid="acme.limits"><Object ocdref="limits"/></Designate>
        <Designate factoryPid="acme.rule"><Object ocdref="limits"/></Designate>
      </metatype:MetaData>
      """;

  private final Framework framework;

  private ConfigurationFramework(Framework framework) {
    this.framework = framework;
  }

  static ConfigurationFramework start(Path storage) throws BundleException {
    Framework framework = new org.apache.felix.framework.FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", storage.toString(),
        "org.osgi.framework.system.packages.extra", "org.osgi.service.cm;version=1.6.1,org.osgi.service.metatype;version=1.4.1,org.osgi.service.log;version=1.5.0"));
    framework.start();
    for (Class<?> library : List.of(org.apache.felix.cm.impl.ConfigurationManager.class, org.apache.felix.metatype.Designate.class)) {
      framework.getBundleContext().installBundle(library.getProtectionDomain().getCodeSource().getLocation().toString()).start();
    }
    return new ConfigurationFramework(framework);
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  ConfigurationAdmin admin() {
    return context().getService(context().getServiceReference(ConfigurationAdmin.class));
  }

  MetaTypeService metatypes() {
    return context().getService(context().getServiceReference(MetaTypeService.class));
  }

  /** A bundle with the settings {@code acme.limits} and {@code acme.rule-NAME}, started. */
  Bundle installLimits() throws BundleException, IOException {
    return install("acme", "OSGI-INF/metatype/limits.xml", METATYPE);
  }

  Bundle install(String name, String entry, String content) throws BundleException, IOException {
    Bundle bundle = context().installBundle("memory:" + name, new ByteArrayInputStream(jar(entry, content)));
    bundle.start();
    return bundle;
  }

  @Override
  public void close() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(10_000);
  }

  private static byte[] jar(String entry, String content) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "test." + content.length());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      jar.putNextEntry(new ZipEntry(entry));
      jar.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
