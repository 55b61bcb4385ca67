package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.Housekeeping.Tidied;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.StepListener;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Going back further than one generation, and keeping the vault small. */
class HousekeepingTest {
  @TempDir
  Path directory;
  private TestAppliance appliance;

  /** Generations 1 to 4 run pump 1.0.0, 1.1.0, 1.2.0, 1.3.0. */
  @BeforeEach
  void fourGenerations() {
    appliance = TestAppliance.running(directory, "1.0.0", "1.1.0", "1.2.0", "1.3.0");
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @Test
  void anyEarlierGenerationCanBePlannedAgainAndNeedsItsApprovals() {
    assertEquals("SP-APPLY-0024", code(() -> appliance.service.rollback(2, "quinn", TestAppliance.PASSWORD.clone(), StepListener.NONE)));
    assertEquals(5, appliance.service.plan(PlanRequest.like(2), TestAppliance.ADA).generation());
    assertEquals("SP-APPLY-0002", code(() -> appliance.apply(StepListener.NONE)));
    appliance.approve();
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    assertEquals("SP-PLAN-0003", code(() -> appliance.service.plan(PlanRequest.like(2), TestAppliance.ADA)));
    assertEquals("SP-PLAN-0030", code(() -> appliance.service.plan(PlanRequest.like(99), TestAppliance.ADA)));
  }

  @Test
  void pruningKeepsWhatTheKeptGenerationsNeed() {
    Tidied dry = appliance.housekeeping.prune(2, true, TestAppliance.ADA);
    assertEquals(List.of(4, 3), dry.kept());
    assertEquals(List.of("pump 1.0.0", "pump 1.1.0"), dry.pruned().packages());
    assertEquals(dry, appliance.housekeeping.prune(2, false, TestAppliance.ADA));
    assertEquals("SP-PLAN-0031", code(() -> appliance.service.plan(PlanRequest.like(1), TestAppliance.ADA)));
    assertEquals(4, appliance.service.history().size(), "the history stays");

    appliance.service.rollback(3, "quinn", TestAppliance.PASSWORD.clone(), StepListener.NONE);
    assertEquals(List.of("pump 1.2.0"), appliance.active());
    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
    assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
  }

  @Test
  void whatRunsTheOneBeforeAndTheOpenCandidateAreAlwaysKept() {
    appliance.service.plan(PlanRequest.like(1), TestAppliance.ADA);
    appliance.approveAs("quinn", TestAppliance.PASSWORD);
    Tidied tidied = appliance.housekeeping.prune(1, false, TestAppliance.ADA);
    assertEquals(List.of(4, 3), tidied.kept());
    assertEquals(List.of("pump 1.1.0"), tidied.pruned().packages());
    appliance.approveAs("sam", TestAppliance.PASSWORD);
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertEquals("SP-PLAN-0032", code(() -> appliance.housekeeping.prune(0, true, TestAppliance.ADA)));
  }

  private static String code(Executable executable) {
    return assertThrows(RefusedException.class, executable).refusal().code();
  }
}
