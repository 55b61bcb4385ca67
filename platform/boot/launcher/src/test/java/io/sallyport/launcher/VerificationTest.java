package io.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
  @TempDir Path directory;
  private Distribution distribution;

  @BeforeEach void make() throws IOException {
    distribution = new Distribution(directory);
  }

  @Test void anIntactDistributionPasses() {
    Verification.Report report = verify();
    assertEquals(List.of(), report.findings());
    assertEquals(6, report.files());
    assertEquals("0.1.0", report.inventory().release());
  }

  @Test void oneChangedByteOfTheSameLengthIsFound() throws IOException {
    distribution.file("lib/boot/main.jar", "jaR");
    refused("SP-LAUNCH-0003", "lib/boot/main.jar");
  }

  @Test void aMissingFileIsFound() throws IOException {
    Files.delete(distribution.home.resolve("etc/system.properties"));
    refused("SP-LAUNCH-0004", "etc/system.properties");
  }

  @Test void anExtraFileIsFound() throws IOException {
    distribution.file("lib/evil.jar", "boo");
    refused("SP-LAUNCH-0005", "lib/evil.jar");
  }

  @Test void aLinkToTheRightBytesIsNotTheFile() throws IOException {
    Path jar = distribution.home.resolve("lib/boot/main.jar");
    Path elsewhere = Files.move(jar, directory.resolve("elsewhere.jar"));
    Files.createSymbolicLink(jar, elsewhere);
    refused("SP-LAUNCH-0003", "lib/boot/main.jar");
  }

  @Test void aLinkedDirectoryIsFound() throws IOException {
    Files.createSymbolicLink(distribution.home.resolve("system/more"), Files.createDirectory(directory.resolve("more")));
    refused("SP-LAUNCH-0005", "system/more");
  }

  @Test void oneSignatureIsNotEnough() throws IOException {
    distribution.sign(distribution.vendor.get(0));
    assertEquals("SP-TRUST-0011", untrusted());
  }

  @Test void theSameKeyTwiceIsNotEnough() throws IOException {
    distribution.sign(distribution.vendor.get(0), distribution.vendor.get(0));
    assertEquals("SP-TRUST-0011", untrusted());
  }

  @Test void anEditedInventoryIsRefused() throws IOException {
    Path inventory = distribution.home.resolve("trust/inventory.json");
    Files.writeString(inventory, Files.readString(inventory).replace("\"0.1.0\"", "\"0.1.1\""));
    assertEquals("SP-TRUST-0011", untrusted());
  }

  @Test void aTruncatedOrAbsentInventoryIsRefused() throws IOException {
    Path inventory = distribution.home.resolve("trust/inventory.json");
    Files.write(inventory, java.util.Arrays.copyOf(Files.readAllBytes(inventory), 100));
    assertTrue(untrusted().startsWith("SP-TRUST-"));
    Files.delete(inventory);
    assertEquals("SP-LAUNCH-0001", untrusted());
  }

  @Test void anotherVendorsRootIsRefused() throws IOException {
    Path other = new Distribution(Files.createDirectory(directory.resolve("other"))).home.resolve("trust/vendor-root.json");
    assertThrows(RefusedException.class, () -> new Verification(distribution.home, Optional.empty(), other).run());
  }

  @Test void aStrangerBesideTheDirectoriesIsFound() throws IOException {
    distribution.file("autorun.sh", "boo");
    refused("SP-LAUNCH-0005", "autorun.sh");
  }

  @Test void theDataDirectoryInsideIsNoStranger() throws IOException {
    distribution.file("data/run/pid", "1");
    refused("SP-LAUNCH-0005", "data/run/pid");
    assertEquals(List.of(), new Verification(distribution.home, Optional.of(distribution.home.resolve("data"))).run().findings());
  }

  @Test void whatEveryoneMayWriteIsFound() throws IOException {
    Files.setPosixFilePermissions(distribution.home.resolve("bin/sallyport"), PosixFilePermissions.fromString("rwxr-xrwx"));
    refused("SP-LAUNCH-0007", "bin/sallyport");
  }

  private void refused(String code, String file) {
    Verification.Report report = verify();
    assertTrue(report.findings().stream().anyMatch(f -> f.code().equals(code) && f.where().equals(file)), () -> report.findings().toString());
  }

  private String untrusted() {
    return assertThrows(RefusedException.class, this::verify).refusal().code();
  }

  private Verification.Report verify() {
    return new Verification(distribution.home, Optional.empty()).run();
  }
}
