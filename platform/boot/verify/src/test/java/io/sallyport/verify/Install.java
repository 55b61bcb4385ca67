package io.sallyport.verify;

import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TufClient;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A small vendor, a distribution that it signed, a medium, and a data directory into which that medium was imported. */
final class Install {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
  static final byte[] PLATFORM = new TestJar("core", "1.0.0").bytes();

  final TestVendor vendor;
  final Path home;
  final Path data;
  final Path medium;
  final Path root;

  /** @param directory gets {@code home}, {@code data}, {@code medium} and {@code root.json} */
  Install(Path directory) throws IOException {
    this(directory, new TestVendor());
  }

  Install(Path directory, TestVendor vendor) throws IOException {
    this.vendor = vendor;
    home = directory.resolve("opt/sallyport");
    data = directory.resolve("var/lib/sallyport");
    medium = directory.resolve("medium");
    root = directory.resolve("root.json");
    Files.createDirectories(home);
    vendor.install(home, Map.of("system/core/core-1.0.0.jar", PLATFORM, "lib/boot/main-1.0.0.jar", new TestJar("main", "1.0.0").bytes(), "lib/gate-1.0.0.jar", new TestJar("gate", "1.0.0").bytes()));
    file("bin/sallyport", "#!/bin/sh\n");
    file("etc/system.properties", "a=b\n");
    file("LICENSE", "Apache-2.0\n");
    sign(vendor.targetKeys());
    Files.write(root, vendor.rootBytes());
    vendor.release("pump-watch", "capability", "1.0.0", new TestJar("pump-watch", "1.0.0").bytes());
    vendor.write(medium);
    imported();
  }

  void file(String path, String text) throws IOException {
    Files.createDirectories(home.resolve(path).getParent());
    Files.writeString(home.resolve(path), text);
  }

  void sign(List<Signer> signers) throws IOException {
    Inventory inventory = Inventory.create(home, 1, "0.1.0", TestVendor.FAR);
    Files.write(home.resolve(Inventory.PATH), Envelope.sign(inventory.signed(), signers.toArray(Signer[]::new)).toBytes());
  }

  /** An entry of the vault whose content begins so. */
  Path vaultEntry(String beginning) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("vault/sha256"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).startsWith(beginning)) {
          return file;
        }
      }
    }
    throw new IllegalStateException("no such entry: " + beginning);
  }

  private void imported() throws IOException {
    Files.createDirectories(data.resolve("site/metadata"));
    Files.createDirectories(data.resolve("keys"));
    try (Stream<Path> files = Files.walk(medium.resolve("targets"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String sha256 = Digests.sha256(file);
        Path entry = data.resolve("vault/sha256").resolve(sha256.substring(0, 2)).resolve(sha256);
        Files.createDirectories(entry.getParent());
        Files.copy(file, entry);
      }
    }
    TufClient client = new TufClient(Files.createDirectories(data.resolve("vendor")), new DirectoryFetcher(medium.resolve("metadata")), CLOCK);
    client.init(vendor.rootBytes());
    client.refresh();
    client.allTargets();
  }
}
