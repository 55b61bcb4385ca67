package io.sallyport.provision.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.metatype.MetaTypeService;

/** With Felix's own Configuration Admin and Metatype in a real framework, and a metatype as bnd writes it. */
class ConfigurationCheckTest {
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
  @TempDir Path storage;
  private Framework framework;
  private ConfigurationAdmin admin;
  private ConfigurationCheck check;
  private Bundle bundle;

  @BeforeEach
  void start() throws Exception {
    framework = new org.apache.felix.framework.FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", storage.toString(),
        "org.osgi.framework.system.packages.extra", "org.osgi.service.cm;version=1.6.1,org.osgi.service.metatype;version=1.4.1,org.osgi.service.log;version=1.5.0"));
    framework.start();
    BundleContext context = framework.getBundleContext();
    for (Class<?> library : List.of(org.apache.felix.cm.impl.ConfigurationManager.class, org.apache.felix.metatype.Designate.class)) {
      context.installBundle(library.getProtectionDomain().getCodeSource().getLocation().toString()).start();
    }
    admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
    check = new ConfigurationCheck(admin, context.getService(context.getServiceReference(MetaTypeService.class)));
    context.registerService(ConfigurationListener.class, check, null);
    bundle = context.installBundle("memory:acme", new ByteArrayInputStream(jar("OSGI-INF/metatype/limits.xml", METATYPE)));
    bundle.start();
  }

  @AfterEach
  void stop() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  @Test
  void whatIsDeclaredIsNoProblem() throws IOException {
    assertEquals(List.of(), check.problems(bundle), "no configuration yet");
    update("acme.limits", Map.of("high", "8.5", "window.rows", 100, "signals", new String[] {"a,b", ""}, "severity", "LOW", "asset", "pump", "felix.fileinstall.filename", "x"));
    update("acme.limits", Map.of("high", 8, "signals", "V1, V2", "asset", ""));
    assertEquals(List.of(), seen());
  }

  @Test
  void aMisspeltKeyIsNamedWithTheKnownOnes() throws IOException {
    update("acme.limits", Map.of("hihg", 8.0, "asset", "pump"));
    assertEquals(List.of("acme.limits: hihg is not known; known are asset, high, severity, signals, window.rows"), seen());
    assertFalse(check.problems(bundle).get(0).unusable());
  }

  @Test
  void valuesThatCannotBeTaken() throws IOException {
    update("acme.limits", Map.of("high", "eight", "window.rows", 101, "severity", "Low", "asset", new String[] {"a", "b"}));
    assertEquals(List.of("acme.limits: asset takes one value, has 2", "acme.limits: high = eight is no number", "acme.limits: severity = Low is not one of HIGH, LOW",
        "acme.limits: window.rows = 101 is out of its range"), seen());
    assertTrue(check.problems(bundle).stream().allMatch(ConfigurationProblem::unusable));
    update("acme.limits", Map.of("window.rows", "1e3", "asset", "pump"));
    assertEquals(List.of("acme.limits: window.rows = 1e3 is no whole number that fits"), seen());
  }

  @Test
  void whatIsShownIsOneShortLine() throws IOException {
    update("acme.limits", Map.of("high", "1\n".repeat(100_000), "k".repeat(10_000), 1, "asset", "pump"));
    assertEquals(2, seen().size());
    assertTrue(seen().stream().allMatch(line -> line.length() < 250 && line.indexOf('\n') < 0), seen()::toString);
  }

  @Test
  void whatHasNoDefaultMustBeThere() throws IOException {
    update("acme.limits", Map.of("high", 1));
    assertEquals(List.of("acme.limits: asset is missing and has no default"), seen());
  }

  @Test
  void eachConfigurationOfAFactoryIsLookedAt() throws IOException {
    admin.getFactoryConfiguration("acme.rule", "boiler", null).update(new Hashtable<>(Map.of("asset", "boiler", "hig", 1)));
    admin.getFactoryConfiguration("acme.rule", "pump", null).update(new Hashtable<>(Map.of("asset", "pump")));
    admin.getFactoryConfiguration("acme.other", "pump", null).update(new Hashtable<>(Map.of("hig", 1)));
    assertEquals(1, seen().size());
    assertTrue(seen().get(0).startsWith("acme.rule~boiler: hig is not known"), seen()::toString);
  }

  @Test
  void aBundleThatDeclaresNothingHasNoProblem() throws Exception {
    Bundle plain = framework.getBundleContext().installBundle("memory:plain", new ByteArrayInputStream(jar("a.txt", "a")));
    plain.start();
    assertEquals(List.of(), check.problems(plain));
  }

  /** As the event does that comes after a change, which another thread delivers. */
  private List<String> seen() {
    check.configurationEvent(null);
    return check.problems(bundle).stream().map(ConfigurationProblem::toString).toList();
  }

  private void update(String pid, Map<String, Object> properties) throws IOException {
    Configuration configuration = admin.getConfiguration(pid, null);
    configuration.update(new Hashtable<>(new HashMap<>(properties)));
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
