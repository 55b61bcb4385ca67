package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.sallyport.inference.ShadowWithoutCalls;
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
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate beside the active version: as a shadow, as a canary, called by its version; real models, engine and log. */
class CandidateTest {
  private static final String NAME = "radiator-anomaly";

  @TempDir
  Path directory;
  private CandidateFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new CandidateFixture(directory, NAME, ModelBundles.files("1.0.0"), ModelBundles.files("1.1.0"));
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  private Map<String, Tensor> inputs(int vector) {
    return ModelBundles.goldenInputs(fixture.registry, fixture.active, vector);
  }

  private InferenceResult.Answer call(int vector, String correlation) {
    return assertInstanceOf(InferenceResult.Answer.class, fixture.call(inputs(vector), correlation));
  }

  private record Limits(int copies, int copy_kib, int core_percent) implements Shadow.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return Shadow.Config.class;
    }
  }

  @Test
  void aShadowAnswersNobodyAndIsCompared() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    for (int vector = 0; vector < 10; vector++) {
      assertEquals("1.0.0", call(vector, "c-" + vector).model().version());
    }
    int runs = 0;
    while (fixture.shadow.runOne()) {
      runs++;
    }
    assertEquals(10, runs);
    Comparison report = fixture.catalog.comparisons().get(0);
    assertEquals(10, report.compared());
    assertEquals(0, report.dropped() + report.refused() + report.failed());
    assertEquals(List.of("reconstruction", "score"), report.outputs().stream().map(Comparison.Output::name).toList());
    assertTrue(report.outputs().stream().allMatch(output -> output.largest() > 0 && output.incomparable() == 0 && output.differences().count() == 10), report::toString);
    Comparison.Decisions decisions = report.decisions().orElseThrow();
    assertEquals(10, decisions.both() + decisions.neither() + decisions.flips());
    assertTrue(decisions.both() >= 4 && decisions.neither() >= 4, decisions::toString);
    assertEquals(10, report.activeLatency().count());
    assertEquals(10, report.candidateLatency().count());
    assertEquals(List.of(ModelStatus.State.ACTIVE, ModelStatus.State.CANDIDATE), fixture.catalog.models().stream().map(ModelStatus::state).toList());
    assertEquals(List.of(10L, 0L), fixture.catalog.metrics().stream().map(ModelMetrics::calls).toList(), "a shadow answered nobody");
  }

  @Test
  void aShadowThatNobodyHasCalledSaysSinceWhenItWaits() throws Exception {
    assertTrue(fixture.catalog.shadowWithoutCalls(NAME).isEmpty(), "there is no candidate");
    fixture.let(TrafficMode.CANARY, 10);
    assertTrue(fixture.catalog.shadowWithoutCalls(NAME).isEmpty(), "a canary is no shadow");
    fixture.let(TrafficMode.SHADOW, 0);
    assertEquals(Optional.of(new ShadowWithoutCalls(NAME, "1.0.0", "1.1.0", fixture.now)), fixture.catalog.shadowWithoutCalls(NAME), "since the start");
    fixture.passSeconds(60);
    fixture.shadow.begin(fixture.candidate.version());
    assertEquals(Optional.of(fixture.now), fixture.catalog.shadowWithoutCalls(NAME).map(ShadowWithoutCalls::since), "since it got its part");
    call(0, "c");
    assertTrue(fixture.catalog.shadowWithoutCalls(NAME).isEmpty(), "a call has come");
    assertEquals(1, fixture.catalog.comparisons().size());
  }

  /** The active version's answers of the comparison are those that its callers got. */
  @Test
  void comparesWithWhatTheCallerGot() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    float score = call(4, "c").outputs().get("score").floats().get(0);
    fixture.shadow.runOne();
    Tensor other = fixture.served(fixture.candidate).loaded().run(inputs(4)).get("score");
    Comparison.Output output = fixture.catalog.comparisons().get(0).outputs().get(1);
    assertEquals(score, output.largestActive(), 0);
    assertEquals(other.floats().get(0), output.largestCandidate(), 0);
    assertEquals(Math.abs(score - other.floats().get(0)), output.mean(), 1e-6);
  }

  @Test
  void whatTheShadowDoesNotManageIsDroppedAndCounted() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    for (int i = 0; i < CandidateFixture.COPIES + 5; i++) {
      call(0, "c");
    }
    assertEquals(5, fixture.catalog.comparisons().get(0).dropped());
    while (fixture.shadow.runOne()) {
      assertEquals(5, fixture.catalog.comparisons().get(0).dropped());
    }
    assertEquals(CandidateFixture.COPIES, fixture.catalog.comparisons().get(0).compared());
    call(0, "c");
    fixture.router.let(null);
    assertTrue(fixture.shadow.runOne());
    assertEquals(6, fixture.catalog.comparisons().get(0).dropped(), "withdrawn before it ran");
  }

  /** Golden vectors and loads are not what the plant sends. */
  @Test
  void madeUpCallsReachNeitherShadowNorDrift() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    assertTrue(fixture.catalog.run(new Load(NAME, 1, Duration.ofMillis(200))).answersByVersion().get("1.0.0") > 0);
    fixture.catalog.runGolden(NAME, 0);
    assertFalse(fixture.shadow.runOne());
    assertEquals(List.of(), fixture.catalog.comparisons());
    assertTrue(fixture.catalog.drift().stream().allMatch(drift -> drift.filled() == 0), () -> fixture.catalog.drift().toString());
    call(0, "c");
    assertTrue(fixture.shadow.runOne());
    assertEquals(1, fixture.catalog.comparisons().get(0).compared());
    assertEquals(1, fixture.catalog.drift().get(0).filled());
  }

  @Test
  void otherLimitsHoldAtOnceAndComparisonsGoOn() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    call(0, "c");
    fixture.shadow.runOne();
    Comparison before = fixture.catalog.comparisons().get(0);
    fixture.shadow.change(new Limits(1, 64, 50));
    assertEquals(before, fixture.catalog.comparisons().get(0));
    for (int i = 0; i < 2 * CandidateFixture.COPIES; i++) {
      call(0, "c");
    }
    while (fixture.shadow.runOne()) {
      assertEquals(before.since(), fixture.catalog.comparisons().get(0).since());
    }
    long dropped = fixture.catalog.comparisons().get(0).dropped();
    call(0, "c");
    call(0, "c");
    assertEquals(dropped + 1, fixture.catalog.comparisons().get(0).dropped(), "one copy waits at a time");
    fixture.shadow.change(new Limits(CandidateFixture.COPIES, 64, 50));
    call(0, "c");
    assertEquals(dropped + 1, fixture.catalog.comparisons().get(0).dropped());
  }

  @Test
  void copiesBeyondTheLimitAreDropped() throws Exception {
    Shadow small = fixture.shadow(1_000);
    InferenceServiceImpl other = new InferenceServiceImpl(fixture.router, fixture.registry, fixture.log, small);
    fixture.let(TrafficMode.SHADOW, 0);
    other.infer(new InferenceRequest(NAME, inputs(0), "c"));
    assertEquals(1, small.comparisons().get(0).dropped());
  }

  @Test
  void shadowRunsAreRecordedManyInOneEntry() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    call(0, "c-1");
    call(5, "c-2");
    fixture.shadow.runOne();
    fixture.shadow.runOne();
    fixture.shadow.record(false);
    assertEquals(List.of(), fixture.recorded("inference.shadow"), "not due yet");
    fixture.passSeconds(11);
    fixture.shadow.record(false);
    fixture.shadow.record(false);
    List<JsonObject> entries = fixture.recorded("inference.shadow");
    assertEquals(1, entries.size());
    assertEquals("model/radiator-anomaly/1.1.0", entries.get(0).string("object"));
    assertEquals("c-2", entries.get(0).string("correlation"));
    assertEquals(2, entries.get(0).object("after").integer("compared"));
    assertEquals(fixture.candidate.version().digest(), entries.get(0).object("digests").string("package"));
    assertEquals(fixture.active.version().digest(), entries.get(0).object("digests").string("active"));
    assertEquals(2, fixture.recorded("inference.done").size());
  }

  @Test
  void whileNothingIsRecordedTheShadowRests() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    InferenceResult.Answer answer = call(0, "c");
    fixture.shadow.runOne();
    fixture.passSeconds(11);
    ((AutoCloseable) fixture.log).close();
    fixture.shadow.record(false);
    fixture.shadow.offer(fixture.served(fixture.active), new InferenceRequest(NAME, inputs(0), "c"), answer);
    assertEquals(1, fixture.catalog.comparisons().get(0).dropped());
    assertTrue(!fixture.shadow.runOne());
  }

  @Test
  void aCanaryAnswersItsAssets() throws Exception {
    fixture.let(TrafficMode.CANARY, 50, "R-1");
    Map<String, Tensor> inputs = inputs(0);
    for (int round = 0; round < 3; round++) {
      for (int asset = 1; asset <= 20; asset++) {
        InferenceResult.Answer answer = (InferenceResult.Answer) fixture.service.infer(new InferenceRequest(NAME, inputs, "c-" + round).forAsset("R-" + asset));
        assertEquals(fixture.router.traffic(NAME).orElseThrow().takes("R-" + asset) ? "1.1.0" : "1.0.0", answer.model().version());
      }
    }
    List<ModelMetrics> figures = fixture.catalog.metrics();
    assertEquals(60, figures.get(0).calls() + figures.get(1).calls());
    assertTrue(figures.get(0).calls() > 0 && figures.get(1).calls() >= 3, figures::toString);
    assertEquals(figures.get(1).calls(), figures.get(1).latency().count());
    assertTrue(fixture.catalog.comparisons().isEmpty(), "a canary is no shadow");
    LoadReport report = fixture.catalog.run(new Load(NAME, 1, Duration.ofMillis(200)));
    assertEquals(Set.of("1.0.0", "1.1.0"), report.answersByVersion().keySet());
  }

  @Test
  void aCallMayNameItsVersion() throws Exception {
    InferenceRequest request = new InferenceRequest(NAME, inputs(0), "c");
    assertEquals("1.0.0", ((InferenceResult.Answer) fixture.service.infer(request, "1.0.0")).model().version());
    assertEquals("SP-INFER-0010", ((InferenceResult.Refused) fixture.service.infer(request, "1.1.0")).code(), "loaded, but no candidate");
    assertTrue(fixture.service.describe(NAME, "1.1.0").isEmpty());
    fixture.let(TrafficMode.SHADOW, 0);
    assertEquals("1.1.0", ((InferenceResult.Answer) fixture.service.infer(request, "1.1.0")).model().version());
    assertEquals("1.1.0", fixture.service.describe(NAME, "1.1.0").orElseThrow().identity().version());
    assertEquals("1.0.0", fixture.service.describe(NAME).orElseThrow().identity().version());
    assertEquals("SP-INFER-0010", ((InferenceResult.Refused) fixture.service.infer(request, "9.9.9")).code());
    assertEquals(List.of("SP-INFER-0010", "SP-INFER-0010"), fixture.recorded("inference.refused").stream().map(entry -> entry.string("code")).toList());
  }

  /** The thread that the platform starts: it runs what callers leave, while they go on calling, and leaves the candidate when that is withdrawn. */
  @Test
  void theShadowRunsBesideItsCallers() throws Exception {
    Shadow own = new Shadow(fixture.router, fixture.registry, fixture.log, new Limits(CandidateFixture.COPIES, 64, 50));
    InferenceServiceImpl live = new InferenceServiceImpl(fixture.router, fixture.registry, fixture.log, own);
    fixture.let(TrafficMode.SHADOW, 0);
    InferenceRequest request = new InferenceRequest(NAME, inputs(0), "c");
    long calls = 0;
    for (long runs = 0; runs < 50; runs = own.comparisons().get(0).compared()) {
      assertEquals("1.0.0", ((InferenceResult.Answer) live.infer(request)).model().version());
      calls++;
    }
    fixture.router.let(null); // returns when no run of the candidate is under way
    own.close();
    Comparison report = own.comparisons().get(0);
    assertTrue(report.compared() + report.dropped() <= calls && report.failed() == 0, report::toString);
    assertEquals(1, fixture.recorded("inference.shadow").size(), "what was done is recorded at the end");
    assertEquals(report.compared(), fixture.recorded("inference.shadow").get(0).object("after").integer("compared"));
  }
}
