package io.sallyport.vault.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.itests.powercut.PowerCutDisk;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails between any two operations that an import asks of the disk: after the next start what is verified is what it was before
 * or what the medium brought, whole, and the same import can be repeated.
 */
class PowerCutTest {
  private static final long SEED = 20261124;
  private static final int CHOICES = 3;
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
  private static final List<String> OLD = List.of("records 1.0.0");
  private static final List<String> NEW = List.of("records 1.0.0", "records 1.1.0");

  @TempDir
  Path directory;
  private final TestVendor vendor = new TestVendor();
  private Path home;
  private Path second;
  private PowerCutDisk disk = new PowerCutDisk();

  @BeforeEach
  void media() throws IOException {
    home = Files.createDirectory(directory.resolve("home"));
    vendor.install(home, Map.of());
    release("1.0.0");
    Path first = vendor.write(directory.resolve("first"));
    release("1.1.0");
    second = vendor.write(directory.resolve("second"));
    new Restarted(disk).importAll(first);
  }

  private void release(String version) throws IOException {
    vendor.release("records", "library", version, new TestJar("records", version).entry("data.txt", (version + " ").repeat(2000).getBytes(StandardCharsets.UTF_8)).bytes());
  }

  @Test
  void anImportCountsAsAWholeOrNotAtAll() {
    disk = disk.settled();
    new Restarted(disk).importAll(second);
    disk.acknowledge("imported");
    disk.cuts(SEED, CHOICES, this::check);
  }

  /** The cut comes while a start puts in place what an import decided, or clears away what it left. */
  @Test
  void evenIfTheNextStartIsCutToo() {
    disk = disk.settled();
    new Restarted(disk).importAll(second);
    int[] number = {0};
    disk.cuts(SEED, 1, first -> {
      if (number[0]++ % 5 == 0) {
        new Restarted(first.disk()).verified();
        first.disk().cuts(SEED, 1, again -> check(new PowerCutDisk.Cut(first.name() + ", then " + again.name(), first.acknowledged(), again.disk())));
      }
    });
    assertTrue(number[0] > 50, number[0] + " cuts");
  }

  private void check(PowerCutDisk.Cut cut) {
    Restarted appliance = new Restarted(cut.disk());
    List<String> verified = appliance.verified();
    assertTrue(verified.equals(NEW) || cut.acknowledged().isEmpty() && verified.equals(OLD), verified::toString);
    appliance.requireIntact();
    if (verified.equals(OLD)) {
      appliance.importAll(second);
      assertEquals(NEW, appliance.verified());
      appliance.requireIntact();
    }
  }

  /** Vault and catalogue as after a start. */
  private final class Restarted {
    private final ContentStore vault;
    private final PackageCatalogue catalogue;
    private final Path data;

    Restarted(PowerCutDisk disk) {
      this.data = disk.path("data");
      this.vault = new ContentStore(data);
      this.catalogue = new PackageCatalogue(data, home, vault);
    }

    void importAll(Path medium) {
      new MediumImporter(data, home, vault, catalogue, new MemoryAuditLog(), CLOCK).importFrom(medium, new Actor.Person("ivan", "integrator"), ProgressListener.NONE);
      catalogue.verified();
    }

    List<String> verified() {
      return catalogue.verified().stream().map(VaultPackage::toString).toList();
    }

    /** Every file in the vault has the bytes that its name says, and all of what is verified is there. */
    void requireIntact() {
      try (var files = Files.walk(data.resolve("vault/sha256"))) {
        files.filter(Files::isRegularFile).forEach(file -> vault.verify(file.getFileName().toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      catalogue.vendor().ifPresent(vendor -> vendor.files().forEach(pin -> vault.verify(pin.sha256())));
      catalogue.verified().forEach(pack -> pack.descriptor().parts().forEach(part -> vault.verify(part.sha256())));
    }
  }
}
