package io.sallyport.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.tck.rule.StaticRules;
import io.sallyport.tck.testing.TestPackage;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.vault.tck.RuleOutcome;
import io.sallyport.vault.tck.RuleOutcome.Verdict;
import io.sallyport.vault.tck.TckReport;
import io.sallyport.vault.testing.TestJar;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each static rule: a package that keeps it, and packages that break it and nothing else. */
class StaticRulesTest {
  private static final Tck TCK = new Tck(Platform.own(), subject -> List.of());

  /** A package that breaks one rule. */
  private record Broken(String rule, String how, TestPackage pack, String observed) {}

  @TempDir Path folder;

  @Test
  void goodPackagesPass() throws Exception {
    for (String kind : List.of("capability", "connector", "model", "library")) {
      TckReport report = TCK.run(new TestPackage(kind).write(folder.resolve(kind)));
      assertEquals(List.of(), report.failures(), kind);
      assertTrue(report.count(Verdict.PASSED) >= 13, kind);
    }
    assertEquals(List.of(), TCK.run(TestPackage.withDocuments("", "").write(folder.resolve("documents"))).failures());
    assertEquals(List.of(), TCK.run(TestPackage.remote("edge-2").write(folder.resolve("remote"))).failures());
  }

  @Test
  void everyRuleHasAFailingExample() {
    Set<String> shown = broken().stream().map(Broken::rule).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(StaticRules.all().stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new)), shown);
  }

  @TestFactory
  Stream<DynamicTest> brokenPackagesFailThatRuleOnly() {
    List<Broken> all = broken();
    return all.stream().map(broken -> DynamicTest.dynamicTest(broken.rule + " " + broken.how, () -> {
      TckReport report = TCK.run(broken.pack.write(folder.resolve("broken-" + all.indexOf(broken))));
      List<RuleOutcome> failures = report.failures();
      assertTrue(failures.stream().anyMatch(rule -> rule.id().equals(broken.rule) && rule.observed().contains(broken.observed)), failures::toString);
      if (!broken.rule.equals("SP-TCK-0001")) {
        assertEquals(1, failures.size(), failures::toString);
      }
    }));
  }

  private static List<Broken> broken() {
    List<Broken> all = new ArrayList<>();
    all.add(new Broken("SP-TCK-0001", "not a jar", capability().bundle("not a jar".getBytes(StandardCharsets.UTF_8)).unreadable(), "SP-MEDIUM-0011"));
    all.add(jar("SP-TCK-0002", "singleton", jar -> jar.header("Bundle-SymbolicName", "com.acme.limits;singleton:=true"), "singleton"));
    all.add(jar("SP-TCK-0002", "a name of the platform", jar -> jar.header("Bundle-SymbolicName", "io.sallyport.vault"), "SP-MEDIUM-0013"));
    all.add(jar("SP-TCK-0003", "another package", jar -> jar.header("Sallyport-Package", "limits;version=1.0.1"), "SP-MEDIUM-0012"));
    all.add(jar("SP-TCK-0003", "another Bundle-Version", jar -> jar.header("Bundle-Version", "1.0.1"), "Bundle-Version is 1.0.1"));
    all.add(jar("SP-TCK-0004", "a fragment", jar -> jar.header("Fragment-Host", "system.bundle"), "Fragment-Host"));
    all.add(jar("SP-TCK-0004", "dynamic imports", jar -> jar.header("DynamicImport-Package", "*"), "DynamicImport-Package"));
    all.add(jar("SP-TCK-0005", "a package of the API", jar -> jar.header("Export-Package", "io.sallyport.api.signal"), "io.sallyport.api.signal"));
    all.add(jar("SP-TCK-0005", "a package of a platform bundle", jar -> jar.header("Export-Package", "io.netty.buffer"), "io.netty.buffer"));
    all.add(jar("SP-TCK-0006", "an inner package", jar -> jar.header("Import-Package", "io.sallyport.vault"), "inner package io.sallyport.vault"));
    all.add(jar("SP-TCK-0006", "a library that is not promised", jar -> jar.header("Import-Package", "org.apache.commons.io"), "embed that library"));
    all.add(jar("SP-TCK-0006", "Netty for a capability", jar -> jar.header("Import-Package", "io.netty.buffer;version=\"[4.1,5)\""), "embed that library"));
    all.add(jar("SP-TCK-0006", "a version that the platform has not", jar -> jar.header("Import-Package", "org.slf4j;version=\"[3,4)\""), "the platform has"));
    all.add(jar("SP-TCK-0007", "a native library", jar -> jar.entry("lib/libfast.so", new byte[] {1}), "native code"));
    all.add(jar("SP-TCK-0007", "a native library under another name", jar -> jar.entry("data.bin", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}), "native code"));
    all.add(jar("SP-TCK-0007", "an engine", jar -> jar.entry("ai/djl/Engine.txt", new byte[] {1}), "engine"));
    all.add(new Broken("SP-TCK-0008", "a class", new TestPackage("model").jar(jar -> jar.entry("com/acme/Loader.class", classFile(61))), "SP-MEDIUM-0015"));
    all.add(new Broken("SP-TCK-0009", "a reserved name", capability().descriptor(json -> json.put("name", "vault")).jar(jar -> jar.header("Sallyport-Package", "vault;version=1.0.0"))
        .sbom(bom -> about(bom, "vault")), "SP-MEDIUM-0046"));
    all.add(new Broken("SP-TCK-0010", "an open range", capability().descriptor(json -> json.put("api", TestPackage.api().substring(1, 4))), "does not end"));
    all.add(new Broken("SP-TCK-0010", "another API", capability().descriptor(json -> json.put("api", "[9.0,9.1)")), "does not hold"));
    all.add(jar("SP-TCK-0010", "an import without an upper bound", jar -> jar.header("Import-Package", "io.sallyport.api.signal"), "without an upper bound"));
    all.add(new Broken("SP-TCK-0011", "no conduit", new TestPackage("connector").descriptor(json -> json.put("conduits", List.of())), "without a conduit"));
    all.add(conduit("no reason", TestPackage.conduit("10.0.0.7", "TODO")));
    all.add(conduit("anywhere", TestPackage.conduit("0.0.0.0", "reads the pump's registers")));
    all.add(new Broken("SP-TCK-0011", "a model with a conduit", new TestPackage("model").descriptor(json -> json.put("conduits", List.of(TestPackage.conduit("10.0.0.7", "fetches newer weights")))), "no network path"));
    all.add(new Broken("SP-TCK-0011", "a connector that leaves the address open", new TestPackage("connector").descriptor(json -> json.put("conduits", List.of(TestPackage.named("edge-2")))), "says the address"));
    all.add(new Broken("SP-TCK-0012", "no entry for this version", capability().file("CHANGELOG.md", "# limits 0.9.0\nOld.\n"), "no heading names 1.0.0"));
    all.add(new Broken("SP-TCK-0012", "an empty entry", capability().file("CHANGELOG.md", "# limits 1.0.0\n\n# limits 0.9.0\nOld.\n"), "no heading names 1.0.0"));
    all.add(new Broken("SP-TCK-0013", "about something else", capability().sbom(bom -> about(bom, "other")), "about other"));
    all.add(new Broken("SP-TCK-0013", "a library left out", capability().jar(jar -> jar.entry("lib/inner.jar", new TestJar("inner", "1.0.0").bytes())).sbom(bom -> bom.toBuilder().put("components", List.of()).build()), "lib/inner.jar"));
    all.add(jar("SP-TCK-0014", "no licence", jar -> jar.without("Bundle-License"), "no Bundle-License"));
    all.add(jar("SP-TCK-0014", "GPL inside", jar -> jar.entry("lib/gpl.jar", new TestJar("gpl", "1.0.0").header("Bundle-License", "GPL-3.0-only").bytes()), "GPL-3.0-only"));
    all.add(new Broken("SP-TCK-0015", "other weights than described", new TestPackage("model").jar(jar -> jar.entry("model.json", TestPackage.document(Digests.sha256(new byte[0])))), "model.json says"));
    all.add(new Broken("SP-TCK-0015", "golden vectors that do not fit", new TestPackage("model").jar(jar -> jar.entry("golden.json", "{\"tolerance\": 0.1, \"vectors\": [{\"inputs\": {\"x\": [1]}, \"outputs\": {\"y\": [3]}}]}".getBytes(StandardCharsets.UTF_8))), "SP-MODEL-0007"));
    all.add(new Broken("SP-TCK-0015", "a card of another model", TestPackage.withDocuments("\"name\": \"limits\"", "\"name\": \"others\""), "SP-MODEL-0021"));
    all.add(new Broken("SP-TCK-0015", "a reference of an input that is not there", TestPackage.withDocuments("\"input\": \"x\"", "\"input\": \"z\""), "SP-MODEL-0023"));
    all.add(new Broken("SP-TCK-0015", "a conduit that nobody approves", TestPackage.remote("edge-2").descriptor(json -> json.put("conduits", List.of(TestPackage.named("edge-3")))), "the descriptor asks for [edge-3]"));
    all.add(new Broken("SP-TCK-0015", "no card worth the name", new TestPackage("model").jar(jar -> jar.entry("model-card.md", "later".getBytes(StandardCharsets.UTF_8))), "model card has 5"));
    all.add(jar("SP-TCK-0016", "Java 21", jar -> jar.entry("com/acme/New.class", classFile(65)), "Java 21"));
    all.add(jar("SP-TCK-0016", "Java 21 in a nested jar", jar -> jar.entry("lib/inner.jar", new TestJar("inner", "1.0.0").entry("com/acme/New.class", classFile(65)).bytes()), "Java 21"));
    return all;
  }

  private static Broken jar(String rule, String how, UnaryOperator<TestJar> change, String observed) {
    return new Broken(rule, how, capability().jar(change), observed);
  }

  private static Broken conduit(String how, JsonObject conduit) {
    return new Broken("SP-TCK-0011", how, new TestPackage("connector").descriptor(json -> json.put("conduits", List.of(conduit))), "");
  }

  private static JsonObject about(JsonObject bom, String name) {
    JsonObject component = bom.object("metadata").object("component").toBuilder().put("name", name).build();
    return bom.toBuilder().put("metadata", bom.object("metadata").toBuilder().put("component", component).build()).build();
  }

  private static TestPackage capability() {
    return new TestPackage("capability");
  }

  private static byte[] classFile(int version) {
    return ByteBuffer.allocate(16).putInt(0xCAFEBABE).putInt(version).array();
  }
}
