package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.GoldenRun;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import io.sallyport.inference.ModelStatus;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Everything but the console, on the real engine, models, framework and log. */
class ServingTest {
  private static final String NAME = "radiator-anomaly";

  @TempDir
  Path directory;
  private AuditLog log;
  private ModelBundles bundles;
  private final ModelRegistry registry = new ModelRegistry();
  private final Engines engines = new Engines();
  private final CountingRouter router = new CountingRouter();
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
    registry.close();
    bundles.close();
    ((AutoCloseable) log).close();
  }

  private StagedPackage active(String version) throws Exception {
    StagedPackage staged = bundles.staged(version);
    runtime.stage(staged);
    router.promote(staged.version());
    runtime.activate(staged.version());
    return staged;
  }

  @Test
  void provesBothVersionsByAllTheirGoldenVectors() throws Exception {
    for (String version : List.of("1.0.0", "1.1.0")) {
      StagedPackage staged = bundles.staged(version);
      runtime.stage(staged);
      List<CheckResult> results = runtime.prove(staged);
      assertEquals(11, results.size());
      assertTrue(results.stream().allMatch(CheckResult::passed), results::toString);
    }
  }

  @Test
  void otherWeightsThanDeclaredAreRefused() throws Exception {
    Map<String, byte[]> files = ModelBundles.files("1.0.0");
    files.get("model.onnx")[40_000] ^= 0x40;
    refusedToStage("SP-MODEL-0004", "1.0.0", files);
  }

  /** Someone who also adapts the digest gets past loading; the golden vectors tell. */
  @Test
  void otherWeightsWithTheirOwnDigestAreNotProved() throws Exception {
    Map<String, byte[]> files = ModelBundles.files("1.0.0");
    String before = Digests.sha256(files.get("model.onnx"));
    for (int i = 40_000; i < 40_064; i++) {
      files.get("model.onnx")[i] ^= 0x40;
    }
    files.put("model.json", replaced(files.get("model.json"), before, Digests.sha256(files.get("model.onnx"))));
    StagedPackage staged = bundles.staged("1.0.0", files);
    runtime.stage(staged);
    assertTrue(runtime.prove(staged).stream().anyMatch(result -> !result.passed()));
  }

  @Test
  void weightsThatChangedSinceTheyWereLoadedAreNotProved() throws Exception {
    StagedPackage staged = bundles.staged("1.0.0");
    runtime.stage(staged);
    Map<String, byte[]> files = ModelBundles.files("1.0.0");
    files.get("model.onnx")[40_000] ^= 0x40;
    StagedPackage changed = new StagedPackage(staged.version(), bundles.staged("1.0.0", files).bundles());
    List<String> failed = runtime.prove(changed).stream().filter(result -> !result.passed()).map(CheckResult::name).toList();
    assertEquals(List.of("model-digest"), failed);
  }

  @Test
  void wrongPackagesAreRefused() throws Exception {
    Map<String, byte[]> files = ModelBundles.files("1.0.0");
    Map<String, byte[]> changed = new HashMap<>(files);
    changed.remove("model.json");
    refusedToStage("SP-MODEL-0003", "1.0.0", changed);
    refusedToStage("SP-MODEL-0002", "1.1.0", files);
    for (String[] one : new String[][] {
        {"SP-MODEL-0002", "sallyport.model/1", "sallyport.model/9"}, {"SP-MODEL-0005", "\"format\": \"onnx\"", "\"format\": \"gguf\""},
        {"SP-MODEL-0006", "[1, 1]", "[1, 2]"}, {"SP-MODEL-0003", "\"model.onnx\"", "\"../model.onnx\""},
        {"SP-MODEL-0002", "FP32", "FP8"}, {"SP-TRUST-0006", "\"golden\"", "\"goldn\""}}) {
      changed = new HashMap<>(files);
      changed.put("model.json", replaced(files.get("model.json"), one[1], one[2]));
      if (one[0].equals("SP-MODEL-0006")) {
        changed.put("golden.json", replaced(files.get("golden.json"), "\"score\":[", "\"score\":[0,"));
        changed.put("model-card.json", replaced(files.get("model-card.json"), "[1, 1]", "[1, 2]"));
      }
      refusedToStage(one[0], "1.0.0", changed);
    }
    changed = new HashMap<>(files);
    changed.put("golden.json", "{\"tolerance\": 0.1, \"vectors\": []}".getBytes(StandardCharsets.UTF_8));
    refusedToStage("SP-MODEL-0007", "1.0.0", changed);
    changed.put("golden.json", replaced(files.get("golden.json"), "\"window\":[", "\"window\":[1,"));
    refusedToStage("SP-MODEL-0007", "1.0.0", changed);
    for (String[] lie : new String[][] {{"SP-MODEL-0021", "model-card.json", "1.0.0", "1.0.1"}, {"SP-MODEL-0021", "model-card.json", "\"window\"", "\"windows\""},
        {"SP-MODEL-0020", "model-card.json", "\"limits\"", "\"accuracy\""}, {"SP-MODEL-0023", "reference.json", "1.0.0", "1.0.1"},
        {"SP-MODEL-0022", "reference.json", "sallyport.reference/1", "sallyport.reference/2"}}) {
      changed = new HashMap<>(files);
      changed.put(lie[1], replaced(files.get(lie[1]), lie[2], lie[3]));
      refusedToStage(lie[0], "1.0.0", changed);
    }
    assertTrue(registry.all().isEmpty());
  }

  /** A package is one model: with none, and with two, it is refused before anything is read. */
  @Test
  void packagesWithoutOneModelBundleAreRefused() throws Exception {
    StagedPackage one = bundles.staged("1.0.0");
    for (List<Bundle> found : List.of(List.<Bundle>of(), List.of(one.bundles().get(0), bundles.staged("1.1.0").bundles().get(0)))) {
      assertEquals("SP-MODEL-0001", assertThrows(RefusedException.class, () -> runtime.stage(new StagedPackage(one.version(), found))).refusal().code());
    }
    runtime.stage(one);
  }

  @Test
  void whatIsNotLoadedIsNeitherProvedNorActivated() throws Exception {
    StagedPackage staged = bundles.staged("1.0.0");
    assertEquals("SP-MODEL-0008", assertThrows(RefusedException.class, () -> runtime.activate(staged.version())).refusal().code());
    runtime.stage(staged);
    runtime.activate(staged.version());
    runtime.retire(staged.version());
    assertEquals("SP-MODEL-0008", assertThrows(RefusedException.class, () -> runtime.activate(staged.version())).refusal().code());
  }

  private void refusedToStage(String code, String version, Map<String, byte[]> files) throws Exception {
    StagedPackage staged = bundles.staged(version, files);
    assertEquals(code, assertThrows(RefusedException.class, () -> runtime.stage(staged)).refusal().code());
  }

  private static byte[] replaced(byte[] text, String from, String to) {
    return new String(text, StandardCharsets.UTF_8).replace(from, to).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void answersAndRecords() throws Exception {
    StagedPackage staged = active("1.1.0");
    InferenceResult.Answer answer = assertInstanceOf(InferenceResult.Answer.class,
        service.infer(new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, staged, 0), "c-1")));
    assertEquals(staged.version().digest(), answer.model().digest());
    assertTrue(answer.outputs().get("score").floats().get(0) < answer.parameters().get("threshold").get(0));
    InferenceResult.Answer fault = (InferenceResult.Answer) service.infer(new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, staged, 5), "c-2"));
    assertTrue(fault.outputs().get("score").floats().get(0) > fault.parameters().get("threshold").get(0));
    assertEquals(List.of("c-1", "c-2"), recorded("inference.done"));
    assertEquals(2, runtime.health(staged.version()).calls());
    assertTrue(runtime.health(staged.version()).healthy());
  }

  private List<String> recorded(String type) {
    log.append(AuditEntry.of("audit.seal").system("test").action("wait").object("for what is queued").build());
    return log.read(0, 1_000).stream().map(StoredEntry::json).filter(entry -> entry.string("type").equals(type)).map(entry -> entry.string("correlation")).toList();
  }

  /** The real model behind a remote engine that is this JVM: same API, same audit, and the entry says where the data went. */
  @Test
  void aModelElsewhereIsServedLikeOneHere() throws Exception {
    LoopedBack engine = new LoopedBack();
    engines.addRemote(engine);
    Map<String, byte[]> files = ModelBundles.files("1.1.0");
    files.remove("model.onnx");
    String document = new String(files.get("model.json"), StandardCharsets.UTF_8).replace("\"onnx\"", "\"oip\"").replaceFirst("\"file\": .*\n.*\"sha256\": .*\n",
        "\"remote\": {\"conduit\": \"edge-2\", \"model\": \"radiator\", \"version\": \"7\"},\n");
    files.put("model.json", document.getBytes(StandardCharsets.UTF_8));
    StagedPackage undeclared = bundles.staged("1.1.0", files);
    assertEquals("SP-MODEL-0066", assertThrows(RefusedException.class, () -> runtime.stage(undeclared)).refusal().code());
    StagedPackage staged = bundles.staged(NAME, "1.1.0", files, Set.of("edge-2"));
    assertEquals("SP-MODEL-0056", assertThrows(RefusedException.class, () -> runtime.stage(staged)).refusal().code());
    runtime.retire(staged.version());
    engine.configured = true;
    runtime.stage(staged);
    assertEquals(11, runtime.prove(staged).stream().filter(CheckResult::passed).count());
    router.promote(staged.version());
    runtime.activate(staged.version());
    assertInstanceOf(InferenceResult.Answer.class, service.infer(new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, staged, 0), "c-1")));
    assertEquals("remote, conduit edge-2, radiator 7", entry("c-1").string("reason"));
    assertTrue(runtime.health(staged.version()).healthy());
    engine.away = true;
    refusedCall("SP-MODEL-0058", NAME, ModelBundles.goldenInputs(registry, staged, 0));
    assertFalse(runtime.health(staged.version()).healthy());
    assertTrue(runtime.health(staged.version()).detail().startsWith("SP-MODEL-0058"), runtime.health(staged.version())::detail);
    recorded("inference.refused");
    JsonObject failed = log.read(0, 1_000).stream().map(StoredEntry::json).filter(entry -> entry.string("type").equals("inference.refused")).findFirst().orElseThrow();
    assertTrue(failed.string("reason").startsWith("remote, conduit edge-2"), failed::toString);
    engine.away = false;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!runtime.health(staged.version()).healthy() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertInstanceOf(InferenceResult.Answer.class, service.infer(new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, staged, 0), "c-2")));
  }

  private JsonObject entry(String correlation) {
    recorded("inference.done");
    return log.read(0, 1_000).stream().map(StoredEntry::json).filter(entry -> entry.string("correlation").equals(correlation)).findFirst().orElseThrow();
  }

  @Test
  void refusesWithoutAnActiveVersion() throws Exception {
    StagedPackage staged = bundles.staged("1.0.0");
    runtime.stage(staged);
    refusedCall("SP-INFER-0001", NAME, ModelBundles.goldenInputs(registry, staged, 0));
    router.promote(staged.version());
    runtime.retire(staged.version());
    refusedCall("SP-INFER-0005", NAME, Map.of());
  }

  @Test
  void refusesBadInput() throws Exception {
    StagedPackage staged = active("1.0.0");
    Tensor good = ModelBundles.goldenInputs(registry, staged, 0).get("window");
    refusedCall("SP-INFER-0001", "another", Map.of());
    refusedCall("SP-INFER-0002", NAME, Map.of());
    refusedCall("SP-INFER-0002", NAME, Map.of("window", good, "more", good));
    refusedCall("SP-INFER-0002", NAME, Map.of("window", Tensor.allocate(DataType.FP32, Shape.of(1, 15, 9))));
    refusedCall("SP-INFER-0002", NAME, Map.of("window", Tensor.allocate(DataType.FP64, Shape.of(1, 16, 9))));
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      Tensor tensor = Tensor.allocate(DataType.FP32, Shape.of(1, 16, 9));
      tensor.floats().put(143, bad);
      refusedCall("SP-INFER-0003", NAME, Map.of("window", tensor));
    }
    assertInstanceOf(InferenceResult.Refused.class, service.infer(new InferenceRequest(NAME, Map.of("window", good), "")));
    assertEquals(9, recorded("inference.refused").size());
    assertEquals(List.of(), recorded("inference.done"));
    assertTrue(runtime.health(staged.version()).healthy());
  }

  private void refusedCall(String code, String model, Map<String, Tensor> inputs) {
    InferenceResult.Refused refused = assertInstanceOf(InferenceResult.Refused.class, service.infer(new InferenceRequest(model, inputs, "c")));
    assertEquals(code, refused.code(), refused.what());
  }

  @Test
  void withoutALogThereIsNoAnswer() throws Exception {
    StagedPackage staged = active("1.0.0");
    ((AutoCloseable) log).close();
    refusedCall("SP-INFER-0006", NAME, ModelBundles.goldenInputs(registry, staged, 0));
    assertEquals(0, runtime.health(staged.version()).calls());
  }

  @Test
  void goldenVectorsRunAsCalls() throws Exception {
    active("1.1.0");
    ModelCatalogImpl catalog = new ModelCatalogImpl(registry, router, service);
    GoldenRun run = catalog.runGolden(NAME, 4);
    assertEquals("High", run.what());
    assertTrue(run.passed(), run::toString);
    assertEquals("SP-INFER-0007", assertThrows(RefusedException.class, () -> catalog.runGolden(NAME, 10)).refusal().code());
    assertEquals("SP-INFER-0007", assertThrows(RefusedException.class, () -> catalog.runGolden("another", 0)).refusal().code());
    assertEquals("SP-INFER-0008", assertThrows(RefusedException.class, () -> catalog.run(new Load(NAME, 0, Duration.ofSeconds(1)))).refusal().code());
    ModelStatus status = catalog.models().get(0);
    assertEquals(ModelStatus.State.ACTIVE, status.state());
    assertEquals(1, status.calls());
    assertTrue(status.medianMicros() > 0);
    assertTrue(catalog.detail(NAME).orElseThrow().card().startsWith("# radiator-anomaly 1.1.0"));
  }

  private record Written(String model, String feature, String asset, double psi_limit, double ks_limit) implements DriftRule.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return DriftRule.Config.class;
    }
  }

  @Test
  void limitsOfAFeatureThatNoVersionHasAreTold() throws Exception {
    active("1.1.0");
    DriftLimits limits = new DriftLimits(0);
    limits.add(new DriftRule(new Written(NAME, "V3", "", 1, 0)));
    limits.add(new DriftRule(new Written(NAME, "V33", "", 1, 0)));
    Map<String, String> codes = new ModelCatalogImpl(registry, router, service, limits).driftLimits(NAME).stream()
        .collect(Collectors.toMap(limit -> limit.feature().orElseThrow(), limit -> limit.refused().map(Refusal::code).orElse("holds")));
    assertEquals(Map.of("V3", "holds", "V33", "SP-MODEL-0079"), codes);
  }

  /** v1 → v2 → v1 … under load: no call fails, both versions answer, retired ones are gone. */
  @Test
  void swapsUnderLoadWithoutAFailedCall() throws Exception {
    StagedPackage former = active("1.0.0");
    ModelCatalogImpl catalog = new ModelCatalogImpl(registry, router, service);
    CompletableFuture<LoadReport> load = new CompletableFuture<>();
    Thread caller = new Thread(() -> load.complete(catalog.run(new Load(NAME, 3, Duration.ofMinutes(5)))));
    caller.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    int swaps = 0;
    while (swaps < 6 || System.nanoTime() < end) {
      StagedPackage next = active(swaps++ % 2 == 0 ? "1.1.0" : "1.0.0");
      runtime.deactivate(former.version());
      runtime.retire(former.version());
      former = next;
      assertEquals(1, registry.all().size());
    }
    caller.interrupt();
    LoadReport report = load.get(30, TimeUnit.SECONDS);
    assertEquals(Map.of(), report.failures());
    assertEquals(2, report.answersByVersion().size(), report::toString);
    assertEquals(report.calls(), report.answersByVersion().values().stream().mapToLong(Long::longValue).sum());
    assertTrue(report.longestGapMillis() > 0 && report.longestGapMillis() < 1_000, report::toString);
    assertTrue(report.interrupted());
    System.out.println(swaps + " swaps under load: " + report);
  }

  @Test
  void theLoadCanBeInterrupted() throws Exception {
    active("1.0.0");
    ModelCatalogImpl catalog = new ModelCatalogImpl(registry, router, service);
    CompletableFuture<LoadReport> report = new CompletableFuture<>();
    Thread thread = new Thread(() -> report.complete(catalog.run(new Load(NAME, 2, Duration.ofMinutes(5)))));
    thread.start();
    while (catalog.models().get(0).calls() == 0) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    assertTrue(report.get(20, TimeUnit.SECONDS).interrupted());
    for (Thread caller : Thread.getAllStackTraces().keySet().stream().filter(one -> one.getName().startsWith("infer-bench")).collect(Collectors.toList())) {
      caller.join(10_000); // it has counted itself out, and is about to end
      assertFalse(caller.isAlive(), caller::getName);
    }
  }
}
