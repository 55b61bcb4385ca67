package io.sallyport.tck.live;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.tck.Finding;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls of a model that are refused, and one that does not come back before the plugin is stopped. */
final class InferenceRule implements LiveRule {
  private static final int ROWS = 200;
  private static final long HELD_MILLIS = 300;

  @Override
  public String id() {
    return "SP-TCK-0039";
  }

  @Override
  public String title() {
    return "A refused call, a model that goes away, and a call that is under way when it is stopped: no exception, no FAILED, and stop returns";
  }

  @Override
  public String why() {
    return "Models are swapped, retired and refused while a capability runs; that must not take it down";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      TestPlatform services = platform.platform();
      TestPlugin plugin = Steps.started(bench.install(platform).plugin());
      Feed feed = Feed.of(services, bench.setup());
      feed.send(ROWS, series -> series.ramp(0, 100, ROWS));
      if (services.inference().calls().isEmpty()) {
        plugin.stop();
        return Finding.notApplicable("it calls no model" + (bench.setup().models().isEmpty() ? "; if it would, name one in tck.json" : ""));
      }
      services.inference().refuse("SP-INFER-0004", "the model failed", "see the log");
      feed.send(ROWS, series -> series.ramp(0, 100, ROWS));
      List<String> faults = new ArrayList<>();
      failed("every call is refused", plugin, faults);
      services.inference().answer();
      services.inference().hold();
      feed.post(ROWS);
      CompletableFuture<Void> released = CompletableFuture.runAsync(services.inference()::release, CompletableFuture.delayedExecutor(HELD_MILLIS, TimeUnit.MILLISECONDS));
      plugin.stop();
      released.join();
      services.findings().take().stream().map(text -> text.lines().findFirst().orElse("")).distinct().forEach(faults::add);
      return Finding.failedIfAny(faults, "refused, and stopped during a call");
    });
  }

  private static void failed(String when, TestPlugin plugin, List<String> faults) {
    Health health = plugin.health();
    if (health.status() == Health.Status.FAILED) {
      faults.add("when " + when + " it is FAILED: " + health.detail());
    }
  }
}
