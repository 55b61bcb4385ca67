package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.ContentStoreTest.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.itests.powercut.PowerCutDisk;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.Pruning.Pruned;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pruning takes out what nothing needs, and nothing else; the power may fail in the middle of it. */
class VaultPrunerTest {
  private static final Actor ADA = new Actor.Person("ada", "admin");
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);

  @TempDir
  Path directory;
  private final TestVendor vendor = new TestVendor();
  private final MemoryAuditLog audit = new MemoryAuditLog();
  private PowerCutDisk disk = new PowerCutDisk();
  private ContentStore vault;
  private PackageCatalogue catalogue;

  @BeforeEach
  void threeVersions() throws IOException {
    vendor.install(Files.createDirectory(directory.resolve("home")), Map.of());
    start(disk);
    for (String version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      vendor.release("records", "library", version, new TestJar("records", version).entry("data.txt", version.getBytes(StandardCharsets.UTF_8)).bytes());
      importAll(vendor.write(directory.resolve("medium-" + version)));
    }
  }

  @Test
  void keepsTheNewestAndWhatIsAskedFor() {
    Set<String> kept = content("1.0.0");
    int before = vault.all().size();
    Pruned dry = prune(kept, true);
    assertEquals(before, vault.all().size(), "a dry run takes nothing");
    Pruned pruned = prune(kept, false);
    assertEquals(dry, pruned);
    assertEquals(List.of("records 1.1.0"), pruned.packages());
    assertEquals(before - pruned.files(), vault.all().size());
    assertEquals("[records 1.0.0, records 1.2.0]", catalogue.verified().toString());
    kept.forEach(vault::verify);
    catalogue.vendor().orElseThrow().files().forEach(pin -> vault.verify(pin.sha256()));
    assertTrue(audit.types().contains("vault.pruned"));
    assertEquals(0, prune(kept, false).files(), "nothing is left to go");
  }

  @Test
  void theMediumBringsBackWhatWent() {
    prune(Set.of(), false);
    assertEquals("[records 1.2.0]", catalogue.verified().toString());
    importAll(directory.resolve("medium-1.2.0"));
    assertEquals("[records 1.0.0, records 1.1.0, records 1.2.0]", catalogue.verified().toString());
  }

  @Test
  void isRefusedDuringAnImport() throws Exception {
    Thread importing = new Thread(vault.changing()::lock);
    importing.start();
    importing.join();
    assertEquals("SP-MEDIUM-0017", code(() -> prune(Set.of(), false)));
  }

  /** Whatever is gone already, what is kept is whole, and a medium that carries other packages only can be imported. */
  @Test
  void aCutInTheMiddleHarmsNothing() throws IOException {
    Set<String> kept = content("1.0.0");
    vendor.release("other", "library", "1.0.0", new TestJar("other", "1.0.0").bytes());
    Path other = vendor.write(directory.resolve("other"));
    deleteAll(other.resolve("targets/packages/records"));
    disk = disk.settled();
    start(disk);
    prune(kept, false);
    disk.acknowledge("pruned");
    int[] cuts = {0};
    disk.cuts(20261124, 4, cut -> {
      start(cut.disk());
      cuts[0]++;
      assertTrue(catalogue.verified().toString().matches("\\[records 1.0.0, (records 1.1.0, )?records 1.2.0]"), catalogue.verified()::toString);
      kept.forEach(vault::verify);
      content("1.2.0").forEach(vault::verify);
      assertTrue(cut.acknowledged().isEmpty() || prune(kept, true).files() == 0, "what was told to be gone is there again");
      importAll(other);
      assertTrue(catalogue.find("other", "1.0.0").isPresent());
    });
    assertTrue(cuts[0] > 10, cuts[0] + " cuts");
  }

  private void start(PowerCutDisk on) {
    vault = new ContentStore(on.path("data"));
    catalogue = new PackageCatalogue(on.path("data"), directory.resolve("home"), vault);
  }

  private Pruned prune(Set<String> needed, boolean dryRun) {
    return new VaultPruner(vault, catalogue, audit).prune(needed, dryRun, ADA);
  }

  /** Descriptor and parts of a version. */
  private Set<String> content(String version) {
    VaultPackage pack = catalogue.find("records", version).orElseThrow();
    Set<String> digests = new HashSet<>(Set.of(pack.digest()));
    pack.descriptor().parts().forEach(part -> digests.add(part.sha256()));
    return digests;
  }

  private void importAll(Path medium) {
    new MediumImporter(disk.path("data"), directory.resolve("home"), vault, catalogue, audit, CLOCK).importFrom(medium, ADA, ProgressListener.NONE);
  }

  private static void deleteAll(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
