package io.sallyport.provision.internal.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.sallyport.provision.Leftovers.Leftover;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** In a real framework, with a class that somebody holds or lets go. */
class RetiredTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  /** What the bundle brings. */
  public static final class Content {}

  @TempDir
  Path cache;
  private Framework framework;
  private final Retired retired = new Retired(() -> NOW, System::gc);

  @BeforeEach
  void start() throws Exception {
    framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
    framework.start();
  }

  @AfterEach
  void stop() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  /** Installs a bundle, makes an object of its class and takes the bundle out again. */
  private Object comeAndGo(boolean uninstall) throws Exception {
    Bundle bundle = framework.getBundleContext().installBundle("test:content", new ByteArrayInputStream(jar()));
    bundle.start();
    Object object = bundle.loadClass(Content.class.getName()).getConstructor().newInstance();
    Retired.Leaving leaving = retired.leaving();
    leaving.add("content 1.0.0", bundle);
    if (uninstall) {
      bundle.uninstall();
      java.util.concurrent.CountDownLatch refreshed = new java.util.concurrent.CountDownLatch(1);
      framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
      refreshed.await();
    }
    leaving.gone();
    return object;
  }

  private static byte[] jar() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "content");
    String name = Content.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest); InputStream in = Content.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new JarEntry(name));
      in.transferTo(jar);
    }
    return bytes.toByteArray();
  }

  @Test
  void whatNobodyHoldsIsGone() throws Exception {
    assertNotNull(comeAndGo(true));
    assertEquals(List.of(), retired.foundAfterCollection());
  }

  @Test
  void whatSomebodyHoldsIsFoundUntilItIsLetGo() throws Exception {
    Object[] held = {comeAndGo(true)};
    assertEquals(List.of(new Leftover("content 1.0.0", "content", NOW)), retired.foundAfterCollection());
    assertNotNull(held[0]);
    held[0] = null;
    assertEquals(List.of(), retired.foundAfterCollection());
  }

  @Test
  void whatStaysInstalledIsNoLeftover() throws Exception {
    assertNotNull(comeAndGo(false));
    assertEquals(List.of(), retired.found());
  }
}
