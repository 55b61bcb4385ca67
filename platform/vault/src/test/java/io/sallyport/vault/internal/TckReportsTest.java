package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.ContentStoreTest.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.Role;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.SemVer;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.tck.RuleOutcome.Verdict;
import io.sallyport.vault.tck.TckDemand;
import io.sallyport.vault.tck.TckReport;
import io.sallyport.vault.tck.TckStanding;
import io.sallyport.vault.testing.TestKey;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a report on a package, and everything that must not. */
class TckReportsTest {
  private static final TckDemand DEMAND = new TckDemand(SemVer.parse("0.1.0").orElseThrow());

  @TempDir Path folder;
  private final Signer partner = TestKey.create();
  private final Role role = new Role("acme", List.of(partner.key().id()), 1, Map.of(partner.key().id(), partner.key()));
  private final Descriptor plain = descriptor("reads the pump");

  @Test
  void aPassingReportOfTheRoleThatVouchesCounts() throws IOException {
    TckStanding standing = standing(Envelope.sign(report(Verdict.PASSED).toJson(), partner).toBytes());
    assertEquals(Optional.empty(), standing.fault());
    assertEquals(List.of(partner.key().id()), standing.signers());
    assertEquals("passed 1, failed 0, not applicable 0, by TCK 0.1.0 against API 0.3.0", standing.line());
    DEMAND.require(standing, "acme 1.0.0");
  }

  @Test
  void whatIsMissingOrUnreadableDoesNot() throws IOException {
    assertFault("SP-MEDIUM-0060", TckReports.of(new VaultPackage(plain, 1), new MediumVault(Map.of()), Optional.of(role)));
    assertFault("SP-MEDIUM-0060", standing("no JSON".getBytes(StandardCharsets.UTF_8)));
    JsonObject good = report(Verdict.PASSED).toJson();
    for (JsonObject bad : List.of(good.toBuilder().put("_type", "targets").build(), good.toBuilder().put("rules", List.of()).build(), good.toBuilder().put("passed", 2).build(),
        good.toBuilder().put("rules", List.of(good.objects("rules").get(0), good.objects("rules").get(0))).put("passed", 2).build())) {
      assertFault("SP-MEDIUM-0060", standing(Envelope.sign(bad, partner).toBytes()));
    }
  }

  @Test
  void whatNobodyOfTheRoleHasSignedDoesNot() throws IOException {
    JsonObject report = report(Verdict.PASSED).toJson();
    assertFault("SP-MEDIUM-0061", standing(new Envelope(report, List.of()).toBytes()));
    assertFault("SP-MEDIUM-0061", standing(Envelope.sign(report, TestKey.create()).toBytes()));
    JsonObject failed = report(Verdict.FAILED).toJson();
    assertFault("SP-MEDIUM-0061", standing(new Envelope(report, Envelope.sign(failed, partner).signatures()).toBytes()));
    TckReport good = report(Verdict.PASSED);
    Map<String, Path> files = files(Envelope.sign(good.toJson(), partner).toBytes());
    assertFault("SP-MEDIUM-0061", TckReports.of(pack(files), new MediumVault(files), Optional.empty()));
  }

  @Test
  void whatIsAboutSomethingElseDoesNot() throws IOException {
    TckReport other = TestVendor.report(descriptor("reads everything"), Verdict.PASSED);
    assertFault("SP-MEDIUM-0062", standing(Envelope.sign(other.toJson(), partner).toBytes()));
    TckReport bundle = new TckReport("0.1.0", "0.3.0", "17", "Linux", "acme", "1.0.0", "capability", TckReport.subject(plain), List.of("0".repeat(64)), report(Verdict.PASSED).rules());
    assertFault("SP-MEDIUM-0062", standing(Envelope.sign(bundle.toJson(), partner).toBytes()));
    TckReport version = new TckReport("0.1.0", "0.3.0", "17", "Linux", "acme", "1.0.1", "capability", TckReport.subject(plain), report(Verdict.PASSED).bundles(), report(Verdict.PASSED).rules());
    assertFault("SP-MEDIUM-0062", standing(Envelope.sign(version.toJson(), partner).toBytes()));
  }

  @Test
  void aFailedRuleAndAnOldTckDoNot() throws IOException {
    assertFault("SP-MEDIUM-0063", standing(Envelope.sign(report(Verdict.FAILED).toJson(), partner).toBytes()));
    TckStanding good = standing(Envelope.sign(report(Verdict.PASSED).toJson(), partner).toBytes());
    assertEquals("SP-MEDIUM-0064", code(() -> new TckDemand(SemVer.parse("0.2.0").orElseThrow()).require(good, "acme 1.0.0")));
  }

  private static void assertFault(String code, TckStanding standing) {
    assertEquals(Optional.of(code), standing.fault().map(Refusal::code));
    assertTrue(standing.line().contains(code), standing.line());
    assertEquals(code, code(() -> DEMAND.require(standing, "acme 1.0.0")));
    assertFalse(standing.line().contains("\n"));
  }

  private TckReport report(Verdict verdict) {
    return TestVendor.report(plain, verdict);
  }

  private TckStanding standing(byte[] report) throws IOException {
    Map<String, Path> files = files(report);
    return TckReports.of(pack(files), new MediumVault(files), Optional.of(role));
  }

  private Map<String, Path> files(byte[] report) throws IOException {
    Path file = Files.write(folder.resolve(Digests.sha256(report)), report);
    return Map.of(Digests.sha256(report), file);
  }

  /** The plain package with that report as a part. */
  private VaultPackage pack(Map<String, Path> files) throws IOException {
    Map.Entry<String, Path> report = files.entrySet().iterator().next();
    List<JsonObject> parts = new ArrayList<>(plain.json().objects("parts"));
    parts.add(JsonObject.builder().put("path", TckReport.FILE).put("role", "checks").put("length", Files.size(report.getValue())).put("sha256", report.getKey()).build());
    byte[] bytes = plain.json().toBuilder().put("parts", parts).build().toString().getBytes(StandardCharsets.UTF_8);
    return new VaultPackage(Descriptor.parse(bytes, "package.json"), bytes.length);
  }

  private static Descriptor descriptor(String summary) {
    JsonObject part = JsonObject.builder().put("path", "acme-1.0.0.jar").put("role", "bundle").put("length", 1).put("sha256", "a".repeat(64)).build();
    JsonObject json = JsonObject.builder().put("schema", "sallyport.package/1").put("name", "acme").put("kind", "capability").put("version", "1.0.0").put("publisher", "Acme").put("summary", summary)
        .put("api", "[0.3,0.4)").put("parts", List.of(part)).build();
    return Descriptor.parse(json.toString().getBytes(StandardCharsets.UTF_8), "package.json");
  }
}
