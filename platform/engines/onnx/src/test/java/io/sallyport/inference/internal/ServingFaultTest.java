package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that hang, fail or ask for too much, on the real engine, framework and log. */
class ServingFaultTest {
  @TempDir
  Path directory;
  private AuditLog log;
  private ModelBundles bundles;
  private final ModelRegistry registry = new ModelRegistry();
  private final Engines engines = new Engines();
  private final CountingRouter router = new CountingRouter();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ModelRuntime runtime;
  private InferenceServiceImpl service;

  @BeforeEach
  void start() throws Exception {
    log = RealAudit.open(directory);
    bundles = new ModelBundles(directory.resolve("framework"));
    engines.add(TestEngine.untried());
    runtime = TestRuntime.create(directory, log, registry, engines);
    service = new InferenceServiceImpl(router, registry, log);
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    registry.close();
    bundles.close();
    ((AutoCloseable) log).close();
  }

  private StagedPackage active(CountingRouter router, String name, Map<String, byte[]> files) throws Exception {
    StagedPackage staged = bundles.staged(name, "1.0.0", files);
    runtime.stage(staged);
    router.promote(staged.version());
    runtime.activate(staged.version());
    return staged;
  }

  private InferenceResult infer(String model, Map<String, Tensor> inputs) {
    return service.infer(new InferenceRequest(model, inputs, "c"));
  }

  private static void refused(String code, InferenceResult result) {
    InferenceResult.Refused refused = assertInstanceOf(InferenceResult.Refused.class, result);
    assertEquals(code, refused.code(), refused.what());
  }

  private static void answered(InferenceResult result) {
    assertInstanceOf(InferenceResult.Answer.class, result, result::toString);
  }

  private List<String> recorded(String type) {
    log.append(AuditEntry.of("audit.seal").system("test").action("wait").object("for what is queued").build());
    return log.read(0, 1_000).stream().map(StoredEntry::json).filter(entry -> entry.string("type").equals(type)).map(entry -> entry.string("object")).toList();
  }

  /** Its own limit ends each run; after five in a row it gets no more calls, and is no longer healthy. */
  @Test
  void aVersionThatHangsIsSuspended() throws Exception {
    StagedPackage staged = active(router, "loop", FaultyModels.loop("{\"deadline_ms\": 250}"));
    answered(infer("loop", FaultyModels.trips(3)));
    assertTrue(runtime.health(staged.version()).healthy());
    for (int i = 0; i < Breaker.FAILURES; i++) {
      refused("SP-INFER-0021", infer("loop", FaultyModels.trips(FaultyModels.FOREVER)));
    }
    InferenceResult.Refused closed = assertInstanceOf(InferenceResult.Refused.class, infer("loop", FaultyModels.trips(3)));
    assertEquals("SP-INFER-0022", closed.code());
    Instant until = Instant.parse(closed.what().substring(closed.what().lastIndexOf(' ') + 1));
    assertTrue(until.isBefore(Instant.now().plus(Breaker.FIRST)) && until.isAfter(Instant.now().minus(Breaker.FIRST)), closed.what());
    assertFalse(runtime.health(staged.version()).healthy());
    assertEquals(List.of("model/loop/1.0.0"), recorded("model.suspended"));
    assertEquals(List.of(), recorded("model.resumed"));
  }

  /** What a caller wants sooner than the model promises is not held against the model. */
  @Test
  void aShorterLimitOfTheCallersDoesNotSuspend() throws Exception {
    StagedPackage staged = active(router, "loop", FaultyModels.loop("{}"));
    InferenceRequest hanging = new InferenceRequest("loop", FaultyModels.trips(FaultyModels.FOREVER), "c").within(Duration.ofMillis(15));
    for (int i = 0; i < 2 * Breaker.FAILURES; i++) {
      refused("SP-INFER-0021", service.infer(hanging));
    }
    refused("SP-INFER-0025", service.infer(hanging.within(Duration.ZERO)));
    answered(infer("loop", FaultyModels.trips(3)));
    assertEquals(0, runtime.health(staged.version()).errors());
    assertTrue(runtime.health(staged.version()).healthy());
  }

  @Test
  void aVersionThatFailsIsSuspendedAndOneFailureDoesNot() throws Exception {
    active(router, "reshape", FaultyModels.reshape("{}"));
    for (int i = 0; i < 3 * Breaker.FAILURES; i++) {
      refused("SP-INFER-0004", infer("reshape", FaultyModels.target(3, 3)));
      answered(infer("reshape", FaultyModels.target(1, 4)));
    }
    for (int i = 0; i < Breaker.FAILURES; i++) {
      refused("SP-INFER-0004", infer("reshape", FaultyModels.target(3, 3)));
    }
    refused("SP-INFER-0022", infer("reshape", FaultyModels.target(1, 4)));
  }

  /** What a call asks for beyond what a run may give is the call's own doing. */
  @Test
  void callsThatAskForTooMuchDoNotSuspend() throws Exception {
    StagedPackage staged = active(router, "repeats", FaultyModels.repeats());
    for (int i = 0; i <= Breaker.FAILURES; i++) {
      refused("SP-MODEL-0083", infer("repeats", FaultyModels.trips(ModelFile.LARGEST_OUTPUTS / (4 * Float.BYTES) + 1)));
    }
    answered(infer("repeats", FaultyModels.trips(4)));
    assertEquals(0, runtime.health(staged.version()).errors());
  }

  /** A version that hangs keeps its own callers only, and no more of them than it has lanes. */
  @Test
  void othersDoNotNoticeAModelThatHangs() throws Exception {
    active(router, "loop", FaultyModels.loop("{\"deadline_ms\": 1500, \"concurrency\": 1}"));
    CountingRouter otherRouter = new CountingRouter();
    InferenceServiceImpl other = new InferenceServiceImpl(otherRouter, registry, log);
    StagedPackage radiator = active(otherRouter, "radiator-anomaly", ModelBundles.files("1.0.0"));
    List<CompletableFuture<InferenceResult>> hanging = new ArrayList<>();
    hanging.add(CompletableFuture.supplyAsync(() -> infer("loop", FaultyModels.trips(FaultyModels.FOREVER)), threads));
    while (lanes("loop").free() > 0) {
      Thread.onSpinWait();
    }
    refused("SP-INFER-0023", service.infer(new InferenceRequest("loop", FaultyModels.trips(1), "c").within(Duration.ofMillis(30))));
    Map<String, Tensor> inputs = ModelBundles.goldenInputs(registry, radiator, 0);
    for (int i = 0; i < 100; i++) {
      answered(other.infer(new InferenceRequest("radiator-anomaly", inputs, "c")));
    }
    assertFalse(hanging.get(0).isDone());
    refused("SP-INFER-0021", hanging.get(0).get(20, TimeUnit.SECONDS));
    answered(infer("loop", FaultyModels.trips(1)));
  }

  private Lanes lanes(String name) {
    return registry.all().stream().filter(model -> model.document().name().equals(name)).findFirst().orElseThrow().lanes();
  }

  @Test
  void aVersionThatHangsOnItsGoldenVectorIsNotStaged() throws Exception {
    StagedPackage staged = bundles.staged("loop", "1.0.0", FaultyModels.loop("{\"deadline_ms\": 250}", FaultyModels.FOREVER));
    assertEquals("SP-MODEL-0046", assertThrows(RefusedException.class, () -> runtime.stage(staged)).refusal().code());
    assertTrue(registry.all().isEmpty());
  }

  @Test
  void memoryIsGrantedBeforeAModelIsLoaded() throws Exception {
    Map<String, byte[]> modest = FaultyModels.loop("{\"memory_mib\": 8}");
    ModelRuntime small = TestRuntime.create(directory, log, registry, engines, new Capacity(Duration.ofSeconds(5), 0, 12 << 20, Machine::available));
    StagedPackage first = bundles.staged("loop", "1.0.0", modest);
    small.stage(first);
    StagedPackage second = bundles.staged("loop", "1.0.0", modest);
    assertEquals("SP-MODEL-0043", assertThrows(RefusedException.class, () -> small.stage(second)).refusal().code());
    small.retire(first.version());
    small.stage(second);
    assertEquals(8 << 20, registry.all().iterator().next().memory().granted());
  }

  @Test
  void whatIsNoNumberPassesOnlyWhereTheModelSaysSo() throws Exception {
    Map<String, Tensor> nan = new HashMap<>(FaultyModels.trips(1));
    nan.put("x", FaultyModels.x(1, Float.NaN, 3, 4));
    active(router, "loop", FaultyModels.loop("{}"));
    refused("SP-INFER-0003", infer("loop", nan));
    active(router, "loop", FaultyModels.loop("{\"nan\": \"pass\"}"));
    InferenceResult.Answer answer = assertInstanceOf(InferenceResult.Answer.class, infer("loop", nan));
    assertTrue(Float.isNaN(answer.outputs().get("y").floats().get(1)));
  }
}
