package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.RadiatorFiles;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.site.TrafficMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a caller pays for drift and for shadows, in nanoseconds a call, on one thread. Run: {@code java -cp … WatchCost ROUNDS}. */
public final class WatchCost {
  private static final int BLOCK = 100_000;
  private static final long FAR = 2_000_000;

  private interface Step {
    void run(long i);
  }

  private WatchCost() {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Path directory = Files.createTempDirectory("watch-cost");
    AuditLog log = RealAudit.open(directory);
    ModelRegistry registry = new ModelRegistry();
    Engines engines = new Engines();
    engines.add(TestEngine.untried());
    try (ModelBundles bundles = new ModelBundles(directory.resolve("framework"))) {
      ModelRuntime runtime = TestRuntime.create(directory, log, registry, engines);
      StagedPackage active = bundles.staged("1.0.0");
      StagedPackage candidate = bundles.staged("1.1.0");
      runtime.stage(active);
      runtime.stage(candidate);
      CountingRouter router = new CountingRouter();
      router.promote(active.version());
      ServedModel model = registry.find(active.version().digest()).orElseThrow();
      ModelIdentity identity = model.description().identity();
      Map<String, Tensor> inputs = model.golden().vectors().get(0).inputs();
      Map<String, Tensor> outputs = model.loaded().run(inputs);
      InferenceResult.Answer answer = new InferenceResult.Answer(identity, outputs, Map.of(), 1);
      InferenceRequest request = new InferenceRequest(identity.name(), inputs, "c");
      DriftWatch watch = model.drift().orElseThrow();
      Shadow shadow = new Shadow(router, registry, log, InstantSource.system(), new ShadowLimits(64, 1 << 20, 100));
      print("drift, call not looked at", rounds, i -> watch.seen(Optional.empty(), inputs, outputs, 1));
      print("drift, call looked at (19 features)", rounds, i -> watch.seen(Optional.empty(), inputs, outputs, FAR * (i + 1)));
      DriftLimits limits = new DriftLimits(64);
      DriftWatch byAsset = new DriftWatch(identity, ReferenceDocument.parse(RadiatorFiles.read("1.0.0", "reference.json"), model.document(), "reference.json"), InstantSource.system(), limits);
      print("drift, the same, for an asset", rounds, i -> byAsset.seen(Optional.of("R-" + (i & 31)), inputs, outputs, FAR * (i + 1)));
      print("no candidate", rounds, i -> shadow.offer(model, request, answer));
      router.let(new Traffic(candidate.version(), TrafficMode.SHADOW, 0, Set.of()));
      ShadowCopy copy = new ShadowCopy();
      print("shadow, the copy itself", rounds, i -> copy.fill(null, "c", inputs, answer, 1 << 20));
      for (int i = 0; i < 64; i++) {
        shadow.offer(model, request, answer);
      }
      print("shadow, dropped", rounds, i -> shadow.offer(model, request, answer));
      registry.close();
    }
    ((AutoCloseable) log).close();
  }

  private static void print(String what, int rounds, Step step) {
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < rounds; round++) {
      long began = System.nanoTime();
      for (long i = 0; i < BLOCK; i++) {
        step.run(round * (long) BLOCK + i);
      }
      best = Math.min(best, (double) (System.nanoTime() - began) / BLOCK);
    }
    System.out.printf("%-36s %.0f ns, the best of %d rounds of %d%n", what, best, rounds, BLOCK);
  }
}
