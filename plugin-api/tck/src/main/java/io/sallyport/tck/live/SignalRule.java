package io.sallyport.tck.live;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.tck.Finding;
import io.sallyport.testkit.TestPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Samples as plants send them. */
final class SignalRule implements LiveRule {
  private static final int FEW = 100;
  private static final int HUGE = 100_000;

  @Override
  public String id() {
    return "SP-TCK-0038";
  }

  @Override
  public String title() {
    return "NaN, infinite and bad samples, gaps, repeated and shuffled times, a clock set back, and batches of " + HUGE + " samples are taken without an exception";
  }

  @Override
  public String why() {
    return "Plants send all of these; an exception loses the batch, and a FAILED plugin stops watching";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      TestPlugin plugin = Steps.started(bench.install(platform).plugin());
      Feed feed = Feed.of(platform.platform(), bench.setup());
      if (feed.isEmpty()) {
        plugin.stop();
        return Finding.notApplicable("it subscribes to no signal");
      }
      feed.send(FEW, series -> series.ramp(0, 100, FEW));
      feed.send(FEW, series -> series.nan(FEW));
      feed.send(FEW, series -> series.values(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0));
      feed.send(FEW, series -> series.bad(0, FEW));
      feed.send(FEW, series -> series.ramp(0, 1, FEW / 2).gap(Duration.ofDays(400)).ramp(0, 1, FEW / 2));
      feed.send(FEW, series -> series.ramp(0, 1, FEW / 2).gap(Duration.ofDays(-400)).ramp(0, 1, FEW / 2));
      feed.send(FEW, series -> series.every(Duration.ZERO).hold(1, FEW));
      feed.send(FEW, series -> series.ramp(0, 100, FEW).shuffled(1));
      feed.send(HUGE, series -> series.ramp(0, 100, HUGE).batches(HUGE));
      feed.send(FEW, series -> series.ramp(0, 100, FEW));
      List<String> faults = new ArrayList<>(platform.platform().findings().take().stream().map(SignalRule::first).distinct().toList());
      Health health = plugin.health();
      if (health.status() == Health.Status.FAILED) {
        faults.add("afterwards it is FAILED: " + health.detail());
      }
      plugin.stop();
      return Finding.failedIfAny(faults, feed.size() + " signals, ten kinds of samples each");
    });
  }

  private static String first(String text) {
    return text.lines().findFirst().orElse("");
  }
}
