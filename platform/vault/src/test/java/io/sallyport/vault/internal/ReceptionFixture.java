package io.sallyport.vault.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

/** An appliance's vault with the real import, a vendor, and a clock that moves when told. */
final class ReceptionFixture {
  static final Actor IVAN = new Actor.Person("ivan", "integrator");
  private final TestVendor vendor = new TestVendor();
  private final MemoryAuditLog audit = new MemoryAuditLog();
  private final Path data;
  private final ContentStore vault;
  private final PackageCatalogue catalogue;
  private final MediumImporter importer;
  private Instant now = Instant.parse("2026-11-24T09:00:00Z");

  ReceptionFixture(Path directory) throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    Path home = Files.createDirectory(directory.resolve("home"));
    vendor.install(home, Map.of("system/io/platform.jar", new TestJar("x", "1").header("Bundle-SymbolicName", "org.platform").bytes()));
    vault = new ContentStore(data);
    catalogue = new PackageCatalogue(data, home, vault);
    importer = new MediumImporter(data, home, vault, catalogue, audit, clock());
  }

  /** A medium with one model. */
  Path medium(Path folder) throws IOException {
    vendor.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").entry("weights.bin", new byte[300_000]).bytes());
    return vendor.write(folder);
  }

  DropReception drop(String configured, long quota, Pause pause) {
    return new DropReception(configured, quarantine(), quota, new SignedMetadata(catalogue.store(), data.resolve("quarantine/vendor"), clock()), vault,
        new DropWait(clock(), pause, Duration.ofSeconds(3)), new DiodeRecords(audit));
  }

  DiodeReception reception(String dropFolder, int port) {
    return new DiodeReception(data, importer, vault, catalogue.store(), audit, clock(), config(dropFolder, port));
  }

  MediumImporter importer() {
    return importer;
  }

  PackageCatalogue catalogue() {
    return catalogue;
  }

  MemoryAuditLog audit() {
    return audit;
  }

  TestVendor vendor() {
    return vendor;
  }

  Path quarantine() {
    return data.resolve("quarantine/drop");
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  private static DiodeReception.Config config(String dropFolder, int port) {
    return new DiodeReception.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return DiodeReception.Config.class;
      }

      @Override
      public String listen_address() {
        return "127.0.0.1";
      }

      @Override
      public int listen_port() {
        return port;
      }

      @Override
      public String drop_directory() {
        return dropFolder;
      }

      @Override
      public long quota_bytes() {
        return 50_000_000;
      }

      @Override
      public int silence_s() {
        return 60;
      }

      @Override
      public int settle_ms() {
        return 0;
      }
    };
  }
}
