package io.sallyport.tck.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.tck.Finding;
import io.sallyport.tck.Platform;
import io.sallyport.tck.Rule;
import io.sallyport.tck.Subject;
import io.sallyport.tck.pack.ModelBundle;
import io.sallyport.tck.pack.PackageAssembly;
import io.sallyport.tck.pack.PackageContent;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each live rule: an example plugin that keeps it, and one that breaks it; in a child JVM, as in earnest, where the rule needs one. */
class LiveRulesTest {
  private static final String GOLDEN = "{\"schema\": \"sallyport.model/1\", \"name\": \"acme\", \"version\": \"1.0.0\", \"format\": \"onnx\", \"file\": \"model.onnx\", \"sha256\": \"" + "0".repeat(64)
      + "\", \"inputs\": [{\"name\": \"x\", \"type\": \"FP32\", \"shape\": [1, 1]}], \"outputs\": [{\"name\": \"y\", \"type\": \"FP32\", \"shape\": [1, 1]}], \"golden\": \"golden.json\"}";

  private static final Set<String> WATCHED = Set.of("ends the JVM", "connects when it is only registered", "phones home", "a channel elsewhere", "starts a process", "hides the outage");
  private static final String GOLDEN_RULE = "SP-TCK-0050";
  private static final Path MODEL = Path.of("../../bundles/models/radiator-anomaly/1.0.0");

  /** Writes to address 0. */
  private static final String CRASH = "try { var field = Class.forName(\"sun.misc.Unsafe\", true, ClassLoader.getSystemClassLoader()).getDeclaredField(\"theUnsafe\"); field.setAccessible(true);"
      + " Object unsafe = field.get(null); unsafe.getClass().getMethod(\"putAddress\", long.class, long.class).invoke(unsafe, 0L, 0L); } catch (ReflectiveOperationException e) { problem = \"\" + e; }";

  /** A plugin that breaks a rule. */
  private record Broken(String rule, String how, ExamplePlugin plugin, String observed) {}

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

  @Test
  void everyRuleHasAFailingExample() {
    Set<String> shown = broken().map(Broken::rule).collect(Collectors.toCollection(TreeSet::new));
    shown.add(GOLDEN_RULE); // aModelIsProvedOnThePlatformsEngine
    assertEquals(LiveRules.all().stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new)), shown);
  }

  @TestFactory
  Stream<DynamicTest> brokenPluginsFailTheRule() {
    return broken().map(broken -> DynamicTest.dynamicTest(broken.rule + " " + broken.how, () -> {
      Path made = broken.plugin.build(folder.resolve("broken-" + Math.abs(broken.how.hashCode())));
      LiveRule rule = LiveRules.all().stream().filter(each -> each.id().equals(broken.rule)).findFirst().orElseThrow();
      Finding finding = WATCHED.contains(broken.how) ? judge(made, Optional.empty(), List.of(rule)).get(broken.rule) : here(made, rule);
      assertInstanceOf(Finding.Failed.class, finding, finding::toString);
      assertTrue(finding.observed().contains(broken.observed), finding::observed);
    }));
  }

  private static Stream<Broken> broken() {
    return Stream.of(
        new Broken("SP-TCK-0030", "silent", ExamplePlugin.capability().with("PREPARE", "throw new IllegalStateException();"), "without a message"),
        new Broken("SP-TCK-0031", "throws when it stops again", ExamplePlugin.capability().with("STOP", "if (open.isEmpty()) { throw new IllegalStateException(\"not started\"); } end();"), "not started"),
        new Broken("SP-TCK-0031", "ends the JVM", ExamplePlugin.capability().with("START", "Runtime.getRuntime().exit(7);"), "does not end the JVM"),
        new Broken("SP-TCK-0032", "a thread", ExamplePlugin.capability().with("START", "new Thread(() -> { while (true) { java.util.concurrent.locks.LockSupport.park(); } }, \"acme-forever\").start();"), "acme-forever"),
        new Broken("SP-TCK-0032", "a timer", ExamplePlugin.capability().with("START", "new Timer(\"acme-timer\").schedule(new TimerTask() { public void run() {} }, 50, 50);"), "acme-timer"),
        new Broken("SP-TCK-0032", "a subscription", ExamplePlugin.capability().with("STOP", ""), "left a subscription open"),
        new Broken("SP-TCK-0033", "works before it is started", ExamplePlugin.capability().with("PREPARE", "sink.accept(new SignalBatch(new SignalId(\"a\", \"b\", \"1\"), new long[1], new double[1], new byte[1]));"), "while it was not started"),
        new Broken("SP-TCK-0033", "connects when it is only registered", ExamplePlugin.connector().with("ACTIVATE", "connect();"), "connect 10.0.0.7:502"),
        new Broken("SP-TCK-0034", "a shutdown hook", ExamplePlugin.capability().with("ACTIVATE", "Runtime.getRuntime().addShutdownHook(new Thread(() -> open.clear()));"), "of 50 class loaders"),
        new Broken("SP-TCK-0035", "wants a property of the JVM to itself", ExamplePlugin.capability().with("PREPARE", "if (System.setProperty(\"acme\", \"taken\") != null) { throw new IllegalStateException(\"taken\"); }")
            .with("STOP", "end(); System.clearProperty(\"acme\");"), "taken"),
        new Broken("SP-TCK-0036", "hangs over a value", ExamplePlugin.capability().with("START", "watch(); while (config.most() > 9) { java.util.concurrent.locks.LockSupport.parkNanos(10_000_000); }").with("PROVE", "return List.of();"), "most = 10, though it is more than 9"),
        new Broken("SP-TCK-0036", "says nothing", ExamplePlugin.capability().with("PREPARE", "if (config.most() < 1) { throw new IllegalArgumentException(); }"), "without a message"),
        new Broken("SP-TCK-0037", "phones home", ExamplePlugin.capability().with("START", "watch(); try { new Socket(\"telemetry.example\", 443).close(); } catch (java.io.IOException e) { problem = \"\"; }"), "look up telemetry.example"),
        new Broken("SP-TCK-0037", "a channel elsewhere", ExamplePlugin.connector().with("START", "connect(); try { java.nio.channels.SocketChannel.open(new InetSocketAddress(\"10.9.9.9\", 80)); } catch (java.io.IOException e) { problem = \"away\"; }"), "connect 10.9.9.9:80"),
        new Broken("SP-TCK-0037", "declares what it never uses", ExamplePlugin.connector().with("START", ""), "never tries out 10.0.0.7:502"),
        new Broken("SP-TCK-0037", "starts a process", ExamplePlugin.capability().with("START", "watch(); try { new ProcessBuilder(\"true\").start(); } catch (Exception e) { problem = \"\"; }"), "start a process"),
        new Broken("SP-TCK-0038", "no number", ExamplePlugin.capability().with("ACCEPT", "if (Double.isNaN(batch.value(0))) { throw new ArithmeticException(\"NaN\"); }"), "threw in accept"),
        new Broken("SP-TCK-0039", "takes every answer for one", ExamplePlugin.capability().with("ACCEPT", "InferenceResult result = inference.infer(new InferenceRequest(\"acme\", Map.of(), \"c\"));"
            + " ((InferenceResult.Answer) result).outputs();"), "ClassCastException"),
        new Broken("SP-TCK-0040", "blocks", ExamplePlugin.capability().with("HEALTH", "try { new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS); } catch (InterruptedException e) { return Health.ok(\"\"); } return Health.ok(\"\");"), "longer than 250 ms"),
        new Broken("SP-TCK-0040", "hides the outage", ExamplePlugin.connector().with("HEALTH", "return Health.ok(\"\");"), "its peer is away, and it is OK"),
        new Broken("SP-TCK-0041", "a time in the evidence", ExamplePlugin.capability().with("PROVE", "return List.of(most(), CheckResult.passed(\"time\", \"\" + System.nanoTime(), \"any\"));"), "then"));
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

  /** In this JVM, which lets everything out. */
  private Finding here(Path made, LiveRule rule) throws Exception {
    Descriptor descriptor = Descriptor.parse(Files.readAllBytes(made.resolve("package.json")), "package.json");
    Bench bench = new Bench(made.resolve(descriptor.parts("bundle").get(0).path()), descriptor, Setup.NONE, new Network(), Files.createDirectories(made.resolveSibling("scratch")), Duration.ofSeconds(1));
    return ChildMain.finding(rule, bench);
  }

  private static Map<String, Finding> judge(Path made, Optional<Path> setup, List<LiveRule> rules) {
    return new ChildJvm(setup).run(Subject.open(made, Platform.own()), rules);
  }
}
