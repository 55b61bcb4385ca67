package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sallyport.api.insight.Severity;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without OSGi: the platform in memory, its clock in the test's hand. */
@SallyportTest
class LimitWatchTest {
  @Test
  void raisesOneInsightAndEndsIt(TestPlatform platform) {
    platform.start(watch(platform, 80));
    platform.signals().series("tank-1", "level", "%").values(70, 81, 85, 79).send();
    platform.insights().only().severity(Severity.HIGH).titled("level above 80.0 %").open();
    platform.signals().series("tank-1", "level", "%").values(74).send();
    platform.insights().only().ended();
  }

  @Test
  void badSamplesAndOtherAssetsAreNoReason(TestPlatform platform) {
    platform.start(watch(platform, 80));
    platform.signals().series("tank-1", "level", "%").nan(2).bad(99, 2).send();
    platform.signals().series("tank-2", "level", "%").values(99).send();
    platform.insights().none();
  }

  @Test
  void whatCannotBeStoredIsTriedAgain(TestPlatform platform) {
    TestPlugin plugin = platform.start(watch(platform, 80));
    platform.insights().fail(1);
    platform.signals().series("tank-1", "level", "%").values(90).send();
    assertEquals(Health.Status.DEGRADED, plugin.health().status());
    platform.signals().series("tank-1", "level", "%").values(90).send();
    platform.insights().only().open();
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void aLimitThatIsNoNumberNeverStarts(TestPlatform platform) {
    assertFalse(platform.plugin(watch(platform, Double.NaN)).prepare().prove().get(0).passed());
  }

  @Test
  void takesUpAChangedConfiguration(TestPlatform platform) {
    LimitWatch watch = watch(platform, 80);
    platform.start(watch);
    watch.modified(Config.of(LimitConfig.class, Map.of("limit.high", 50.0)));
    platform.signals().series("tank-1", "level", "%").values(60).send();
    platform.insights().only().titled("level above 50.0 %");
  }

  private static LimitWatch watch(TestPlatform platform, double limit) {
    return new LimitWatch(platform.signals(), platform.insights(), Config.of(LimitConfig.class, Map.of("limit.high", limit)));
  }
}
