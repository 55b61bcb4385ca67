package io.sallyport.settings.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class PackagePidsTest {
  private static final String COMPONENT = "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.5.0\" name=\"com.acme.Pump\" %s><implementation class=\"x\"/></scr:component>";

  @TempDir Path storage;

  @Test
  void whatAnInstalledPackageDeclaresIsKnownWithoutResolvingIt() throws Exception {
    try (TestFramework framework = TestFramework.start(storage)) {
      PackagePids pids = new PackagePids(framework.context());
      byte[] jar = jar(Map.of("OSGI-INF/a.xml", COMPONENT.formatted("configuration-pid=\"com.acme.pump com.acme.more\""), "OSGI-INF/b.xml", COMPONENT.formatted(""),
          "OSGI-INF/metatype/m.xml", "<MetaData><Designate factoryPid=\"com.acme.rule\"/></MetaData>"));
      framework.context().installBundle("file:of-the-platform", new ByteArrayInputStream(jar));
      assertFalse(pids.test("com.acme.pump"), "only packages declare");
      framework.context().getBundle("file:of-the-platform").uninstall();
      Bundle bundle = framework.context().installBundle(PackagePids.VAULT + "sha256-0", new ByteArrayInputStream(jar));
      assertTrue(pids.test("com.acme.pump") && pids.test("com.acme.more") && pids.test("com.acme.rule") && pids.test("com.acme.Pump"));
      assertFalse(pids.test("com.acme.other"));
      assertEquals(Bundle.INSTALLED, bundle.getState());
      bundle.uninstall();
      assertFalse(pids.test("com.acme.pump"));
    }
  }

  private static byte[] jar(Map<String, String> entries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "com.acme.pump");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
