package io.sallyport.capability.assetmonitoring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.testkit.FrameworkPlatform;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged bundle in a real framework, configured as by files. */
class BundleIT {
  @Test
  void watchesWhatIsConfiguredWithoutCode() {
    try (FrameworkPlatform framework = FrameworkPlatform.open(Path.of(System.getProperty("bundle")))) {
      TestPlatform platform = framework.platform();
      framework.configure(SignalConfig.PID, "pressure", Map.of("asset", "boiler-1", "signal", "pressure", "high", "8.0", "latching", "false"));
      TestPlugin plugin = framework.plugin().prepare().provePassing().start();
      platform.signals().series("boiler-1", "pressure", "bar").values(9).send();
      platform.alarms().await("above H", change -> change.alarm().condition().equals("boiler-1/pressure/H")).holds();
      framework.configure(SignalConfig.PID, "broken", Map.of("asset", "boiler-1", "signal", "flow", "high", "eight"));
      String detail = plugin.awaitHealth(Health.Status.DEGRADED).detail();
      assertTrue(detail.contains("~broken"), detail);
      framework.unconfigure(SignalConfig.PID + "~broken");
      plugin.awaitHealth(Health.Status.OK);
    }
  }
}
