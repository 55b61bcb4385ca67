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
  private CandidateFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new CandidateFixture(directory, NAME, FaultyModels.steady(), FaultyModels.fickle());
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  private InferenceResult call(long columns) {
    InferenceResult result = fixture.call(FaultyModels.target(1, columns), "c");
    fixture.shadow.runOne();
    return result;
  }

  private RuntimeHealth health() {
    return fixture.runtime.health(fixture.candidate.version());
  }

  private Comparison comparison() {
    return fixture.shadow.comparisons().get(0);
  }

  @Test
  void aShadowThatFailsIsNotHealthyAndAnswersNobody() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    call(4);
    assertTrue(health().healthy(), health().detail());
    assertInstanceOf(InferenceResult.Answer.class, call(3));
    assertFalse(health().healthy());
    assertTrue(health().detail().startsWith("1 of 2 runs as a shadow failed – "), health().detail());
    assertEquals(health().detail().split(";")[0], comparison().trouble().orElseThrow());
    List<ModelStatus> models = fixture.catalog.models();
    assertEquals(List.of(false, true), models.stream().map(model -> model.trouble().isPresent()).toList());
    assertTrue(fixture.runtime.health(fixture.active.version()).healthy(), "the active version answers");
    fixture.let(TrafficMode.SHADOW, 0);
    assertTrue(health().healthy(), "what it did before it became a shadow again is in the comparison only");
    assertEquals(1, comparison().failed());
  }

  /** Only what the active version answers is copied; where both fail, it is the call. */
  @Test
  void aCallThatTheActiveVersionFailsTooIsNoEvidence(@TempDir Path other) throws Exception {
    try (CandidateFixture both = new CandidateFixture(other, NAME, FaultyModels.fickle("1.0.0"), FaultyModels.fickle())) {
      both.let(TrafficMode.SHADOW, 0);
      assertInstanceOf(InferenceResult.Answer.class, both.call(FaultyModels.target(1, 4), "c"));
      assertTrue(both.shadow.runOne());
      assertInstanceOf(InferenceResult.Refused.class, both.call(FaultyModels.target(1, 3), "c"));
      assertFalse(both.shadow.runOne());
      assertEquals(List.of(1L, 0L, 0L, 0L), List.of(both.shadow.comparisons().get(0).compared(), both.shadow.comparisons().get(0).failed(), both.shadow.comparisons().get(0).refused(),
          both.shadow.comparisons().get(0).dropped()));
      assertTrue(both.runtime.health(both.candidate.version()).healthy());
      assertFalse(both.runtime.health(both.active.version()).healthy());
    }
  }

  @Test
  void comparisonsAndHealthGoOnAfterARestart() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    call(4);
    call(3);
    fixture.records.save();
    fixture.passSeconds(11);
    fixture.records.save();
    fixture.shadow.record(true);
    Comparison before = comparison();
    call(4); // is lost
    fixture.restart();
    assertEquals(before, comparison());
    assertFalse(health().healthy(), health().detail());
    fixture.shadow.record(true);
    assertEquals(1, fixture.recorded("inference.shadow").size(), "what was recorded is not recorded again");
    call(4);
    assertEquals(3, comparison().compared() + comparison().failed());
    assertEquals(before.since(), comparison().since());
  }

  @Test
  void figuresOfACanaryGoOnAfterARestart() throws Exception {
    fixture.let(TrafficMode.CANARY, 100);
    for (int i = 0; i < 3; i++) {
      call(4);
    }
    assertInstanceOf(InferenceResult.Refused.class, call(3));
    fixture.records.close();
    fixture.restart();
    assertEquals(List.of(3L, 1L), List.of(health().calls(), health().errors()));
    assertFalse(health().healthy());
    fixture.passSeconds(11);
    fixture.records.save();
    fixture.router.let(null);
    fixture.registry.close();
    fixture.records.close();
    fixture.restart();
    assertEquals(3, health().calls(), "an orderly end takes versions and their parts away first");
    fixture.passSeconds(11);
    fixture.records.save();
    fixture.restart();
    assertEquals(0, health().calls(), "it is no candidate any more");
  }

  @Test
  void aDamagedFileIsPutAsideAndAllBeginsAnew() throws Exception {
    fixture.let(TrafficMode.SHADOW, 0);
    call(3);
    fixture.records.close();
    Path file = directory.resolve("inference/candidates.state");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    fixture.restart();
    assertTrue(fixture.shadow.comparisons().isEmpty());
    assertTrue(health().healthy());
    assertTrue(Files.exists(file.resolveSibling("candidates.state.damaged")));
    call(4);
    assertEquals(1, comparison().compared());
    fixture.records.close();
    fixture.restart();
    assertEquals(1, comparison().compared());
  }
}
