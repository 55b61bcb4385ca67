package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.testkit.TestPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Passive until started. */
final class PassiveRule implements LiveRule {
  private static final long WATCHED_NANOS = 500_000_000;
  private static final long PAUSE_NANOS = 5_000_000;

  @Override
  public String id() {
    return "SP-TCK-0033";
  }

  @Override
  public String title() {
    return "Until start it is passive: it delivers, subscribes and schedules nothing, and only registered it opens no connection";
  }

  @Override
  public String why() {
    return "A version that is staged and not approved to run would already work beside the running one";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      bench.network().take();
      TestPlugin plugin = bench.install(platform).plugin();
      List<String> faults = new ArrayList<>();
      watch(bench.network());
      bench.network().take().forEach(attempt -> faults.add("only registered, it tries to " + attempt));
      Steps.proved(plugin);
      platform.platform().signals().settle();
      faults.addAll(platform.platform().findings().take());
      if (!platform.platform().signals().consumers().isEmpty()) {
        faults.add("prepared, it consumes " + platform.platform().signals().consumers().get(0).wants());
      }
      plugin.stop();
      return Finding.failedIfAny(faults, "nothing delivered, subscribed, scheduled or connected before start");
    });
  }

  /** A thread of its own may need a moment to try. */
  private static void watch(Network network) {
    long start = System.nanoTime();
    while (network.seen().isEmpty() && System.nanoTime() - start < WATCHED_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
