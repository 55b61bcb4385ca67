package io.sallyport.tck.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.tck.Finding;
import io.sallyport.tck.Rule;
import io.sallyport.trust.site.Descriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each live rule has an example plugin that breaks it; here those that need no JVM of their own, in {@link WatchedRulesTest} the others. */
class LiveRulesTest {
  @TempDir Path folder;

  @Test
  void everyRuleHasAFailingExample() {
    Set<String> shown = BrokenPlugin.all().map(BrokenPlugin::rule).collect(Collectors.toCollection(TreeSet::new));
    shown.add(WatchedRulesTest.GOLDEN_RULE); // aModelIsProvedOnThePlatformsEngine
    assertEquals(LiveRules.all().stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new)), shown);
  }

  @TestFactory
  Stream<DynamicTest> brokenPluginsFailTheRule() {
    return BrokenPlugin.all().filter(broken -> !broken.watched()).map(broken -> DynamicTest.dynamicTest(broken.rule() + " " + broken.how(), () -> {
      Path made = broken.plugin().build(folder.resolve("broken-" + Math.abs(broken.how().hashCode())));
      Finding finding = here(made, broken.judge());
      assertInstanceOf(Finding.Failed.class, finding, finding::toString);
      assertTrue(finding.observed().contains(broken.observed()), finding::observed);
    }));
  }

  /** In this JVM, which lets everything out. */
  private Finding here(Path made, LiveRule rule) throws Exception {
    Descriptor descriptor = Descriptor.parse(Files.readAllBytes(made.resolve("package.json")), "package.json");
    Bench bench = new Bench(made.resolve(descriptor.parts("bundle").get(0).path()), descriptor, Setup.NONE, new Network(), Files.createDirectories(made.resolveSibling("scratch")), Duration.ofSeconds(1));
    return ChildMain.finding(rule, bench);
  }
}
