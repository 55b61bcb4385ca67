package io.sallyport.tck.live;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.tck.Finding;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.TestPlugin;

/** Without configuration, model or peer. */
final class AbsentRule implements LiveRule {
  @Override
  public String id() {
    return "SP-TCK-0030";
  }

  @Override
  public String title() {
    return "With everything absent – configuration, model, secret, peer – the bundle starts, registers its plugin, and says what is missing";
  }

  @Override
  public String why() {
    return "At a first installation everything is absent; a site must see a sentence, not a bundle that does not start";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.bare(platform -> {
      InstalledBundle installed = bench.install(platform);
      TestPlugin plugin = installed.plugin();
      String said;
      try {
        plugin.prepare();
        said = Steps.failed(plugin.prove());
      } catch (RuntimeException e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
          return Finding.failed(e.getClass().getName() + " without a message in prepare or prove");
        }
        return Finding.passed("it refuses with a message");
      }
      if (!said.isEmpty()) {
        plugin.stop();
        return Finding.passed("its own checks say what is missing");
      }
      plugin.start();
      Health health = plugin.health();
      plugin.stop();
      return health.status() != Health.Status.OK && health.detail().isBlank() ? Finding.failed("it starts and is " + health.status() + " without saying why")
          : Finding.passed("it starts; health " + health.status());
    });
  }
}
