package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import io.sallyport.trust.Digests;
import io.sallyport.trust.site.SiteAnchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site's first root against what the audit log saw at commissioning. */
class FirstRootTest {
  @TempDir
  Path directory;

  @Test
  void theOneThatWasCommissionedIsFollowed() {
    try (TestAppliance appliance = new TestAppliance(directory)) {
      commissioned(appliance, Digests.sha256(appliance.site.directory().resolve("metadata/1.root.json")));
      appliance.service.reconcile();
      assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
    }
  }

  @Test
  void anotherOneIsRefusedAndRecordedOnce() {
    try (TestAppliance appliance = new TestAppliance(directory)) {
      appliance.service.reconcile();
      appliance.release("pump", "1.0.0", "never");
      appliance.change("pump");
      commissioned(appliance, "0".repeat(64));
      appliance.restart(true, Optional.empty());
      appliance.service.reconcile();
      appliance.service.reconcile();
      assertEquals(List.of(), appliance.active());
      assertFalse(appliance.service.status().ready());
      assertTrue(appliance.service.status().problems().toString().contains("SP-GATE-0012"), appliance.service.status()::toString);
      assertEquals(1, appliance.audit.entries().stream().filter(entry -> entry.code().equals(Optional.of("SP-GATE-0012"))).count());
    }
  }

  @Test
  void anotherOneThanTheAnchoredIsRefusedWhateverTheLogSays() throws IOException {
    try (TestAppliance appliance = new TestAppliance(directory)) {
      commissioned(appliance, Digests.sha256(appliance.site.directory().resolve("metadata/1.root.json")));
      Path anchor = directory.resolve("home").resolve(SiteAnchor.PATH);
      Files.write(anchor, SiteAnchor.lines(appliance.site.repository().roots()));
      appliance.service.reconcile();
      assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
      Files.writeString(anchor, "1 " + "0".repeat(64) + "\n");
      appliance.service.reconcile();
      assertFalse(appliance.service.status().ready());
      assertTrue(appliance.service.status().problems().toString().contains("SP-GATE-0020"), appliance.service.status()::toString);
      assertEquals(1, appliance.audit.entries().stream().filter(entry -> entry.code().equals(Optional.of("SP-GATE-0020"))).count());
    }
  }

  private static void commissioned(TestAppliance appliance, String root) {
    appliance.audit.append(AuditEntry.of("site.commissioned").system("commissioning").action("commission").object("site").digest("root", root).build());
  }
}
