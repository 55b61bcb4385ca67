package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.GenerationLifeTest.code;
import static io.sallyport.provision.internal.TestAppliance.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SemVer;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRootMaker;
import io.sallyport.vault.tck.RuleOutcome.Verdict;
import io.sallyport.vault.testing.TestKey;
import io.sallyport.vault.testing.TestVendor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site whose root demands TCK reports: what comes in must have a good one, what runs is not asked. */
class TckDemandTest {
  @TempDir
  Path directory;
  private TestAppliance appliance;

  @BeforeEach
  void boot() {
    appliance = TestAppliance.running(directory, "1.0.0");
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @Test
  void withoutADemandAPlanOnlyShowsTheReport() {
    release("valve", report(appliance.vendor.targetKeys().get(0), Verdict.FAILED));
    appliance.plan("valve");
    JsonObject shown = appliance.service.candidate().orElseThrow().plan().json().objects("reports").get(0);
    assertEquals("valve", shown.string("name"));
    assertTrue(shown.string("line").contains("failed 1") && shown.string("line").contains("SP-MEDIUM-0063"), shown.string("line"));
    appliance.approve();
  }

  @Test
  void withADemandOnlyAGoodReportComesIn() {
    Signer vendor = appliance.vendor.targetKeys().get(0);
    demand("0.1.0");
    release("valve", report(vendor, Verdict.PASSED));
    release("fan", report(TestKey.create(), Verdict.PASSED));
    release("heater", report(vendor, Verdict.FAILED));
    appliance.release("mixer", "1.0.0", "never");
    assertEquals("SP-MEDIUM-0061", code(() -> appliance.plan("fan")), "signed by a stranger");
    assertEquals("SP-MEDIUM-0063", code(() -> appliance.plan("heater")), "failed");
    assertEquals("SP-MEDIUM-0060", code(() -> appliance.plan("mixer")), "none");
    assertEquals("SP-MEDIUM-0060", code(() -> appliance.plan("valve", "mixer")), "one of two");
    appliance.change("valve");
    assertEquals(List.of("pump 1.0.0", "valve 1.0.0"), appliance.active(), "pump has no report and runs on");
    demand("0.2.0");
    release("lamp", report(vendor, Verdict.PASSED));
    assertEquals("SP-MEDIUM-0064", code(() -> appliance.plan("lamp")), "of an older TCK");
    assertTrue(appliance.audit.types().contains("generation.refused"));
  }

  private void release(String name, Function<Descriptor, byte[]> report) {
    appliance.vendor.release(name, "capability", "1.0.0", TestAppliance.plugin(name, "1.0.0").header("Test-Fail", "never").bytes(), report);
    appliance.imported(name, "1.0.0");
  }

  private static Function<Descriptor, byte[]> report(Signer signer, Verdict verdict) {
    return descriptor -> Envelope.sign(TestVendor.report(descriptor, verdict).toJson(), signer).toBytes();
  }

  /** The next site root demands reports; the same people. */
  private void demand(String minimum) {
    SiteCharter now = appliance.charter("quinn", "sam");
    SiteCharter charter = new SiteCharter(now.site(), now.members(), now.approval(), now.waiver(), SemVer.parse(minimum), now.policy());
    assertEquals(charter, SiteCharter.parse(charter.toJson().toString().getBytes(), "charter"));
    ExportedSite site = ExportedSite.read(appliance.authority.export(now.policy(), ADA), "exported");
    JsonObject root = new SiteRootMaker(Clock.systemUTC()).next(appliance.authority.root().orElseThrow(), charter, site.generations(), site.appliance());
    appliance.authority.importRoot(Envelope.sign(root, appliance.key("quinn"), appliance.key("sam")).toBytes(), ADA);
    assertEquals(Optional.of(minimum), appliance.authority.root().orElseThrow().tck().map(SemVer::toString));
  }
}
