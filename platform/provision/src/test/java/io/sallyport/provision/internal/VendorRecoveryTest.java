package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.GenerationLifeTest.code;
import static io.sallyport.provision.internal.TestAppliance.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.ProvisionStatus;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ADR 0052: what lies in DATA/vendor takes no package away, and does not set the vendor back. */
class VendorRecoveryTest {
  private static final String RESTORED = "SP-MEDIUM-0073";
  @TempDir
  Path directory;
  private TestAppliance appliance;
  private Path vendor;

  @BeforeEach
  void boot() {
    appliance = TestAppliance.running(directory, "1.0.0", "1.1.0");
    vendor = appliance.data.resolve("vendor");
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root.json", "timestamp.json", "snapshot.json", "targets.json"})
  void damagedMetadataIsTakenFromTheRunningGeneration(String name) throws IOException {
    PinnedMetadata before = inForce();
    Files.writeString(vendor.resolve(name), "{");
    restart();
    assertRestored(before);
    Files.delete(vendor.resolve(name));
    Files.createDirectories(vendor.resolve(name));
    restart();
    assertRestored(before);
    restart();
    assertEquals(List.of(), appliance.service.status().alarms());
  }

  @Test
  void missingMetadataIsTakenFromTheRunningGeneration() {
    PinnedMetadata before = inForce();
    TestAppliance.delete(vendor);
    restart();
    assertRestored(before);
  }

  @Test
  void olderMetadataIsNotBelieved() throws IOException {
    Path older = directory.resolve("older");
    TestVendor.copy(vendor, older);
    appliance.release("pump", "1.2.0", "never");
    appliance.change("pump");
    PinnedMetadata newer = inForce();
    TestAppliance.delete(vendor);
    TestVendor.copy(older, vendor);
    assertEquals("SP-TRUST-0025", code(() -> appliance.importFrom(directory.resolve("medium-1"), Optional.empty(), ADA)), "by what is in memory");
    restart();
    assertRestored(newer);
  }

  @Test
  void whatWasImportedAndNotAppliedComesBackWithItsMedium() throws IOException {
    appliance.release("pump", "1.2.0", "never");
    PinnedMetadata newest = inForce();
    Files.delete(vendor.resolve("snapshot.json"));
    restart();
    assertTrue(told(RESTORED));
    assertEquals(Optional.empty(), appliance.catalogue.find("pump", "1.2.0"));
    appliance.importAll();
    assertTrue(inForce().olderThan(newest).isEmpty());
    assertTrue(appliance.catalogue.find("pump", "1.2.0").isPresent());
    assertFalse(told(RESTORED));
  }

  @Test
  void withoutAGenerationAnImportMakesItAnew() throws IOException {
    try (TestAppliance fresh = new TestAppliance(directory.resolve("fresh"))) {
      fresh.release("pump", "1.0.0", "never");
      Files.writeString(fresh.data.resolve("vendor/root.json"), "{");
      fresh.restart(false, Optional.empty());
      fresh.service.reconcile();
      assertEquals(List.of(), fresh.catalogue.verified());
      assertTrue(fresh.service.status().alarms().get(0).startsWith("SP-MEDIUM-0072"), fresh.service.status().alarms().toString());
      fresh.importAll();
      assertEquals("[pump 1.0.0]", fresh.catalogue.verified().toString());
      assertEquals(List.of(), fresh.service.status().alarms());
    }
  }

  private void restart() {
    appliance.restart(false, Optional.empty());
    appliance.service.reconcile();
  }

  private void assertRestored(PinnedMetadata expected) {
    ProvisionStatus status = appliance.service.status();
    assertTrue(status.ready(), status.problems().toString());
    assertEquals(expected, inForce());
    assertTrue(told(RESTORED), status.alarms().toString());
    assertTrue(appliance.audit.types().contains("vendor.restored"));
  }

  private boolean told(String code) {
    return appliance.service.status().alarms().stream().anyMatch(alarm -> alarm.startsWith(code));
  }

  private PinnedMetadata inForce() {
    return appliance.catalogue.vendor().orElseThrow();
  }
}
