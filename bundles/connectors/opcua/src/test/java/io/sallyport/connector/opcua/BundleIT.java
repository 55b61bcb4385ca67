package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.testkit.FrameworkPlatform;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.NextVersion;
import io.sallyport.testkit.TestPlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle as it is shipped, in a framework that offers what the appliance offers and nothing else. */
class BundleIT {
  private static final Path BUNDLE = Path.of(System.getProperty("bundle"));
  private static final String PID = "io.sallyport.connector.opcua";
  private static final List<String> ALLOWED =
      List.of("io.sallyport.api.", "org.slf4j", "io.netty.", "org.bouncycastle.", "org.osgi.framework", "java.", "javax.");

  @TempDir Path directory;

  @Test
  void importsOnlyWhatAConnectorMayImportAndExportsNothing() throws Exception {
    try (JarFile jar = new JarFile(BUNDLE.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertNull(manifest.getValue("Export-Package"));
      assertNull(manifest.getValue("DynamicImport-Package"));
      assertNull(manifest.getValue("Bundle-NativeCode"));
      assertEquals("opcua", manifest.getValue("Sallyport-Package"));
      for (String clause : manifest.getValue("Import-Package").split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
        assertTrue(ALLOWED.stream().anyMatch(clause::startsWith), clause);
      }
    }
  }

  @Test
  void resolvesConnectsDeliversIsReplacedBesideItselfAndLeavesNothing() throws Exception {
    Path next = NextVersion.of(BUNDLE, "1.0.1", directory);
    try (Site site = new Site(directory).trusting().startPlant();
        FrameworkPlatform framework = FrameworkPlatform.open(site.platform)) {
      framework.configure(PID, Map.of("endpoint.url", "opc.tcp://127.0.0.1:" + site.port + "/plant", "user.name", Site.USER, "password.secret", Site.SECRET,
          "asset", "radiator-1", "nodes", Site.nodes("ns=2;"), "publishing.interval.ms", "20"));
      InstalledBundle first = framework.install(BUNDLE);
      TestPlugin one = first.plugin().prepare().provePassing();
      assertEquals(0, site.signals.count(), "passive until started");
      one.start();
      site.awaitFlow();

      TestPlugin two = framework.install(next).plugin().prepare().provePassing().start();
      one.stop();
      site.awaitFlow();
      assertEquals(Health.Status.OK, two.health().status(), two.health().detail());

      InstalledBundle.awaitFreed(first.uninstall());
      site.awaitFlow();
      two.stop();
    }
  }

  @Test
  void aChangedConfigurationIsTakenUpByTheRunningConnector() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant();
        FrameworkPlatform framework = FrameworkPlatform.open(site.platform)) {
      TestPlugin plugin = framework.install(BUNDLE).plugin().prepare().provePassing().start();
      assertEquals(Health.Status.DEGRADED, plugin.health().status());
      assertTrue(plugin.health().detail().contains("SP-OPCUA-0001"), plugin.health().detail());
      framework.configure(PID, Map.of("endpoint.url", "opc.tcp://127.0.0.1:" + site.port + "/plant", "user.name", Site.USER, "password.secret", Site.SECRET,
          "asset", "radiator-1", "nodes", Site.nodes("nsu=urn:sallyport:plant:radiator;")));
      site.awaitFlow();
      assertEquals(Health.Status.OK, plugin.health().status(), plugin.health().detail());
      plugin.stop();
    }
  }
}
