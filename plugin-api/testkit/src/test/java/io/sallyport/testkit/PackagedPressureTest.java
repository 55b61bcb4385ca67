package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.testkit.example.Examples;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged capability, as its author would test it. */
class PackagedPressureTest {
  @TempDir Path folder;
  private Path bundle;

  @BeforeEach
  void packed() {
    bundle = PackedExample.pressure("1.0.0", folder);
  }

  @Test
  void worksAsItIsPacked() {
    try (FrameworkPlatform framework = FrameworkPlatform.open(bundle)) {
      framework.configure("com.acme.example", Map.of("limit.high", "4.5"));
      framework.platform().inference().serve(Examples.echo());
      framework.plugin().prepare().provePassing().start();
      framework.platform().signals().series("pump-1", "pressure", "bar").values(4, 9).send();
      framework.platform().insights().only().open();
    }
  }

  @Test
  void isReplacedBesideItselfAndFreesItsClasses() {
    try (FrameworkPlatform framework = FrameworkPlatform.open(bundle, NextVersion.of(bundle, "1.0.1", folder))) {
      framework.platform().inference().serve(Examples.echo());
      InstalledBundle first = framework.bundles().get(0);
      InstalledBundle second = framework.bundles().get(1);
      first.plugin().prepare().provePassing().start();
      second.plugin().prepare().provePassing().start();
      first.plugin().stop();
      framework.platform().signals().series("pump-1", "pressure", "bar").values(9).send();
      assertEquals(1, framework.platform().inference().calls().size());
      InstalledBundle.awaitFreed(first.uninstall());
    }
  }
}
