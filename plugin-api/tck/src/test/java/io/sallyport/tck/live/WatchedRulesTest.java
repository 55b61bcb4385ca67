package io.sallyport.tck.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.tck.Finding;
import io.sallyport.tck.Platform;
import io.sallyport.tck.Subject;
import io.sallyport.tck.pack.ModelBundle;
import io.sallyport.tck.pack.PackageAssembly;
import io.sallyport.tck.pack.PackageContent;
import io.sallyport.trust.site.PackageRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Rules judged in a child JVM, as in earnest: example plugins that keep every rule, and those that break one which takes a JVM to find. */
class WatchedRulesTest {
  static final String GOLDEN_RULE = "SP-TCK-0050";
  private static final String GOLDEN = "{\"schema\": \"sallyport.model/1\", \"name\": \"acme\", \"version\": \"1.0.0\", \"format\": \"onnx\", \"file\": \"model.onnx\", \"sha256\": \"" + "0".repeat(64)
      + "\", \"inputs\": [{\"name\": \"x\", \"type\": \"FP32\", \"shape\": [1, 1]}], \"outputs\": [{\"name\": \"y\", \"type\": \"FP32\", \"shape\": [1, 1]}], \"golden\": \"golden.json\"}";
  private static final Path MODEL = Path.of("../../bundles/models/radiator-anomaly/1.0.0");

  /** Writes to address 0. */
  private static final String CRASH = "try { var field = Class.forName(\"sun.misc.Unsafe\", true, ClassLoader.getSystemClassLoader()).getDeclaredField(\"theUnsafe\"); field.setAccessible(true);"
      + " Object unsafe = field.get(null); unsafe.getClass().getMethod(\"putAddress\", long.class, long.class).invoke(unsafe, 0L, 0L); } catch (ReflectiveOperationException e) { problem = \"\" + e; }";

  @TempDir Path folder;

  @Test
  void goodPluginsKeepEveryRule() throws Exception {
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(folder.resolve("model/model.json"), GOLDEN);
    Files.writeString(folder.resolve("model/golden.json"), "{\"tolerance\": 0, \"vectors\": [{\"inputs\": {\"x\": [1]}, \"outputs\": {\"y\": [2]}}]}");
    Path setup = Files.writeString(folder.resolve("tck.json"), "{\"models\": [\"model\"], \"configurations\": {\"com.acme.example\": {\"most\": 3}}}");
    Map<String, Finding> capability = judge(ExamplePlugin.capability().build(folder.resolve("capability")), Optional.of(setup), LiveRules.all().stream().filter(rule -> !rule.id().equals(GOLDEN_RULE)).toList());
    assertEquals(List.of(), capability.entrySet().stream().filter(entry -> !(entry.getValue() instanceof Finding.Passed)).toList());
    Map<String, Finding> connector = judge(ExamplePlugin.connector().build(folder.resolve("connector")), Optional.empty(), LiveRules.all().stream().filter(rule -> !rule.id().equals(GOLDEN_RULE)).toList());
    assertEquals(Set.of("SP-TCK-0038", "SP-TCK-0039"), connector.entrySet().stream().filter(entry -> entry.getValue() instanceof Finding.NotApplicable).map(Map.Entry::getKey).collect(Collectors.toSet()));
    assertEquals(List.of(), connector.entrySet().stream().filter(entry -> entry.getValue() instanceof Finding.Failed).toList());
  }

  @TestFactory
  Stream<DynamicTest> brokenPluginsFailTheRule() {
    return BrokenPlugin.all().filter(BrokenPlugin::watched).map(broken -> DynamicTest.dynamicTest(broken.rule() + " " + broken.how(), () -> {
      Path made = broken.plugin().build(folder.resolve("broken-" + Math.abs(broken.how().hashCode())));
      Finding finding = judge(made, Optional.empty(), List.of(broken.judge())).get(broken.rule());
      assertInstanceOf(Finding.Failed.class, finding, finding::toString);
      assertTrue(finding.observed().contains(broken.observed()), finding::observed);
    }));
  }

  @Test
  void aJvmThatEndsIsTheRulesFailureAndTheNextRuleGoesOn() throws Exception {
    Path made = ExamplePlugin.capability().with("START", CRASH).build(folder.resolve("crash"));
    List<LiveRule> rules = LiveRules.all().stream().filter(rule -> Set.of("SP-TCK-0031", "SP-TCK-0041").contains(rule.id())).toList();
    Map<String, Finding> findings = judge(made, Optional.empty(), rules);
    assertTrue(findings.get("SP-TCK-0031").observed().contains("the JVM ended while it ran"), findings::toString);
    assertInstanceOf(Finding.Passed.class, findings.get("SP-TCK-0041"), findings::toString);
  }

  @Test
  void aModelIsProvedOnThePlatformsEngine() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    try (Stream<Path> all = Files.list(MODEL)) {
      for (Path file : all.toList()) {
        Files.copy(file, files.resolve(file.getFileName()));
      }
    }
    Finding good = golden(files, "good");
    assertInstanceOf(Finding.Passed.class, good, good::toString);
    String golden = Files.readString(files.resolve("golden.json"));
    Files.writeString(files.resolve("golden.json"), golden.replaceFirst("\"reconstruction\":\\[[0-9.]+", "\"reconstruction\":[1234.5"));
    Finding other = golden(files, "other");
    assertTrue(other instanceof Finding.Failed && other.observed().contains("1234.5"), other::toString);
    Files.writeString(files.resolve("golden.json"), golden);
    Files.writeString(files.resolve("model.onnx"), "not a model");
    Files.writeString(files.resolve("model.json"), Files.readString(files.resolve("model.json")).replaceFirst("\"sha256\": \"[0-9a-f]+\",", ""));
    Finding none = golden(files, "none");
    assertTrue(none instanceof Finding.Failed && none.observed().contains("SP-MODEL-0006"), none::toString);
  }

  private Finding golden(Path files, String name) throws Exception {
    PackageRef ref = new PackageRef("radiator-anomaly", "1.0.0");
    Path bundle = folder.resolve(name + ".jar");
    ModelBundle.write(files, ref, "com.acme.radiator-anomaly", "Apache-2.0", bundle);
    Path made = folder.resolve("package-" + name);
    PackageAssembly.write(new PackageContent(bundle, Optional.of(files.resolve("package.json")), files.resolve("CHANGELOG.md"), List.of(), List.of()), made);
    LiveRule rule = LiveRules.all().stream().filter(each -> each.id().equals(GOLDEN_RULE)).findFirst().orElseThrow();
    return judge(made, Optional.empty(), List.of(rule)).get(GOLDEN_RULE);
  }

  private static Map<String, Finding> judge(Path made, Optional<Path> setup, List<LiveRule> rules) {
    return new ChildJvm(setup).run(Subject.open(made, Platform.own()), rules);
  }
}
