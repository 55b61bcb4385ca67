package io.sallyport.vault.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** CycloneDX VEX as the specification writes it. */
class VexTest {
  private static final String VEX = """
      {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"timestamp": "2026-11-03T12:00:00+01:00"},
       "components": [{"type": "library", "bom-ref": "the-lib", "name": "lib", "purl": "pkg:maven/org.example/lib@1.0"}],
       "vulnerabilities": [
        {"id": "CVE-2026-1", "references": [{"id": "GHSA-1"}], "ratings": [{"severity": "medium"}], "description": "Reads\\n too much", "updated": "2026-11-04T00:00:00Z",
         "analysis": {"state": "exploitable"},
         "affects": [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#the-lib", "versions": [{"range": "vers:maven/>=1.0|<1.4|2.1"}, {"version": "3.0", "status": "affected"}]}, {"ref": "nothing-here"}]},
        {"id": "CVE-2026-2", "analysis": {"state": "not_affected", "justification": "code_not_reachable"}, "affects": [{"ref": "the-lib"}]},
        {"id": "CVE-2026-3", "affects": [{"ref": "pkg:maven/org.example/other"}]}]}""";

  @Test
  void aDocumentIsRead() {
    AdvisoryFile file = parse(VEX);
    assertEquals(List.of("CVE-2026-1", "CVE-2026-3"), file.records().stream().map(Advisory::id).toList());
    Advisory first = file.records().get(0);
    assertEquals("MODERATE", first.severity());
    assertEquals("Reads too much", first.summary());
    assertEquals(List.of("GHSA-1"), first.aliases());
    assertEquals(Instant.parse("2026-11-04T00:00:00Z"), first.modified());
    assertEquals(Instant.parse("2026-11-03T11:00:00Z"), file.records().get(1).modified());
    assertEquals(1, first.affected().size());
    Affected affected = first.affected().get(0);
    assertEquals("pkg:maven/org.example/lib", affected.purl());
    List.of("1.0", "1.3.9", "2.1", "3.0").forEach(version -> assertTrue(affected.includes(version), version));
    List.of("0.9", "1.4", "2.0", "3.1").forEach(version -> assertFalse(affected.includes(version), version));
    assertTrue(file.records().get(1).affected().get(0).includes("77"), "no version named: every one");
  }

  @Test
  void whatTheVendorSaysIsAboutThatVersionOnly() {
    Assessment not = parse(VEX).assessments().get(1);
    assertEquals("not affected: code not reachable", not.toString());
    Advisory advisory = new Advisory("GHSA-2", List.of("CVE-2026-2"), Instant.EPOCH, "HIGH", "", List.of());
    assertTrue(not.isAbout(advisory, "pkg:maven/org.example/lib", "1.0"));
    assertFalse(not.isAbout(advisory, "pkg:maven/org.example/lib", "1.1"), "another version");
    assertFalse(not.isAbout(advisory, "pkg:maven/org.example/other", "1.0"), "another component");
    assertFalse(not.isAbout(new Advisory("GHSA-3", List.of(), Instant.EPOCH, "HIGH", "", List.of()), "pkg:maven/org.example/lib", "1.0"), "another vulnerability");
  }

  @Test
  void theLatestStatementCounts() {
    Advisory advisory = new Advisory("CVE-2026-2", List.of(), Instant.EPOCH, "HIGH", "", List.of());
    List<Affected> lib = parse(VEX).assessments().get(1).affected();
    Assessment early = new Assessment("CVE-2026-2", "not_affected", Optional.empty(), Instant.parse("2026-01-01T00:00:00Z"), lib);
    Assessment late = new Assessment("CVE-2026-2", "exploitable", Optional.empty(), Instant.parse("2026-02-01T00:00:00Z"), lib);
    for (List<Assessment> order : List.of(List.of(early, late), List.of(late, early))) {
      assertEquals("exploitable", new Advisories(1, List.of(), order).assessment(advisory, "pkg:maven/org.example/lib", "1.0").orElseThrow().state());
    }
  }

  @Test
  void rangesHaveTheirEnds() {
    assertRange("vers:maven/<=2.0", List.of("1.0", "2.0"), List.of("2.0.1"));
    assertRange("vers:maven/*", List.of("0.1", "9"), List.of());
    assertRange("vers:maven/>1.0", List.of("1.0", "5"), List.of("0.9"));
    assertRange("vers:maven/>=1.0|<=1.2|>=3.0|<3.5", List.of("1.1", "3.4"), List.of("2.0", "3.5"));
  }

  private static void assertRange(String range, List<String> inside, List<String> outside) {
    Affected affected = parse(VEX.replace("vers:maven/>=1.0|<1.4|2.1", range)).records().get(0).affected().get(0);
    inside.forEach(version -> assertTrue(affected.includes(version), range + " " + version));
    outside.forEach(version -> assertFalse(affected.includes(version), range + " " + version));
  }

  @Test
  void whatIsNoVexIsRefused() {
    for (String text : List.of("{\"bomFormat\": \"SPDX\"}", VEX.replace("\"1.6\"", "\"1.3\""), VEX.replace("\"vulnerabilities\"", "\"weaknesses\""), VEX.replace("vers:maven/", "maven "), VEX.replace("2026-11-04T", "yesterday"),
        VEX.replace("\"id\": \"CVE-2026-3\", ", ""), VEX.replace("\"metadata\"", "\"about\""))) {
      assertEquals("SP-MEDIUM-0040", assertThrows(RefusedException.class, () -> parse(text), text).refusal().code(), text);
    }
  }

  private static AdvisoryFile parse(String text) {
    return AdvisoryFile.parse(text.getBytes(StandardCharsets.UTF_8), "test");
  }
}
