package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.testkit.FrameworkPlatform;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.TestPlugin;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The packaged bundle in a real framework, with a server to read from: what is embedded and imported is enough, and nothing of it stays. */
class BundleIT {
  private static final String PID = "com.acme.modbus";

  @Test
  void readsAndLeavesNothingBehind() throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> Optional.of(request.answer())); FrameworkPlatform framework = FrameworkPlatform.open()) {
      framework.platform().allowThreads("scripted-server");
      framework.configure(PID, Map.of("servers", "plc=127.0.0.1:" + server.port(), "points", "table=holding address=7 asset=pump-1 signal=seven"));
      for (int version = 0; version < 3; version++) {
        framework.platform().signals().clear();
        WeakReference<ClassLoader> loader = use(framework);
        InstalledBundle.awaitFreed(loader);
      }
    }
  }

  private static WeakReference<ClassLoader> use(FrameworkPlatform framework) {
    InstalledBundle bundle = framework.install(Path.of(System.getProperty("bundle")));
    TestPlugin plugin = bundle.plugin().prepare().provePassing().start();
    framework.platform().advance(Duration.ofSeconds(1));
    assertEquals(7.0, framework.platform().signals().awaitSample("seven", sample -> sample.good()).value());
    assertEquals(Health.Status.OK, plugin.health().status());
    return bundle.uninstall();
  }
}
