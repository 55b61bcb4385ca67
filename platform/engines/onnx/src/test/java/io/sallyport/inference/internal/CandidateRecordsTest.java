package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.Comparison;
import io.sallyport.inference.ModelStatus;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.provision.runtime.RuntimeHealth;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.site.TrafficMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate that fails where the active version answers, over restarts; real models, engine, log and files. */
class CandidateRecordsTest {
  private static final String NAME = "fickle";

  @TempDir
  Path directory;
  private AuditLog log;
  private ModelBundles bundles;
  private final Engines engines = new Engines();
  private final CountingRouter router = new CountingRouter();
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private ModelRegistry registry;
  private Shadow shadow;
  private CandidateRecords records;
  private ModelRuntime runtime;
  private InferenceServiceImpl service;
  private StagedPackage active;
  private StagedPackage candidate;

  @BeforeEach
  void start() throws Exception {
    log = RealAudit.open(directory);
    bundles = new ModelBundles(directory.resolve("framework"));
    engines.add(TestEngine.untried());
    active = bundles.staged(NAME, "1.0.0", FaultyModels.steady());
    candidate = bundles.staged(NAME, "1.1.0", FaultyModels.fickle());
    boot();
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

  private void boot() {
    registry = new ModelRegistry();
    shadow = new Shadow(router, registry, log, () -> now, 16, 1 << 20, 100);
    records = new CandidateRecords(directory.resolve("inference"), router, registry, shadow);
    runtime = TestRuntime.create(directory, log, registry, engines, TestCapacity.get(), records);
    service = new InferenceServiceImpl(router, registry, log, shadow);
  }

  /** What a process that is cut off leaves is what was saved; then a start. */
  private void restart() {
    registry.close();
    boot();
    runtime.resume(active);
    runtime.resume(candidate);
    runtime.activate(active.version());
    runtime.activate(candidate.version());
  }

  private void let(TrafficMode mode, int percent) throws InterruptedException {
    router.let(new Traffic(candidate.version(), mode, percent, Set.of()));
    runtime.activate(candidate.version());
  }

  private InferenceResult call(long columns) {
    InferenceResult result = service.infer(new InferenceRequest(NAME, FaultyModels.target(1, columns), "c"));
    shadow.runOne();
    return result;
  }

  private RuntimeHealth health() {
    return runtime.health(candidate.version());
  }

  private Comparison comparison() {
    return shadow.comparisons().get(0);
  }

  @Test
  void aShadowThatFailsIsNotHealthyAndAnswersNobody() throws Exception {
    let(TrafficMode.SHADOW, 0);
    call(4);
    assertTrue(health().healthy(), health().detail());
    assertInstanceOf(InferenceResult.Answer.class, call(3));
    assertFalse(health().healthy());
    assertTrue(health().detail().startsWith("1 of 2 runs as a shadow failed – "), health().detail());
    assertEquals(health().detail().split(";")[0], comparison().trouble().orElseThrow());
    List<ModelStatus> models = new ModelCatalogImpl(registry, router, service).models();
    assertEquals(List.of(false, true), models.stream().map(model -> model.trouble().isPresent()).toList());
    assertTrue(runtime.health(active.version()).healthy(), "the active version answers");
    let(TrafficMode.SHADOW, 0);
    assertTrue(health().healthy(), "what it did before it became a shadow again is in the comparison only");
    assertEquals(1, comparison().failed());
  }

  @Test
  void comparisonsAndHealthGoOnAfterARestart() throws Exception {
    let(TrafficMode.SHADOW, 0);
    call(4);
    call(3);
    records.save();
    now = now.plusSeconds(11);
    records.save();
    shadow.record(true);
    Comparison before = comparison();
    call(4); // is lost
    restart();
    assertEquals(before, comparison());
    assertFalse(health().healthy(), health().detail());
    shadow.record(true);
    assertEquals(1, recorded("inference.shadow"), "what was recorded is not recorded again");
    call(4);
    assertEquals(3, comparison().compared() + comparison().failed());
    assertEquals(before.since(), comparison().since());
  }

  private long recorded(String type) {
    log.append(AuditEntry.of("audit.seal").system("test").action("wait").object("for what is queued").build());
    return log.read(0, 1_000).stream().map(StoredEntry::json).filter(entry -> entry.string("type").equals(type)).count();
  }

  @Test
  void figuresOfACanaryGoOnAfterARestart() throws Exception {
    let(TrafficMode.CANARY, 100);
    for (int i = 0; i < 3; i++) {
      call(4);
    }
    assertInstanceOf(InferenceResult.Refused.class, call(3));
    records.close();
    restart();
    assertEquals(List.of(3L, 1L), List.of(health().calls(), health().errors()));
    assertFalse(health().healthy());
    now = now.plusSeconds(11);
    records.save();
    router.let(null);
    registry.close();
    records.close();
    restart();
    assertEquals(3, health().calls(), "an orderly end takes versions and their parts away first");
    now = now.plusSeconds(11);
    records.save();
    restart();
    assertEquals(0, health().calls(), "it is no candidate any more");
  }

  @Test
  void aDamagedFileIsPutAsideAndAllBeginsAnew() throws Exception {
    let(TrafficMode.SHADOW, 0);
    call(3);
    records.close();
    Path file = directory.resolve("inference/candidates.state");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    restart();
    assertTrue(shadow.comparisons().isEmpty());
    assertTrue(health().healthy());
    assertTrue(Files.exists(file.resolveSibling("candidates.state.damaged")));
    call(4);
    assertEquals(1, comparison().compared());
    records.close();
    restart();
    assertEquals(1, comparison().compared());
  }
}
