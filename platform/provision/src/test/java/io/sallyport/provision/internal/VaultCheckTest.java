package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import io.sallyport.provision.StepListener;
import io.sallyport.trust.site.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the vault for the next start and for the way back is looked at before it is needed. */
class VaultCheckTest {
  @TempDir
  Path directory;
  private TestAppliance appliance;

  @BeforeEach
  void twoGenerations() {
    appliance = TestAppliance.running(directory, "1.0.0", "1.1.0");
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @Test
  void anIntactVaultIsRecordedAsChecked() {
    appliance.check.run();
    assertEquals(List.of(), appliance.service.status().alarms());
    AuditEntry entry = newest();
    assertEquals("done", entry.outcome().toString().toLowerCase(java.util.Locale.ROOT));
    assertTrue(entry.after().orElseThrow().integer("bytes") > 0);
  }

  @Test
  void damageToWhatRunsIsAnAlarmAndItsMediumHealsIt() throws IOException {
    Path jar = file(2, ".jar");
    spoil(jar);
    appliance.check.run();
    List<String> alarms = appliance.service.status().alarms();
    assertEquals(1, alarms.size(), alarms::toString);
    assertTrue(alarms.get(0).startsWith("SP-PLAN-0040") && alarms.get(0).contains("packages/pump/1.1.0") && alarms.get(0).contains("SP-VAULT-0003"), alarms::toString);
    assertEquals(Optional.of("SP-PLAN-0040"), newest().code());
    assertTrue(appliance.service.status().ready(), "what runs was judged when it was read: it runs on");
    appliance.importAll();
    appliance.check.again();
    assertEquals(List.of(), appliance.service.status().alarms());
    appliance.vault.verify(jar.getFileName().toString());
  }

  @Test
  void damageToTheWayBackIsFoundBeforeItIsNeeded() throws IOException {
    Files.delete(file(1, ".jar"));
    appliance.check.run();
    assertTrue(appliance.service.status().alarms().get(0).contains("SP-VAULT-0002"), appliance.service.status()::toString);
    assertEquals("SP-VAULT-0002", GenerationLifeTest.code(() -> appliance.service.rollback(1, "sam", TestAppliance.PASSWORD, StepListener.NONE)));
    assertEquals(List.of("pump 1.1.0"), appliance.active());
  }

  @Test
  void damageToADescriptorDoesNotHideTheRest() throws IOException {
    spoil(file(2, "/package.json"));
    appliance.check.run();
    assertTrue(appliance.service.status().alarms().toString().contains("SP-PLAN-0040"), appliance.service.status()::toString);
  }

  /** The negative twin: what no generation needs that could run next may be what it likes. */
  @Test
  void whatIsNotNeededIsNotLookedAt() throws IOException {
    appliance.release("pump", "1.2.0", "never");
    appliance.change("pump");
    spoil(file(1, ".jar"));
    appliance.check.run();
    assertEquals(List.of(), appliance.service.status().alarms());
  }

  private AuditEntry newest() {
    return appliance.audit.entries().stream().filter(entry -> entry.type().equals("vault.checked")).reduce((first, second) -> second).orElseThrow();
  }

  private Path file(int generation, String end) {
    Generation needs = appliance.site.repository().generation(generation);
    return appliance.vault.require(needs.content().entrySet().stream().filter(entry -> entry.getKey().endsWith(end)).findFirst().orElseThrow().getValue());
  }

  private static void spoil(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);
  }
}
