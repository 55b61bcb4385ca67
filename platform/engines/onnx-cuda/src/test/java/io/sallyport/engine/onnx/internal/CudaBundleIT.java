package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The bundle for CUDA on a machine without it: it proves a model on the CPU, and where the site says {@code cuda:0} it says that it cannot. */
class CudaBundleIT {
  private static final String PACKAGES = "org.slf4j;version=1.7.36,io.sallyport.audit;version=0.1.0,io.sallyport.api.tensor;version=0.3.0,io.sallyport.inference.engine;version=0.1.0,io.sallyport.trust;version=0.1.0";
  private static final Path MODEL = Path.of("../../../bundles/models/radiator-anomaly/1.1.0");
  /** Nothing is set, so nothing is recorded. */
  private static final AuditLog UNASKED = (AuditLog) Proxy.newProxyInstance(AuditLog.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (proxy, method, arguments) -> {
    throw new AssertionError(method);
  });

  @TempDir Path directory;

  @Test
  void onTheCpuItAnswersAndWithoutAGpuItSaysSo() throws Exception {
    Path data = Files.createDirectories(directory.resolve("data"));
    Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
        Constants.FRAMEWORK_STORAGE, directory.resolve("cache").toString(), Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, PACKAGES,
        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, "osgi.extender;osgi.extender=osgi.component;version:Version=1.5", "sallyport.data", data.toString()));
    framework.start();
    try (var jars = Files.list(Path.of("target"))) {
      Path jar = jars.filter(file -> file.getFileName().toString().matches("sallyport-engine-onnx-cuda-[0-9.]+\\.jar")).findFirst().orElseThrow();
      Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
      bundle.start();
      if (!Files.exists(Path.of("/dev/nvidia0"))) { // the first of the JVM, for libraries are looked for once
        RefusedException refused = assertThrows(RefusedException.class, () -> engine(bundle, "cuda:0").load(model()));
        assertEquals("SP-MODEL-0067", refused.refusal().code());
        assertTrue(refused.getMessage().contains("Failed to load shared library"), refused.getMessage());
      }
      Engine cpu = engine(bundle, "cpu");
      assertTrue(cpu.runtime().endsWith("on cpu"), cpu.runtime());
      JsonObject vector = Json.parseObject(Files.readAllBytes(MODEL.resolve("golden.json")), "golden.json").objects("vectors").get(4);
      try (LoadedModel model = cpu.load(model()); var left = Files.list(data.resolve("cache/natives"))) {
        float score = model.run(Map.of("window", Tensor.ofFloats(Shape.of(1, 16, 9), floats(vector.object("inputs").array("window"))))).get("score").floats().get(0);
        assertEquals(floats(vector.object("outputs").array("score"))[0], score, 1e-4);
        assertEquals(List.of(), left.toList());
      }
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  private static Engine engine(Bundle bundle, String device) throws Exception {
    Class<?> config = bundle.loadClass(OnnxConfig.class.getName());
    Object values = Proxy.newProxyInstance(config.getClassLoader(), new Class<?>[] {config}, (proxy, method, arguments) -> method.getName().equals("device") ? device : method.getDefaultValue());
    return (Engine) bundle.loadClass(OnnxEngineComponent.class.getName()).getConstructor(BundleContext.class, AuditLog.class, config).newInstance(bundle.getBundleContext(), UNASKED, values);
  }

  private static ModelFile model() throws Exception {
    byte[] bytes = Files.readAllBytes(MODEL.resolve("model.onnx"));
    return new ModelFile("radiator", bytes, Digests.sha256(bytes), List.of(new TensorSpec("window", DataType.FP32, Shape.of(1, 16, 9))),
        List.of(new TensorSpec("reconstruction", DataType.FP32, Shape.of(1, 16, 9)), new TensorSpec("score", DataType.FP32, Shape.of(1, 1))));
  }

  private static float[] floats(List<Object> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) numbers.get(i)).floatValue();
    }
    return values;
  }
}
