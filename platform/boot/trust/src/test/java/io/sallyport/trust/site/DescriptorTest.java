package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Digests;
import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTest {
  private static final String GOOD = """
      {"schema": "sallyport.package/1", "name": "radiator-anomaly", "kind": "model", "version": "1.0.0", "publisher": "Sallyport",
       "summary": "Autoencoder", "api": "[0.3,0.4)", "gxp": "none",
       "parts": [{"path": "radiator-anomaly-1.0.0.jar", "role": "bundle", "length": 3, "sha256": "SHA"}, {"path": "sbom.cdx.json", "role": "sbom", "length": 0, "sha256": "SHA"}],
       "conduits": [{"direction": "out", "protocol": "opc.tcp", "address": "127.0.0.1", "port": 4840, "why": "reads"}], "roles": ["operator"], "qualification": {"scope": "IQ,OQ"}}
      """.replace("SHA", "ab".repeat(32));

  @Test
  void readsAll() {
    Descriptor descriptor = parse(GOOD);
    assertEquals("packages/radiator-anomaly/1.0.0/radiator-anomaly-1.0.0.jar", descriptor.target(descriptor.parts("bundle").get(0)));
    assertEquals(Digests.sha256(GOOD.getBytes(StandardCharsets.UTF_8)), descriptor.sha256());
    assertEquals(4840, descriptor.conduits().get(0).port());
    assertTrue(PackageRef.isDescriptor(descriptor.ref().descriptor()));
    assertEquals(descriptor.ref(), PackageRef.ofTarget("packages/radiator-anomaly/1.0.0/sbom.cdx.json").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"\"name\": \"radiator-anomaly\"|\"name\": \"Radiator\"", "radiator-anomaly-1.0.0.jar|../../evil.jar", "radiator-anomaly-1.0.0.jar|a/b.jar",
      "radiator-anomaly-1.0.0.jar|.hidden.jar", "radiator-anomaly-1.0.0.jar|bundle.zip", "sbom.cdx.json|second.jar", "sbom.cdx.json|package.json", "sbom.cdx.json|radiator-anomaly-1.0.0.jar",
      "\"version\": \"1.0.0\"|\"version\": \"1.0\"", "\"version\": \"1.0.0\"|\"version\": \"01.0.0\"", "\"role\": \"bundle\"|\"role\": \"native\"", "\"port\": 4840|\"port\": 0",
      "\"gxp\": \"none\"|\"gxp\": \"maybe\"", "\"length\": 3|\"length\": -1", "abab|ABAB", "package/1|package/2", "\"direction\": \"out\"|\"direction\": \"both\"",
      "\"Autoencoder\"|\"two\\nlines\""})
  void refusesBadFields(String good, String bad) {
    assertTrue(GOOD.contains(good));
    assertEquals("SP-TRUST-0060", assertThrows(RefusedException.class, () -> parse(GOOD.replaceFirst(java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad)))).refusal().code());
  }

  @Test
  void aConduitMayHaveANameInsteadOfAnAddress() {
    String named = GOOD.replace("\"address\": \"127.0.0.1\", \"port\": 4840", "\"name\": \"edge-2\"");
    Descriptor descriptor = parse(named);
    assertEquals(Set.of("edge-2"), descriptor.namedConduits());
    assertEquals("out opc.tcp conduit edge-2, address by the site – reads", descriptor.conduits().get(0).told());
    assertEquals(Set.of(), parse(GOOD).namedConduits());
    for (String bad : List.of(named.replace("edge-2", "Edge 2"), named.replace("\"out\"", "\"in\""), GOOD.replace("\"port\": 4840", "\"port\": 4840, \"name\": \"edge-2\""))) {
      assertEquals("SP-TRUST-0060", assertThrows(RefusedException.class, () -> parse(bad)).refusal().code());
    }
  }

  @Test
  void refusesAnUnknownKindAndAMissingBundle() {
    assertEquals("SP-TRUST-0040", assertThrows(RefusedException.class, () -> parse(GOOD.replace("\"model\"", "\"driver\""))).refusal().code());
    assertThrows(RefusedException.class, () -> parse(GOOD.replaceFirst("(?s)\"parts\": \\[.*?\\]", "\"parts\": []")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"packages/a/1.0.0", "packages/a/1.0.0/b/c", "packages/../1.0.0/x", "packages/a/1/x", "other/a/1.0.0/x", "packages/a/1.0.0/..", "packages/A/1.0.0/x", "/packages/a/1.0.0/x"})
  void otherPathsAreNoPackages(String path) {
    assertTrue(PackageRef.ofTarget(path).isEmpty());
  }

  @Test
  void versionsAreOrderedAsSemanticVersioningSays() {
    List<String> ascending = List.of("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "2.0.0");
    List<String> sorted = Stream.of("2.0.0", "1.10.0", "1.0.0-rc.1", "1.0.0-beta.11", "1.0.0-alpha.beta", "1.0.0", "1.2.0", "1.0.0-beta.2", "1.0.0-alpha", "1.0.0-beta", "1.0.0-alpha.1")
        .map(text -> SemVer.parse(text).orElseThrow()).sorted(Comparator.naturalOrder()).map(SemVer::toString).toList();
    assertEquals(ascending, sorted);
  }

  private static Descriptor parse(String text) {
    return Descriptor.parse(text.getBytes(StandardCharsets.UTF_8), "test");
  }
}
