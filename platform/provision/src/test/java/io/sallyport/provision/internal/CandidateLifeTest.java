package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.PackageState.State;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.TrafficChange;
import io.sallyport.provision.TrafficChange.Canary;
import io.sallyport.provision.TrafficChange.Promote;
import io.sallyport.provision.TrafficChange.Shadow;
import io.sallyport.provision.TrafficChange.Withdraw;
import io.sallyport.provision.lease.Lease;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.ExportedCandidate;
import io.sallyport.trust.site.ExportedRollback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A model's second version beside the active one: shadow, canary, promotion, withdrawal, and every way back. */
class CandidateLifeTest {
  private static final Canary CANARY = new Canary("m", "1.1.0", 10, Set.of("R-1"));
  @TempDir
  Path directory;
  private TestAppliance appliance;

  /** Generation 1 runs m 1.0.0; 1.1.0 and 1.2.0 are in the vault. */
  @BeforeEach
  void oneModel() {
    appliance = TestAppliance.running(directory);
    appliance.releaseModel("m", "1.0.0");
    appliance.change("m");
    appliance.releaseModel("m", "1.1.0");
    appliance.releaseModel("m", "1.2.0");
    appliance.models.log.clear();
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @Test
  void shadowCanaryPromoteWithoutLoadingAnythingTwice() {
    Plan plan = appliance.service.plan(PlanRequest.of(new Shadow("m", "1.1.0")), TestAppliance.ADA);
    assertEquals(List.of(new Plan.TrafficNote("m", "m 1.1.0 gets copies of the calls, 1.0.0 answers them all")), plan.trafficChanges());
    assertTrue(plan.changes().get(0).candidate());
    assertEquals(Set.of("m"), plan.names());
    assertEquals("m 1.1.0 (candidate)", plan.components().get(0).name(), "compared with the active version");
    assertEquals(State.PLANNED, state("1.1.0"));
    appliance.approve();
    ApplyReport shadow = appliance.apply(StepListener.NONE);
    assertEquals(List.of("m 1.1.0"), shadow.candidates().stream().map(Object::toString).toList());
    assertEquals(List.of(), shadow.promoted());
    assertEquals(List.of("load 1.1.0", "activate 1.1.0"), appliance.models.log);
    assertEquals(List.of("m 1.0.0"), appliance.active());
    assertEquals("1.0.0", answers("R-1"));
    assertEquals("shadow", appliance.service.status().packages().get(1).traffic().orElseThrow());
    assertEquals(List.of(State.ACTIVE, State.CANDIDATE, State.VERIFIED), List.of(state("1.0.0"), state("1.1.0"), state("1.2.0")));
    assertEquals(List.of("test.m 1.0.0", "test.m 1.1.0"), appliance.installed());

    appliance.models.log.clear();
    appliance.change(CANARY);
    assertEquals(List.of("activate 1.1.0"), appliance.models.log, "its part changes, it stays warm");
    assertEquals("1.1.0", answers("R-1"));
    assertEquals(10, appliance.router.traffic("m").orElseThrow().percent());
    assertEquals(Optional.of("1.1.0"), leased("1.1.0"));
    assertEquals(Optional.of("1.0.0"), leased("1.0.0"));
    assertEquals(Optional.empty(), leased("1.2.0"));

    appliance.models.log.clear();
    ApplyReport promoted = appliance.change(new Promote("m"));
    assertEquals(List.of("deactivate 1.0.0", "activate 1.1.0", "close 1.0.0"), appliance.models.log);
    assertEquals(List.of("m 1.1.0"), promoted.promoted().stream().map(Object::toString).toList());
    assertEquals(List.of("m 1.0.0"), promoted.retired().stream().map(Object::toString).toList());
    assertEquals(List.of(), promoted.restarted());
    assertEquals(List.of(), promoted.warnings());
    assertEquals(List.of("test.m 1.1.0"), appliance.installed());
    assertEquals(Optional.empty(), appliance.router.traffic("m"));
    assertEquals("SP-PLAN-0045", code(() -> appliance.plan(new Promote("m"))));

    appliance.models.log.clear();
    appliance.service.rollback(3, "quinn", TestAppliance.PASSWORD.clone(), StepListener.NONE);
    assertEquals(List.of("load 1.0.0", "activate 1.0.0", "activate 1.1.0"), appliance.models.log, "the canary was never closed");
    assertEquals(List.of("m 1.0.0"), appliance.active());
    assertEquals("1.1.0", answers("R-1"), "with its generation the traffic is back");
    assertTrue(appliance.audit.types().contains("package.candidate"));
  }

  @Test
  void aWithdrawnCandidateDrainsAndGoes() {
    appliance.change(new Canary("m", "1.1.0", 0, Set.of("R-1")));
    assertEquals("1.0.0", answers("R-2"));
    Lease open = appliance.router.lease("m", "R-1").orElseThrow();
    appliance.plan(new Withdraw("m"));
    appliance.approve();
    assertEquals("SP-APPLY-0015", code(() -> appliance.apply(StepListener.NONE)), "a call is inside it");
    assertEquals("1.1.0", answers("R-1"), "as before");
    open.close();
    appliance.models.log.clear();
    assertEquals(List.of("m 1.1.0"), appliance.change(new Withdraw("m")).retired().stream().map(Object::toString).toList());
    assertEquals(List.of("deactivate 1.1.0", "close 1.1.0"), appliance.models.log);
    assertEquals("1.0.0", answers("R-1"));
    assertEquals(List.of("test.m 1.0.0"), appliance.installed());
  }

  @Test
  void anIllCandidateOrPromotionIsTakenBack() {
    appliance.models.ill.add("1.1.0");
    appliance.plan(CANARY);
    appliance.approve();
    assertEquals("SP-APPLY-0014", code(() -> appliance.apply(StepListener.NONE)));
    assertEquals(List.of("load 1.1.0", "activate 1.1.0", "deactivate 1.1.0", "close 1.1.0"), appliance.models.log.stream().filter(line -> line.endsWith("1.1.0")).toList());
    assertEquals("1.0.0", answers("R-1"));
    assertEquals(List.of("test.m 1.0.0"), appliance.installed());

    appliance.models.ill.clear();
    appliance.change(CANARY);
    appliance.plan(new Promote("m"));
    appliance.approve();
    appliance.models.ill.add("1.1.0");
    assertEquals("SP-APPLY-0014", code(() -> appliance.apply(StepListener.NONE)));
    assertEquals(List.of("m 1.0.0"), appliance.active());
    assertEquals("1.1.0", answers("R-1"), "the canary is what it was");
    assertEquals(List.of("test.m 1.0.0", "test.m 1.1.0"), appliance.installed());
  }

  /** Approvers decide, and read why and despite what. */
  @Test
  void aCandidateThatIsNotHealthyAnswersMoreOnlyForAReason() {
    appliance.change(new Shadow("m", "1.1.0"));
    appliance.models.ill.add("1.1.0");
    assertEquals("SP-MODEL-0076", code(() -> appliance.plan(new Promote("m"))));
    assertEquals("SP-MODEL-0076", code(() -> appliance.plan(CANARY)));
    assertEquals("SP-MODEL-0076", code(() -> plan(List.of("m/1.1.0"))), "by another name");
    for (String reason : List.of(" ", "fine\u001b[1A\u001b[2K", "fine\nm 1.1.0 is healthy", "fine\u202e", "x".repeat(513))) { // what would hide the warning from who reads the plan
      assertEquals("SP-MODEL-0076", code(() -> appliance.service.plan(PlanRequest.of(new Promote("m")).despite(reason), TestAppliance.ADA)));
    }
    Plan plan = appliance.service.plan(PlanRequest.of(new Promote("m")).despite("the old one is worse"), TestAppliance.ADA);
    assertEquals(List.of("NOT HEALTHY: m 1.1.0, as the test wants it; planned all the same: the old one is worse", "m 1.1.0 is promoted: it answers all calls, 1.0.0 goes"), words(plan));
    assertEquals(List.of("m 1.1.0 is withdrawn: 1.0.0 answers all calls"), words(appliance.service.plan(PlanRequest.of(new Withdraw("m")), TestAppliance.ADA)));
    appliance.models.ill.clear();
    assertEquals(1, words(appliance.service.plan(PlanRequest.of(new Promote("m")), TestAppliance.ADA)).size());
  }

  @Test
  void whatCannotBeACandidate() {
    appliance.release("pump", "1.0.0", "never");
    appliance.release("pump", "1.1.0", "never");
    for (TrafficChange change : List.of(new Shadow("pump", "1.1.0"), new Shadow("pump", "1.0.0"), new Canary("pump", "1.1.0", 5, Set.of()), new Promote("pump"), new Withdraw("pump"))) {
      assertEquals("SP-PLAN-0042", code(() -> appliance.plan(change)), "no model, and it does not run");
    }
    appliance.change("pump/1.0.0");
    assertEquals("SP-PLAN-0042", code(() -> appliance.plan(new Shadow("pump", "1.1.0"))), "no model");
    assertEquals("SP-PLAN-0042: pump is a capability, not a model, and only models have candidates – pump 1.0.0 – exchange it as a whole: generation:plan pump/VERSION; model:list shows models",
        assertThrows(RefusedException.class, () -> appliance.plan(new Shadow("pump", "1.0.0"))).getMessage(), "whatever else is wrong");
    appliance.releaseModel("n", "1.0.0");
    assertEquals("SP-PLAN-0044", code(() -> appliance.plan(new Shadow("n", "1.0.0"))), "nothing to be beside");
    assertEquals("SP-PLAN-0044", code(() -> appliance.plan(new Shadow("m", "1.0.0"))), "the active version itself");
    assertEquals("SP-PLAN-0001", code(() -> appliance.plan(new Shadow("m", "9.9.9"))));
    assertEquals("SP-PLAN-0045", code(() -> appliance.plan(new Withdraw("m"))));
    assertEquals("SP-PLAN-0046", code(() -> appliance.plan(new Canary("m", "1.1.0", 0, Set.of()))));
    assertEquals("SP-PLAN-0046", code(() -> appliance.plan(new Canary("m", "1.1.0", 101, Set.of()))));
    assertEquals("SP-PLAN-0047", code(() -> plan(List.of(), new Shadow("m", "1.1.0"), new Canary("m", "1.2.0", 5, Set.of()))), "two claim to be the candidate");
    assertEquals("SP-PLAN-0047", code(() -> plan(List.of("m/1.2.0"), new Shadow("m", "1.1.0"))));
    assertEquals("SP-PLAN-0003", code(() -> {
      appliance.change(CANARY);
      appliance.plan(CANARY);
    }));
  }

  @Test
  void ordinaryPlansKeepTrafficWhileBothVersionsAreKept() {
    appliance.change(CANARY);
    appliance.release("pump", "1.0.0", "never");
    Plan kept = appliance.service.plan(new PlanRequest(List.of("pump"), List.of()), TestAppliance.ADA);
    assertEquals(1, kept.traffic().size());
    assertEquals(List.of(), kept.trafficChanges());
    assertEquals(List.of("m 1.0.0", "m 1.1.0"), kept.kept().stream().map(Object::toString).toList());

    Plan dropped = appliance.service.plan(new PlanRequest(List.of("pump"), List.of()).withoutTraffic(), TestAppliance.ADA);
    assertEquals(List.of("m 1.1.0 is withdrawn: 1.0.0 answers all calls"), words(dropped));
    Plan third = appliance.service.plan(new PlanRequest(List.of("m/1.2.0"), List.of()), TestAppliance.ADA);
    assertEquals(List.of("m 1.1.0 is withdrawn: 1.2.0 answers all calls"), words(third), "its active version is not kept");
    Plan named = appliance.service.plan(new PlanRequest(List.of("m/1.1.0"), List.of()), TestAppliance.ADA);
    assertEquals(List.of("m 1.1.0 is promoted: it answers all calls, 1.0.0 goes"), words(named));
    Plan gone = appliance.service.plan(new PlanRequest(List.of("pump"), List.of("m")), TestAppliance.ADA);
    assertEquals(List.of("m 1.1.0 is withdrawn"), words(gone));
    Plan exchanged = appliance.service.plan(PlanRequest.of(new Canary("m", "1.2.0", 5, Set.of())), TestAppliance.ADA);
    assertEquals(List.of("m 1.1.0 is withdrawn: 1.0.0 answers all calls", "m 1.2.0 answers the calls of 5 % of the assets, 1.0.0 the others"), words(exchanged));
    Plan grown = appliance.service.plan(PlanRequest.of(new Canary("m", "1.1.0", 50, Set.of())), TestAppliance.ADA);
    assertEquals(List.of("m 1.1.0 answers the calls of 50 % of the assets, 1.0.0 the others; so far: canary 10 % and R-1"), words(grown));
    appliance.approve();
    appliance.apply(StepListener.NONE);
    appliance.plan(new Promote("m"));
    appliance.approve();
    appliance.apply(StepListener.NONE);
    assertEquals(1, appliance.service.plan(PlanRequest.like(2), TestAppliance.ADA).traffic().size(), "what generation 2 ran, traffic included");
  }

  @Test
  void bothVersionsAreThereAfterAStartAndStayInTheVault() {
    appliance.change(CANARY);
    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
    assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
    assertEquals(List.of("load 1.0.0", "activate 1.0.0", "load 1.1.0", "activate 1.1.0"), appliance.models.log);
    assertEquals("1.1.0", answers("R-1"));
    assertEquals(List.of("m 1.0.0"), appliance.active());
    appliance.releaseModel("m", "1.3.0");
    appliance.service.reconcile();
    assertFalse(appliance.housekeeping.prune(1, false, TestAppliance.ADA).pruned().packages().contains("m 1.1.0"));
    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
    assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
  }

  @Test
  void aFaultyCandidateLeavesTheActiveVersionAloneAndIsNotPromoted() {
    appliance.change(CANARY);
    appliance.service.reconciler().lost(appliance.router.route("m").candidate().orElseThrow());
    assertEquals("1.0.0", answers("R-1"));
    assertEquals(State.FAULTY, state("1.1.0"));
    assertFalse(appliance.service.status().ready());
    appliance.plan(new Promote("m"));
    appliance.approve();
    assertEquals("SP-APPLY-0025", code(() -> appliance.apply(StepListener.NONE)));
    assertEquals(List.of("m 1.0.0"), appliance.active());
    appliance.service.reconcile();
    assertEquals("1.1.0", answers("R-1"));
  }

  @Test
  void whatIsSignedElsewhereShowsTheTraffic() {
    appliance.change(CANARY);
    appliance.plan(new Promote("m"));
    byte[] exported = appliance.service.export();
    assertEquals(List.of(), ExportedCandidate.read(exported, "candidate").generation().traffic());
    appliance.plan(new Canary("m", "1.1.0", 25, Set.of()));
    String canary = new String(appliance.service.export(), StandardCharsets.UTF_8);
    assertEquals("canary 25 %", ExportedCandidate.read(canary.getBytes(StandardCharsets.UTF_8), "candidate").generation().traffic().get(0).words());
    assertEquals("SP-APPLY-0021", code(() -> ExportedCandidate.read(canary.replaceFirst("\"percent\": 25", "\"percent\": 26").getBytes(StandardCharsets.UTF_8), "edited")));
    appliance.approve();
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("Back from generation 4 to generation 2", "  m: 1.0.0 with candidate 1.1.0 (canary 25 %) → 1.0.0 with candidate 1.1.0 (canary 10 % and R-1)"),
        ExportedRollback.read(appliance.service.exportRollback(2), "rollback").lines());
  }

  /** The vendor takes back what is tried out, or what runs. */
  @Test
  void aCandidateThatTheVendorWithdrawsIsProposedForWithdrawal() throws IOException {
    appliance.change(CANARY);
    for (String file : List.of("package.json", "m-1.1.0.jar", "sbom.cdx.json", "CHANGELOG.md")) {
      appliance.vendor.remove("packages/m/1.1.0/" + file);
    }
    appliance.importAll();
    assertTrue(appliance.service.status().alarms().toString().contains("model:withdraw m"), appliance.service.status().alarms()::toString);
    appliance.service.lookForWithdrawals(true);
    assertEquals(List.of("m 1.1.0 is withdrawn: 1.0.0 answers all calls"), words(appliance.service.candidate().orElseThrow().plan()));
  }

  private Plan plan(List<String> packages, TrafficChange... changes) {
    return appliance.service.plan(new PlanRequest(packages, List.of(), Optional.empty(), List.of(changes), true), TestAppliance.ADA);
  }

  private String answers(String asset) {
    try (Lease lease = appliance.router.lease("m", asset).orElseThrow()) {
      return lease.version().version();
    }
  }

  private Optional<String> leased(String version) {
    Optional<Lease> lease = appliance.router.leaseVersion("m", version);
    lease.ifPresent(Lease::close);
    return lease.map(held -> held.version().version());
  }

  private State state(String version) {
    return appliance.service.packages().stream().filter(pack -> pack.version().toString().equals("m " + version)).findFirst().orElseThrow().state();
  }

  private static List<String> words(Plan plan) {
    return plan.trafficChanges().stream().map(Plan.TrafficNote::words).toList();
  }

  private static String code(Executable executable) {
    return assertThrows(RefusedException.class, executable).refusal().code();
  }
}
