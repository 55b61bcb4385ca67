package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The bundle as it is shipped, in a framework that offers what the appliance offers and nothing else. */
class BundleIT {
  private static final Path BUNDLE = Path.of(System.getProperty("bundle"));
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
      assertEquals("opcua;version=1.0.0", manifest.getValue("Sallyport-Package"));
      for (String clause : manifest.getValue("Import-Package").split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
        assertTrue(ALLOWED.stream().anyMatch(clause::startsWith), clause);
      }
    }
  }

  @Test
  void resolvesConnectsDeliversIsReplacedBesideItselfAndLeavesNothing() throws Exception {
    Path next = nextVersion();
    try (Site site = new Site(directory).trusting().startPlant();
        Container container = new Container(directory.resolve("storage"), site.data, site.signals, site.audit)) {
      container.configure(Map.of("endpoint.url", "opc.tcp://127.0.0.1:" + site.port + "/plant", "user.name", Site.USER, "password.file", "password",
          "asset", "radiator-1", "nodes", Site.nodes("ns=2;"), "publishing.interval.ms", "20"));
      Bundle first = container.install(BUNDLE);
      Plugin one = container.plugin(first);
      assertTrue(one.prove().stream().allMatch(check -> check.passed()), one.prove().toString());
      one.prepare();
      assertEquals(0, site.signals.count(), "passive until started");
      one.start();
      site.awaitFlow();

      Bundle second = container.install(next);
      Plugin two = container.plugin(second);
      two.prepare();
      two.start();
      one.stop();
      site.awaitFlow();
      assertEquals(Health.Status.OK, two.health().status(), two.health().detail());

      WeakReference<ClassLoader> loader = new WeakReference<>(first.adapt(BundleWiring.class).getClassLoader());
      one = null;
      container.remove(first);
      first = null;
      Condition.await("the first version's class loader to be freed", () -> {
        System.gc();
        return loader.get() == null;
      }, () -> "still held: take a heap dump");
      site.awaitFlow();
      two.stop();
    }
  }

  @Test
  void aChangedConfigurationIsTakenUpByTheRunningConnector() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant();
        Container container = new Container(directory.resolve("storage"), site.data, site.signals, site.audit)) {
      Plugin plugin = container.plugin(container.install(BUNDLE));
      plugin.start();
      assertEquals(Health.Status.DEGRADED, plugin.health().status());
      assertTrue(plugin.health().detail().contains("SP-OPCUA-0001"), plugin.health().detail());
      container.configure(Map.of("endpoint.url", "opc.tcp://127.0.0.1:" + site.port + "/plant", "user.name", Site.USER, "password.file", "password",
          "asset", "radiator-1", "nodes", Site.nodes("nsu=urn:sallyport:plant:radiator;")));
      site.awaitFlow();
      assertEquals(Health.Status.OK, plugin.health().status(), plugin.health().detail());
      plugin.stop();
    }
  }

  /** The same bundle, as version 1.0.1. */
  private Path nextVersion() throws IOException {
    Path copy = directory.resolve("next.jar");
    try (JarFile jar = new JarFile(BUNDLE.toFile())) {
      Manifest manifest = new Manifest(jar.getManifest());
      manifest.getMainAttributes().putValue("Bundle-Version", "1.0.1");
      try (OutputStream file = Files.newOutputStream(copy); JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (JarEntry entry : java.util.Collections.list(jar.entries())) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream in = jar.getInputStream(entry)) {
              in.transferTo(out);
            }
          }
        }
      }
    }
    return copy;
  }
}
