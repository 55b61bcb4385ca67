package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.Comparison;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import io.sallyport.inference.ModelMetrics;
import io.sallyport.inference.ModelStatus;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.TrafficMode;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate beside the active version: as a shadow, as a canary, called by its version; real models, engine and log. */
class CandidateTest {
  private static final String NAME = "radiator-anomaly";
  private static final int COPIES = 16;

  @TempDir
  Path directory;
  private AuditLog log;
  private ModelBundles bundles;
  private final ModelRegistry registry = new ModelRegistry();
  private final CountingRouter router = new CountingRouter();
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private Shadow shadow;
  private InferenceServiceImpl service;
  private ModelCatalogImpl catalog;
  private StagedPackage active;
  private StagedPackage candidate;

  @BeforeEach
  void start() throws Exception {
    log = RealAudit.open(directory);
    bundles = new ModelBundles(directory.resolve("framework"));
    Engines engines = new Engines();
    engines.add(TestEngine.untried());
    ModelRuntime runtime = TestRuntime.create(directory, log, registry, engines);
    shadow = new Shadow(router, registry, log, () -> now, COPIES, 1 << 20, 100);
    service = new InferenceServiceImpl(router, registry, log, shadow);
    catalog = new ModelCatalogImpl(registry, router, service);
    active = bundles.staged("1.0.0");
    candidate = bundles.staged("1.1.0");
    runtime.stage(active);
    runtime.stage(candidate);
    router.promote(active.version());
    runtime.activate(active.version());
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
    bundles.close();
    ((AutoCloseable) log).close();
  }

  private void let(TrafficMode mode, double percent, String... assets) throws InterruptedException {
    router.let(new Traffic(candidate.version(), mode, percent, Set.of(assets)));
  }

  private InferenceResult.Answer call(int vector, String correlation) {
    return assertInstanceOf(InferenceResult.Answer.class,
        service.infer(new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, active, vector), correlation)));
  }

  private List<JsonObject> recorded(String type) {
    log.append(AuditEntry.of("audit.seal").system("test").action("wait").object("for what is queued").build());
    return log.read(0, 10_000).stream().map(StoredEntry::json).filter(entry -> entry.string("type").equals(type)).toList();
  }

  @Test
  void aShadowAnswersNobodyAndIsCompared() throws Exception {
    let(TrafficMode.SHADOW, 0);
    for (int vector = 0; vector < 10; vector++) {
      assertEquals("1.0.0", call(vector, "c-" + vector).model().version());
    }
    int runs = 0;
    while (shadow.runOne()) {
      runs++;
    }
    assertEquals(10, runs);
    Comparison report = catalog.comparisons().get(0);
    assertEquals(10, report.compared());
    assertEquals(0, report.dropped() + report.refused() + report.failed());
    assertEquals(List.of("reconstruction", "score"), report.outputs().stream().map(Comparison.Output::name).toList());
    assertTrue(report.outputs().stream().allMatch(output -> output.largest() > 0 && output.incomparable() == 0 && output.differences().count() == 10), report::toString);
    Comparison.Decisions decisions = report.decisions().orElseThrow();
    assertEquals(10, decisions.both() + decisions.neither() + decisions.flips());
    assertTrue(decisions.both() >= 4 && decisions.neither() >= 4, decisions::toString);
    assertEquals(10, report.activeLatency().count());
    assertEquals(10, report.candidateLatency().count());
    assertEquals(List.of(ModelStatus.State.ACTIVE, ModelStatus.State.CANDIDATE), catalog.models().stream().map(ModelStatus::state).toList());
    assertEquals(List.of(10L, 0L), catalog.metrics().stream().map(ModelMetrics::calls).toList(), "a shadow answered nobody");
  }

  /** The active version's answers of the comparison are those that its callers got. */
  @Test
  void comparesWithWhatTheCallerGot() throws Exception {
    let(TrafficMode.SHADOW, 0);
    float score = call(4, "c").outputs().get("score").floats().get(0);
    shadow.runOne();
    Tensor other = registry.find(candidate.version().digest()).orElseThrow().loaded().run(ModelBundles.goldenInputs(registry, active, 4)).get("score");
    Comparison.Output output = catalog.comparisons().get(0).outputs().get(1);
    assertEquals(score, output.largestActive(), 0);
    assertEquals(other.floats().get(0), output.largestCandidate(), 0);
    assertEquals(Math.abs(score - other.floats().get(0)), output.mean(), 1e-6);
  }

  @Test
  void whatTheShadowDoesNotManageIsDroppedAndCounted() throws Exception {
    let(TrafficMode.SHADOW, 0);
    for (int i = 0; i < COPIES + 5; i++) {
      call(0, "c");
    }
    assertEquals(5, catalog.comparisons().get(0).dropped());
    while (shadow.runOne()) {
      assertEquals(5, catalog.comparisons().get(0).dropped());
    }
    assertEquals(COPIES, catalog.comparisons().get(0).compared());
    call(0, "c");
    router.let(null);
    assertTrue(shadow.runOne());
    assertEquals(6, catalog.comparisons().get(0).dropped(), "withdrawn before it ran");
  }

  @Test
  void copiesBeyondTheLimitAreDropped() throws Exception {
    Shadow small = new Shadow(router, registry, log, () -> now, COPIES, 1_000, 100);
    InferenceServiceImpl other = new InferenceServiceImpl(router, registry, log, small);
    let(TrafficMode.SHADOW, 0);
    other.infer(new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, active, 0), "c"));
    assertEquals(1, small.comparisons().get(0).dropped());
  }

  @Test
  void shadowRunsAreRecordedManyInOneEntry() throws Exception {
    let(TrafficMode.SHADOW, 0);
    call(0, "c-1");
    call(5, "c-2");
    shadow.runOne();
    shadow.runOne();
    shadow.record(false);
    assertEquals(List.of(), recorded("inference.shadow"), "not due yet");
    now = now.plusSeconds(11);
    shadow.record(false);
    shadow.record(false);
    List<JsonObject> entries = recorded("inference.shadow");
    assertEquals(1, entries.size());
    assertEquals("model/radiator-anomaly/1.1.0", entries.get(0).string("object"));
    assertEquals("c-2", entries.get(0).string("correlation"));
    assertEquals(2, entries.get(0).object("after").integer("compared"));
    assertEquals(candidate.version().digest(), entries.get(0).object("digests").string("package"));
    assertEquals(active.version().digest(), entries.get(0).object("digests").string("active"));
    assertEquals(2, recorded("inference.done").size());
  }

  @Test
  void whileNothingIsRecordedTheShadowRests() throws Exception {
    let(TrafficMode.SHADOW, 0);
    InferenceResult.Answer answer = call(0, "c");
    shadow.runOne();
    now = now.plusSeconds(11);
    ((AutoCloseable) log).close();
    shadow.record(false);
    shadow.offer(registry.find(active.version().digest()).orElseThrow(), new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, active, 0), "c"), answer);
    assertEquals(1, catalog.comparisons().get(0).dropped());
    assertTrue(!shadow.runOne());
  }

  @Test
  void aCanaryAnswersItsAssets() throws Exception {
    let(TrafficMode.CANARY, 50, "R-1");
    Map<String, Tensor> inputs = ModelBundles.goldenInputs(registry, active, 0);
    for (int round = 0; round < 3; round++) {
      for (int asset = 1; asset <= 20; asset++) {
        InferenceResult.Answer answer = (InferenceResult.Answer) service.infer(new InferenceRequest(NAME, inputs, "c-" + round).forAsset("R-" + asset));
        assertEquals(router.traffic(NAME).orElseThrow().takes("R-" + asset) ? "1.1.0" : "1.0.0", answer.model().version());
      }
    }
    List<ModelMetrics> figures = catalog.metrics();
    assertEquals(60, figures.get(0).calls() + figures.get(1).calls());
    assertTrue(figures.get(0).calls() > 0 && figures.get(1).calls() >= 3, figures::toString);
    assertEquals(figures.get(1).calls(), figures.get(1).latency().count());
    assertTrue(catalog.comparisons().isEmpty(), "a canary is no shadow");
    LoadReport report = catalog.run(new Load(NAME, 1, Duration.ofMillis(200)));
    assertEquals(Set.of("1.0.0", "1.1.0"), report.answersByVersion().keySet());
  }

  @Test
  void aCallMayNameItsVersion() throws Exception {
    InferenceRequest request = new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, active, 0), "c");
    assertEquals("1.0.0", ((InferenceResult.Answer) service.infer(request, "1.0.0")).model().version());
    assertEquals("SP-INFER-0010", ((InferenceResult.Refused) service.infer(request, "1.1.0")).code(), "loaded, but no candidate");
    assertTrue(service.describe(NAME, "1.1.0").isEmpty());
    let(TrafficMode.SHADOW, 0);
    assertEquals("1.1.0", ((InferenceResult.Answer) service.infer(request, "1.1.0")).model().version());
    assertEquals("1.1.0", service.describe(NAME, "1.1.0").orElseThrow().identity().version());
    assertEquals("1.0.0", service.describe(NAME).orElseThrow().identity().version());
    assertEquals("SP-INFER-0010", ((InferenceResult.Refused) service.infer(request, "9.9.9")).code());
    assertEquals(List.of("SP-INFER-0010", "SP-INFER-0010"), recorded("inference.refused").stream().map(entry -> entry.string("code")).toList());
  }

  /** The thread that the platform starts: it runs what callers leave, while they go on calling, and leaves the candidate when that is withdrawn. */
  @Test
  void theShadowRunsBesideItsCallers() throws Exception {
    Shadow own = new Shadow(router, registry, log, new Shadow.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return Shadow.Config.class;
      }

      @Override
      public int copies() {
        return COPIES;
      }

      @Override
      public int copy_kib() {
        return 64;
      }

      @Override
      public int core_percent() {
        return 50;
      }
    });
    InferenceServiceImpl live = new InferenceServiceImpl(router, registry, log, own);
    let(TrafficMode.SHADOW, 0);
    InferenceRequest request = new InferenceRequest(NAME, ModelBundles.goldenInputs(registry, active, 0), "c");
    long calls = 0;
    for (long runs = 0; runs < 50; runs = own.comparisons().get(0).compared()) {
      assertEquals("1.0.0", ((InferenceResult.Answer) live.infer(request)).model().version());
      calls++;
    }
    router.let(null); // returns when no run of the candidate is under way
    own.close();
    Comparison report = own.comparisons().get(0);
    assertTrue(report.compared() + report.dropped() <= calls && report.failed() == 0, report::toString);
    assertEquals(1, recorded("inference.shadow").size(), "what was done is recorded at the end");
    assertEquals(report.compared(), recorded("inference.shadow").get(0).object("after").integer("compared"));
  }
}
