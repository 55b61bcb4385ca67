package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.audit.Actor;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.Vouching;
import io.sallyport.vault.internal.ContentStore;
import io.sallyport.vault.internal.MediumImporter;
import io.sallyport.vault.internal.PackageCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The half of an appliance that imports media: its vault, its catalogue, its importer, anchored in a vendor root. */
final class ImportingAppliance {
  private static final Actor IVAN = new Actor.Person("ivan", "integrator");
  private final MemoryAuditLog audit = new MemoryAuditLog();
  private final PackageCatalogue catalogue;
  private final MediumImporter importer;

  /** @param directory empty; the inventory is signed with two keys of the vendor's targets role */
  ImportingAppliance(Path directory, Path root, Path keys, Path password) throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.createDirectories(home.resolve("lib"));
    ToolRun.ok("inventory", home, "--root", root, "--key", keys.resolve("vendor-targets-1.p12"), "--key", keys.resolve("vendor-targets-2.p12"), "--password-file", password);
    ContentStore vault = new ContentStore(data);
    catalogue = new PackageCatalogue(data, home, vault);
    importer = new MediumImporter(data, home, vault, catalogue, audit, Clock.systemUTC());
  }

  ImportReport imports(Path medium) {
    ImportReport report = importer.importFrom(medium, IVAN, ProgressListener.NONE);
    assertEquals("medium.imported", audit.last().type());
    return report;
  }

  void refuses(String code, Path medium) {
    RefusedException refused = assertThrows(RefusedException.class, () -> importer.importFrom(medium, IVAN, ProgressListener.NONE));
    assertEquals(code, refused.refusal().code(), refused::getMessage);
    assertEquals("medium.refused", audit.last().type());
  }

  /** Who vouches for a package that it shows as verified. */
  Optional<Vouching> vouching(String name, String version) {
    return catalogue.find(name, version).flatMap(catalogue::vouching);
  }
}
