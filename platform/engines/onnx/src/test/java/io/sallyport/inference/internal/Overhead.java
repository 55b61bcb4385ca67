package io.sallyport.inference.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.RadiatorFiles;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.provision.runtime.StagedPackage;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * What a call costs on top of raw ONNX Runtime: the engine alone, and the whole call (lease, checks, audit entry queued). Interleaved in
 * one run, on one thread, so that the ratios hold on a busy machine. Run: {@code java -cp … Overhead VERSION ROUNDS}.
 */
public final class Overhead {
  private static final int BLOCK = 500;

  private interface Call {
    void run() throws Exception;
  }

  private Overhead() {}

  public static void main(String[] args) throws Exception {
    String version = args[0];
    int rounds = Integer.parseInt(args[1]);
    Path directory = Files.createTempDirectory("overhead");
    AuditLog log = RealAudit.open(directory);
    ModelRegistry registry = new ModelRegistry();
    Engines engines = new Engines();
    engines.add(TestEngine.untried());
    try (ModelBundles bundles = new ModelBundles(directory.resolve("framework"))) {
      StagedPackage staged = bundles.staged(version);
      TestRuntime.create(directory, log, registry, engines).stage(staged);
      CountingRouter router = new CountingRouter();
      router.promote(staged.version());
      InferenceServiceImpl service = new InferenceServiceImpl(router, registry, log);
      ServedModel model = registry.find(staged.version().digest()).orElseThrow();
      Map<String, Tensor> inputs = model.golden().vectors().get(0).inputs();
      InferenceRequest request = new InferenceRequest("radiator-anomaly", inputs, "overhead");
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      OrtSession session = environment.createSession(RadiatorFiles.read(version, "model.onnx"), options);
      Tensor window = inputs.get("window");
      Call raw = () -> raw(environment, session, window);
      Call engine = () -> model.loaded().run(inputs);
      Call whole = () -> {
        if (service.infer(request) instanceof InferenceResult.Refused refused) {
          throw new IllegalStateException(refused.toString());
        }
      };
      measure(rounds / 5, raw, engine, whole);
      long[][] nanos = measure(rounds, raw, engine, whole);
      String[] names = {"raw ONNX Runtime", "engine", "whole call"};
      for (int i = 0; i < names.length; i++) {
        Arrays.sort(nanos[i]);
        System.out.printf("%-18s p50 %.1f µs, p99 %.1f µs%n", names[i], nanos[i][nanos[i].length / 2] / 1e3, nanos[i][nanos[i].length * 99 / 100] / 1e3);
      }
      registry.close();
    }
    ((AutoCloseable) log).close();
  }

  private static void raw(OrtEnvironment environment, OrtSession session, Tensor window) throws Exception {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, window.floats(), window.shape().toArray());
        OrtSession.Result result = session.run(Map.of("window", input))) {
      for (String output : new String[] {"reconstruction", "score"}) {
        FloatBuffer values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
        if (!values.hasRemaining()) {
          throw new IllegalStateException();
        }
      }
    }
  }

  private static long[][] measure(int rounds, Call... calls) throws Exception {
    long[][] nanos = new long[calls.length][rounds * BLOCK];
    for (int round = 0; round < rounds; round++) {
      for (int c = 0; c < calls.length; c++) {
        for (int i = 0; i < BLOCK; i++) {
          long began = System.nanoTime();
          calls[c].run();
          nanos[c][round * BLOCK + i] = System.nanoTime() - began;
        }
      }
    }
    return nanos;
  }
}
