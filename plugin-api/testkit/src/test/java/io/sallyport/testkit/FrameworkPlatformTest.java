package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.workorder.WorkOrderSink;
import io.sallyport.testkit.example.Examples;
import io.sallyport.testkit.example.Leaking;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkPlatformTest {
  @TempDir Path folder;

  @Test
  void runsThePackagedBundleFromSampleToWorkOrder() {
    try (FrameworkPlatform framework = FrameworkPlatform.open()) {
      framework.platform().inference().serve(Examples.echo());
      framework.configure("com.acme.example", Map.of("limit.high", "4.5"));
      framework.install(PackedExample.pressure("1.0.0", folder));
      TestPlugin plugin = framework.plugin();
      plugin.prepare().provePassing();
      framework.platform().signals().series("pump-1", "pressure", "bar").values(9).send();
      framework.platform().insights().none();
      plugin.start();
      framework.platform().signals().series("pump-1", "pressure", "bar").values(4, 5).send();
      framework.platform().insights().only().titled("above 4.5 bar").open();
      assertEquals("pressure", framework.platform().insights().raisedBy(framework.platform().insights().latest().get(0)));
      framework.platform().workOrders().only();
      assertEquals(Health.Status.OK, plugin.health().status());
      plugin.stop();
      assertEquals(List.of(), framework.platform().signals().consumers());
    }
  }

  @Test
  void twoVersionsAreAliveSideBySideAndOnlyTheStartedOneIsServed() {
    Path first = PackedExample.pressure("1.0.0", folder);
    try (FrameworkPlatform framework = FrameworkPlatform.open(first, NextVersion.of(first, "1.0.1", folder))) {
      framework.platform().inference().serve(Examples.echo());
      InstalledBundle one = framework.bundles().get(0);
      InstalledBundle two = framework.bundles().get(1);
      assertNotSame(one.classLoader(), two.classLoader());
      assertEquals("pressure 1.0.1", two.owner().toString());
      one.plugin().prepare().provePassing().start();
      two.plugin().prepare().provePassing();
      framework.platform().signals().series("pump-1", "pressure", "bar").values(9).send();
      assertEquals(1, framework.platform().inference().calls().size());
      two.plugin().start();
      one.plugin().stop();
      framework.platform().signals().series("pump-1", "pressure", "bar").values(9).send();
      assertEquals(2, framework.platform().inference().calls().size());
      assertEquals("pressure 1.0.1", framework.platform().signals().consumers().get(0).consumer());
    }
  }

  @Test
  void comesAndGoesFiftyTimesAndLeavesNoClassLoader() {
    Path jar = PackedExample.pressure("1.0.0", folder);
    try (FrameworkPlatform framework = FrameworkPlatform.open()) {
      framework.platform().inference().serve(Examples.echo());
      for (int i = 0; i < 50; i++) {
        InstalledBundle.awaitFreed(once(framework, jar));
      }
    }
  }

  @Test
  void aThreadThatIsLeftHoldsTheClassLoaderAndIsFound() {
    Path jar = PackedExample.plain("Leaking", folder);
    FrameworkPlatform framework = FrameworkPlatform.open(jar);
    try {
      framework.plugin().prepare().provePassing().start();
      List<Thread> threads = framework.bundle().threads();
      assertEquals(List.of("leaking"), threads.stream().map(Thread::getName).toList());
      WeakReference<ClassLoader> loader = framework.bundle().uninstall();
      System.gc();
      assertTrue(loader.get() != null, "held by its thread");
      AssertionError error = assertThrows(AssertionError.class, framework::close);
      assertTrue(error.getMessage().contains("left a thread: 'leaking'"), error.getMessage());
      System.setProperty(Leaking.END, "true");
      InstalledBundle.awaitFreed(loader);
    } finally {
      System.clearProperty(Leaking.END);
    }
  }

  @Test
  void whatKeepsAPluginAwayIsSaid() {
    try (FrameworkPlatform framework = FrameworkPlatform.open(PackedExample.unsatisfied(folder))) {
      assertFalse(framework.bundle().hasPlugin());
      String said = Components.describe(framework.context(), framework.bundle().bundle());
      assertEquals("io.sallyport.testkit.example.Quiet: the references [Missing] are not satisfied", said);
    }
  }

  @Test
  void aBundleThatImportsWhatTheApplianceLacksIsRefused() {
    try (FrameworkPlatform framework = FrameworkPlatform.open()) {
      Path jar = PackedExample.plain("Quiet", folder);
      framework.install(jar);
      IllegalStateException error = assertThrows(IllegalStateException.class, () -> framework.install(PackedExample.importing("io.sallyport.operations", folder)));
      assertTrue(error.getMessage().contains("io.sallyport.operations"), error.getMessage());
    }
  }

  @Test
  void aSetupOffersMoreOrLess() {
    try (FrameworkPlatform framework = FrameworkPlatform.setup().without(WorkOrderSink.class).packages("io.sallyport.operations;version=0.1.0")
        .library(PackedExample.plain("Quiet", folder)).open(PackedExample.importing("io.sallyport.operations", folder), PackedExample.pressure("1.0.0", folder))) {
      assertTrue(framework.bundles().get(0).hasPlugin());
      assertFalse(framework.bundles().get(1).hasPlugin());
      String said = Components.describe(framework.context(), framework.bundles().get(1).bundle());
      assertEquals("io.sallyport.testkit.example.Pressure: the references [workorder.WorkOrderSink] are not satisfied", said);
      assertTrue(Arrays.stream(framework.context().getBundles()).anyMatch(bundle -> "com.acme.quiet".equals(bundle.getSymbolicName())));
    }
  }

  @Test
  void whatTheFrameworkKnowsOfTheApiIsWhatItsManifestSays() {
    assertTrue(Libraries.systemPackages().contains("io.sallyport.api.lifecycle;version"), Libraries.systemPackages());
    try (FrameworkPlatform framework = FrameworkPlatform.open(PackedExample.plain("Quiet", folder))) {
      assertSame(io.sallyport.api.lifecycle.Plugin.class, load(framework.classLoader(), "io.sallyport.api.lifecycle.Plugin"));
      assertNotSame(io.sallyport.testkit.example.Quiet.class, load(framework.classLoader(), "io.sallyport.testkit.example.Quiet"));
    }
  }

  private static WeakReference<ClassLoader> once(FrameworkPlatform framework, Path jar) {
    InstalledBundle bundle = framework.install(jar);
    bundle.plugin().prepare().provePassing().start();
    framework.platform().signals().series("pump-1", "pressure", "bar").values(1).send();
    bundle.plugin().stop();
    return bundle.uninstall();
  }

  private static Class<?> load(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
