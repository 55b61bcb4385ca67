package io.sallyport.tck.live;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.tck.Finding;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.TestPlugin;

/** A swap: the next version beside this one. */
final class SideBySideRule implements LiveRule {
  @Override
  public String id() {
    return "SP-TCK-0035";
  }

  @Override
  public String title() {
    return "The same bundle as the next version is installed, proved and started beside it, and runs on when it goes";
  }

  @Override
  public String why() {
    return "That is what every update does; a port, a file or a static that both want makes the swap fail";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      InstalledBundle first = bench.install(platform);
      TestPlugin one = Steps.started(first.plugin());
      InstalledBundle second = bench.install(platform, bench.next());
      TestPlugin two = Steps.proved(second.plugin());
      one.stop();
      two.start();
      first.uninstall();
      Health health = two.health();
      two.stop();
      second.uninstall();
      return health.status() == Health.Status.FAILED ? Finding.failed("the next version is FAILED beside it: " + health.detail()) : Finding.passed("the next version is " + health.status() + " and runs on alone");
    });
  }
}
