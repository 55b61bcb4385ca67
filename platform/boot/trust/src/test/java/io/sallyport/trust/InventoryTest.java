package io.sallyport.trust;

import static io.sallyport.trust.KeysTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.trust.Inventory.Kind;
import io.sallyport.trust.Inventory.Mismatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
  @TempDir Path home;
  private final TestRepository vendor = new TestRepository();

  @BeforeEach
  void assemble() throws Exception {
    write("bin/karaf", "#!/bin/sh");
    write("etc/config.properties", "a=b");
    write("lib/gate.jar", "gate");
    write("system/a/b/c.jar", "bundle");
    write("trust/vendor-root.json", new String(vendor.firstRoot()));
    write("LICENSE", "covered like everything else");
  }

  @Test
  void agreesWithWhatItWasMadeFrom() throws Exception {
    sign(vendor.targetsKeys[0], vendor.targetsKeys[2]);
    Inventory inventory = Inventory.read(home);
    assertEquals(List.of(), inventory.check(home, Optional.empty()));
    assertEquals(Set.of("LICENSE", "bin/karaf", "etc/config.properties", "lib/gate.jar", "system/a/b/c.jar", "trust/vendor-root.json"), inventory.files().keySet());
    assertEquals(Set.of(Digests.sha256("gate".getBytes()), Digests.sha256("bundle".getBytes())), inventory.jarDigests());
  }

  @Test
  void everyDifferenceIsNamed() throws Exception {
    sign(vendor.targetsKeys[0], vendor.targetsKeys[1]);
    Inventory inventory = Inventory.read(home);
    write("etc/config.properties", "a=c");
    Files.delete(home.resolve("bin/karaf"));
    write("system/evil.jar", "evil");
    Files.delete(home.resolve("lib/gate.jar"));
    write("elsewhere.jar", "gate");
    Path elsewhere = home.resolve("elsewhere.jar");
    Files.createSymbolicLink(home.resolve("lib/gate.jar"), elsewhere);
    assertEquals(List.of(new Mismatch(Kind.MISSING, "bin/karaf"), new Mismatch(Kind.EXTRA, "elsewhere.jar"), new Mismatch(Kind.CHANGED, "etc/config.properties"),
        new Mismatch(Kind.CHANGED, "lib/gate.jar"), new Mismatch(Kind.EXTRA, "system/evil.jar")), inventory.check(home, Optional.empty()));
  }

  @Test
  void theDataDirectoryMayLieInHomeAndNothingElseMay() throws Exception {
    sign(vendor.targetsKeys[0], vendor.targetsKeys[1]);
    write("data/site/running.json", "{}");
    Inventory inventory = Inventory.read(home);
    assertEquals(List.of(), inventory.check(home, Optional.of(home.resolve("data"))));
    Mismatch stranger = new Mismatch(Kind.EXTRA, "data/site/running.json");
    assertEquals(List.of(stranger), inventory.check(home, Optional.empty()));
    assertEquals(List.of(stranger), inventory.check(home, Optional.of(home.resolve("dat"))));
  }

  @Test
  void whatEveryoneMayWriteIsNamed() throws Exception {
    sign(vendor.targetsKeys[0], vendor.targetsKeys[1]);
    Files.setPosixFilePermissions(home.resolve("lib/gate.jar"), PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(home.resolve("system"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(List.of(new Mismatch(Kind.OPEN, "lib/gate.jar"), new Mismatch(Kind.OPEN, "system")), Inventory.read(home).check(home, Optional.empty()));
  }

  @Test
  void oneSignatureOrOtherKeysAreNotEnough() throws Exception {
    sign(vendor.targetsKeys[0]);
    assertCode("SP-TRUST-0011", () -> Inventory.read(home));
    sign(vendor.rootKeys);
    assertCode("SP-TRUST-0011", () -> Inventory.read(home));
    Envelope targets = Envelope.sign(vendor.targetsSigned(1), vendor.targetsKeys);
    AtomicFiles.write(home.resolve(Inventory.PATH), targets.toBytes());
    assertCode("SP-TRUST-0020", () -> Inventory.read(home));
    Files.delete(home.resolve(Inventory.PATH));
    assertCode("SP-TRUST-0022", () -> Inventory.read(home));
  }

  @Test
  void aLinkCannotBeListed() throws Exception {
    Files.createSymbolicLink(home.resolve("lib/link.jar"), home.resolve("lib/gate.jar"));
    assertCode("SP-TRUST-0030", () -> sign(vendor.targetsKeys));
  }

  private void sign(Signer... keys) {
    Inventory inventory = Inventory.create(home, 1, "0.1.0", TestRepository.NOW);
    AtomicFiles.write(home.resolve(Inventory.PATH), Envelope.sign(inventory.signed(), keys).toBytes());
  }

  private void write(String path, String text) throws Exception {
    Files.createDirectories(home.resolve(path).getParent());
    Files.writeString(home.resolve(path), text);
  }
}
