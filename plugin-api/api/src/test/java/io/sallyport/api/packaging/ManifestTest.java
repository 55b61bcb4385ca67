package io.sallyport.api.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bnd makes of the annotations, as in a partner's build. */
class ManifestTest {
  private static final String PLUGIN = """
      package com.acme;
      import io.sallyport.api.packaging.*;
      %s
      @org.osgi.service.component.annotations.Component(service = io.sallyport.api.lifecycle.Plugin.class)
      public final class Limits implements io.sallyport.api.lifecycle.Plugin { public void start() {} public void stop() {} }
      """;

  @TempDir
  Path directory;

  @Test
  void aCapabilityNamesItsPackageOnceAndNeedsThisApi() throws Exception {
    Attributes manifest = build("@CapabilityPackage(name = \"acme-limits\", summary = \"s\", publisher = \"Acme\")");
    assertEquals("acme-limits", manifest.getValue("Sallyport-Package"));
    assertEquals("1.2.0", manifest.getValue("Bundle-Version"));
    assertTrue(manifest.getValue("Provide-Capability").contains("io.sallyport.package;io.sallyport.package=acme-limits"), manifest.getValue("Provide-Capability"));
    assertTrue(manifest.getValue("Require-Capability").contains("io.sallyport.api;filter:=\"(&(version>=0.3.0)(!(version>=0.4.0)))\""), manifest.getValue("Require-Capability"));
    assertFalse(manifest.values().toString().contains("${"), "a macro that bnd does not know");
  }

  @Test
  void aConnectorDoesTheSame() throws Exception {
    Attributes manifest = build("@ConnectorPackage(name = \"acme-plc\", summary = \"s\", publisher = \"Acme\", conduits = @Conduit(direction = Direction.OUT, protocol = \"modbus\","
        + " address = \"127.0.0.1\", port = 502, why = \"reads\"))");
    assertEquals("acme-plc", manifest.getValue("Sallyport-Package"));
    assertTrue(manifest.getValue("Provide-Capability").contains("io.sallyport.package;io.sallyport.package=acme-plc"));
    assertTrue(manifest.getValue("Require-Capability").contains("io.sallyport.api;"));
  }

  @Test
  void withoutAnAnnotationABundleIsNoPackage() throws Exception {
    Attributes manifest = build("");
    assertFalse(manifest.containsKey(new Attributes.Name("Sallyport-Package")));
    assertFalse(manifest.getValue("Require-Capability").contains("io.sallyport.api;"));
  }

  private Attributes build(String annotation) throws Exception {
    Path source = Files.writeString(directory.resolve("Limits.java"), PLUGIN.formatted(annotation));
    Path classes = Files.createDirectories(directory.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      assertTrue(compiler.getTask(null, files, null, List.of("-proc:none", "-d", classes.toString()), null, files.getJavaFileObjects(source)).call());
    }
    try (Builder builder = new Builder()) {
      builder.setProperty("Bundle-SymbolicName", "com.acme.limits");
      builder.setProperty("Bundle-Version", "1.2.0");
      builder.setJar(new Jar(classes.toFile()));
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        builder.addClasspath(new File(entry));
      }
      Attributes manifest = builder.build().getManifest().getMainAttributes();
      assertEquals(List.of(), builder.getErrors(), Arrays.toString(builder.getErrors().toArray()));
      return manifest;
    }
  }
}
