package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older running pointer, rightly signed in its time, is put back while the appliance is stopped. */
class ReplayedPointerTest {
  @TempDir
  Path directory;

  @Test
  void isNoticed() throws IOException {
    try (TestAppliance appliance = new TestAppliance(directory)) {
      appliance.service.reconcile();
      appliance.release("pump", "1.0.0", "never");
      appliance.change("pump");
      Path pointer = appliance.site.directory().resolve("running.json");
      byte[] older = Files.readAllBytes(pointer);
      appliance.release("pump", "1.1.0", "never");
      appliance.change("pump");
      appliance.restart(false, Optional.empty());
      appliance.service.reconcile();
      assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);

      Files.write(pointer, older);
      appliance.restart(true, Optional.empty());
      appliance.service.reconcile();
      assertEquals(List.of("pump 1.0.0"), appliance.active());
      assertFalse(appliance.service.status().ready());
      assertTrue(appliance.service.status().problems().toString().contains("SP-APPLY-0023"), appliance.service.status()::toString);
    }
  }
}
