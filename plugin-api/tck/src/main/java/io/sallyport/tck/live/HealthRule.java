package io.sallyport.tck.live;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.tck.Finding;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.TestPlugin;
import io.sallyport.trust.site.PackageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Health: at once, in each state, and honest about a peer that is away. */
final class HealthRule implements LiveRule {
  private static final Duration SOON = Duration.ofMillis(250);
  private static final int ASKED = 20;
  private static final int MOST_SLOW = 4;
  private static final long PAUSE_NANOS = 5_000_000;

  @Override
  public String id() {
    return "SP-TCK-0040";
  }

  @Override
  public String title() {
    return "health answers within " + SOON.toMillis() + " ms in every state and never throws; a connector whose peer is away is DEGRADED and says so";
  }

  @Override
  public String why() {
    return "It is asked once a second while a swap is watched: a blocked answer stalls it, FAILED rolls it back, OK hides the outage";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      InstalledBundle installed = bench.install(platform);
      TestPlugin plugin = installed.plugin();
      List<String> faults = new ArrayList<>();
      ask("registered", plugin, faults);
      Steps.started(plugin);
      Health health = settled(bench, plugin);
      for (int i = 0; i < ASKED && faults.isEmpty(); i++) {
        ask("started", plugin, faults);
      }
      if (awaitsPeer(bench) && health.status() != Health.Status.DEGRADED) {
        faults.add("its peer is away, and it is " + health.status() + (health.detail().isBlank() ? "" : ": " + health.detail()));
      }
      if (health.status() != Health.Status.OK && health.detail().isBlank()) {
        faults.add("it is " + health.status() + " without saying why");
      }
      plugin.stop();
      ask("stopped", plugin, faults);
      return Finding.failedIfAny(faults.stream().distinct().toList(), "once started " + health.status() + (health.detail().isBlank() ? "" : ", with a reason"));
    });
  }

  private static boolean awaitsPeer(Bench bench) {
    return PackageKind.of(bench.descriptor().kind()) == PackageKind.CONNECTOR && bench.descriptor().conduits().stream().anyMatch(conduit -> conduit.direction().equals("out"));
  }

  /** What it says once it has had time to notice. */
  private static Health settled(Bench bench, TestPlugin plugin) {
    long end = System.nanoTime() + (awaitsPeer(bench) ? bench.patience().toNanos() : 0);
    Health health = plugin.health();
    while (health.status() != Health.Status.DEGRADED && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      health = plugin.health();
    }
    return health;
  }

  /** What takes long is asked again: an answer that is blocked takes long each time, one on a busy machine does not. */
  private static void ask(String state, TestPlugin plugin, List<String> faults) {
    try {
      for (int slow = 0; millis(plugin) > SOON.toMillis(); slow++) {
        if (slow == MOST_SLOW) {
          faults.add("once " + state + ", health takes longer than " + SOON.toMillis() + " ms");
          return;
        }
      }
    } catch (RuntimeException | AssertionError e) {
      faults.add("once " + state + ", health fails: " + Steps.message(e));
    }
  }

  private static long millis(TestPlugin plugin) {
    long start = System.nanoTime();
    plugin.health();
    return (System.nanoTime() - start) / 1_000_000;
  }
}
