package io.sallyport.vault.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvisoryTest {
  private static final String RECORD = """
      {"schema_version": "1.6.0", "id": "GHSA-test-0001", "aliases": ["CVE-2026-0001"], "modified": "2026-11-01T00:00:00Z", "summary": "Reads\\n too much",
       "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}], "database_specific": {"severity": "HIGH"},
       "affected": [{"package": {"ecosystem": "Maven", "name": "org.example:lib"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2.3"}, {"introduced": "2.0"}, {"last_affected": "2.1"}]}, {"type": "GIT", "events": [{"introduced": "0"}]}],
         "versions": ["9.9-odd"]}]}""";

  @Test
  void aRecordIsRead() {
    Advisory advisory = parse(RECORD).get(0);
    assertEquals("GHSA-test-0001", advisory.id());
    assertEquals("HIGH", advisory.severity());
    assertEquals("Reads too much", advisory.summary());
    assertEquals("pkg:maven/org.example/lib", advisory.affected().get(0).purl());
    assertEquals(2, parse("[" + RECORD + "," + RECORD.replace("0001", "0002") + "]").size());
    assertEquals(List.of(), parse(RECORD.replace("\"summary\"", "\"withdrawn\": \"2026-11-02T00:00:00Z\", \"summary\"")));
  }

  @Test
  void rangesAndListedVersionsDecide() {
    Affected affected = parse(RECORD).get(0).affected().get(0);
    for (String version : List.of("0.1", "1.2.2", "1.2.3-rc1", "2.0", "2.0.9", "2.1", "9.9-odd")) {
      assertTrue(affected.includes(version), version);
    }
    for (String version : List.of("1.2.3", "1.2.3.Final", "1.9", "2.0-alpha", "2.1.1", "3", "9.9")) {
      assertFalse(affected.includes(version), version);
    }
    assertEquals(List.of("1.2.3"), affected.fixedAfter("1.0"));
    assertEquals(List.of(), affected.fixedAfter("2.0"));
  }

  @Test
  void versionsHaveTheOrderOfReleases() {
    List<String> ascending = List.of("1-alpha", "1.0-beta-2", "1.0.0-rc1", "1.0-SNAPSHOT", "1", "1.0.1", "1.0.10", "1.1", "4.1.132.Final", "4.1.133", "20260101");
    for (int left = 0; left < ascending.size(); left++) {
      for (int right = 0; right < ascending.size(); right++) {
        int order = new ComponentVersion(ascending.get(left)).compareTo(new ComponentVersion(ascending.get(right)));
        assertEquals(Integer.compare(left, right), Integer.signum(order), ascending.get(left) + " " + ascending.get(right));
      }
    }
    for (String same : List.of("1.0", "1.0.0", "1.0.0.Final", "1.0+build.5")) {
      assertEquals(new ComponentVersion("1"), new ComponentVersion(same));
    }
  }

  @Test
  void aPackageUrlLosesWhatFollowsTheName() {
    assertEquals("pkg:maven/g/a", Affected.base("pkg:maven/g/a@1.0?type=jar#x"));
    assertEquals("pkg:npm/%40scope/a", Affected.base("pkg:npm/%40scope/a@1"));
    assertEquals("pkg:generic/a", Affected.base("pkg:generic/a"));
  }

  @Test
  void whatIsNoAdvisoryIsRefused() {
    for (String text : List.of("[1]", "\"x\"", "{}", "{\"id\": \"a\"}", "{\"id\": \"a\", \"modified\": \"yesterday\"}", RECORD.replace("\"events\"", "\"happenings\""), RECORD.replace("\"affected\": [", "\"affected\": [3, "))) {
      assertEquals("SP-MEDIUM-0040", assertThrows(RefusedException.class, () -> parse(text), text).refusal().code(), text);
    }
    assertEquals("SP-TRUST-0002", assertThrows(RefusedException.class, () -> parse("{")).refusal().code());
  }

  @Test
  void filesLieInAFolderOfTheirOwn() {
    assertTrue(Advisory.isTarget("advisories/osv-2026-11.json"));
    for (String path : List.of("advisories/../x.json", "advisories/a/b.json", "advisories/.json", "packages/a/1.0.0/x.json", "advisories/x.jar")) {
      assertFalse(Advisory.isTarget(path), path);
    }
  }

  private static List<Advisory> parse(String text) {
    return Advisory.parse(text.getBytes(StandardCharsets.UTF_8), "test");
  }
}
