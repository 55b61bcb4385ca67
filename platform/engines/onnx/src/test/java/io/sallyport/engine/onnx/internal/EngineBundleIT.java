package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The packaged bundle in a real framework: all it needs beyond Sallyport's API and SLF4J is inside, native code included. */
class EngineBundleIT {
  private static final String PACKAGES = "org.slf4j;version=1.7.36,io.sallyport.audit;version=0.1.0,io.sallyport.api.tensor;version=0.3.0,io.sallyport.inference.engine;version=0.1.0,io.sallyport.trust;version=0.1.0";
  /** Nothing is set, so nothing is recorded. */
  private static final AuditLog UNASKED = (AuditLog) Proxy.newProxyInstance(AuditLog.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (proxy, method, arguments) -> {
    throw new AssertionError(method);
  });

  @TempDir
  Path directory;

  @Test
  void runsAModelFromItsOwnJar() throws Exception {
    Path data = Files.createDirectories(directory.resolve("data"));
    Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
        Constants.FRAMEWORK_STORAGE, directory.resolve("cache").toString(), Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, PACKAGES,
        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, "osgi.extender;osgi.extender=osgi.component;version:Version=1.5", "sallyport.data", data.toString()));
    framework.start();
    ClassLoader hostile = new ClassLoader(null) {};
    Thread.currentThread().setContextClassLoader(hostile);
    try (var jars = Files.list(Path.of("target"))) {
      Path jar = jars.filter(file -> file.getFileName().toString().matches("sallyport-engine-onnx-[0-9.]+\\.jar")).findFirst().orElseThrow();
      Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
      bundle.start();
      Class<?> type = bundle.loadClass(OnnxEngineComponent.class.getName());
      assertNotSame(OnnxEngineComponent.class, type);
      Class<?> config = bundle.loadClass(OnnxConfig.class.getName());
      Object defaults = Proxy.newProxyInstance(config.getClassLoader(), new Class<?>[] {config}, (proxy, method, arguments) -> method.getDefaultValue());
      Engine engine = (Engine) type.getConstructor(BundleContext.class, AuditLog.class, config).newInstance(bundle.getBundleContext(), UNASKED, defaults);
      assertTrue(engine.runtime().startsWith("ONNX Runtime 1.") && !engine.runtime().contains("null"), engine.runtime());
      try (LoadedModel model = engine.load(RadiatorFiles.model("1.1.0")); var left = Files.list(data.resolve("cache/natives"))) {
        var vector = RadiatorFiles.golden("1.1.0").get(4);
        Tensor score = model.run(Map.of("window", RadiatorFiles.window(vector))).get("score");
        assertEquals(RadiatorFiles.floats(vector.object("outputs").array("score"))[0], score.floats().get(0), 1e-4);
        assertEquals(List.of(), left.toList());
        TrialRequest trial = new TrialRequest(RadiatorFiles.model("1.1.0"), List.of(Map.of("window", RadiatorFiles.window(vector))), List.of(), 64 << 20, Duration.ofMinutes(1));
        TrialOutcome outcome = engine.tryOut(trial).orElseThrow();
        assertInstanceOf(TrialOutcome.Passed.class, outcome, () -> "the child has all it needs from the bundle: " + outcome);
      }
    } finally {
      Thread.currentThread().setContextClassLoader(null);
      framework.stop();
      framework.waitForStop(10_000);
    }
  }
}
