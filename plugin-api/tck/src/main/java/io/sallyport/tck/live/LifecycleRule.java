package io.sallyport.tck.live;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.tck.Finding;
import io.sallyport.testkit.TestPlugin;

/** The order of a swap, of one taken back, and of one abandoned. */
final class LifecycleRule implements LiveRule {
  @Override
  public String id() {
    return "SP-TCK-0031";
  }

  @Override
  public String title() {
    return "prepare, prove, start, stop, start and stop again, and stop without a start: each returns promptly and throws nothing";
  }

  @Override
  public String why() {
    return "A swap stops v1 while it starts v2, and may start v1 again; a step that hangs or throws holds the site up";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      TestPlugin plugin = Steps.started(bench.install(platform).plugin());
      if (plugin.health().status() == Health.Status.FAILED) {
        return Finding.failed("after start it is FAILED: " + plugin.health().detail());
      }
      plugin.stop().start().stop().stop();
      bench.equipped(other -> {
        bench.install(other).plugin().stop();
        return Finding.passed("");
      });
      return Finding.passed("in that order, within " + TestPlugin.LONGEST_PREPARATION.toSeconds() + " s to prepare and prove, " + TestPlugin.LONGEST_STEP.toSeconds() + " s a step");
    });
  }
}
