package com.acme.limits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.Severity;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.testkit.FrameworkPlatform;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged bundle in a real framework, configured as by files. */
class LimitsIT {
  private static final Path BUNDLE = Path.of(System.getProperty("bundle"));

  @Test
  void rulesFromConfigurationsComeAndGo() {
    try (FrameworkPlatform framework = FrameworkPlatform.open(BUNDLE)) {
      TestPlatform platform = framework.platform();
      framework.configure("com.acme.limits.rule", "boiler", Map.of("asset", "boiler-1", "signals", "pressure, flow", "high", "8.0", "severity", "HIGH"));
      TestPlugin plugin = framework.plugin().prepare().provePassing().start();
      platform.signals().series("boiler-1", "pressure", "bar").values(9).send();
      platform.insights().only().severity(Severity.HIGH).open();
      platform.workOrders().only();
      framework.configure("com.acme.limits.rule", "broken", Map.of("asset", "boiler-1", "high", "eight"));
      String detail = plugin.awaitHealth(Health.Status.DEGRADED).detail();
      assertTrue(detail.contains("eight"), detail);
      framework.unconfigure("com.acme.limits.rule~broken");
      plugin.awaitHealth(Health.Status.OK);
      framework.unconfigure("com.acme.limits.rule~boiler");
      awaitRules(plugin, 0);
      platform.advance(Duration.ofSeconds(61));
      platform.insights().only().ended();
    }
  }

  private static void awaitRules(TestPlugin plugin, int rules) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!plugin.health().detail().startsWith(rules + " rules")) {
      assertTrue(System.nanoTime() < end, plugin.health().detail());
      Thread.onSpinWait();
    }
  }
}
