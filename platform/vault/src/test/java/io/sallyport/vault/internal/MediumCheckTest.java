package io.sallyport.vault.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import io.sallyport.vault.MediumCheck;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A medium checked without an appliance is judged as an import judges it. */
class MediumCheckTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
  @TempDir Path directory;
  private final TestVendor vendor = new TestVendor();
  private Path medium;

  @BeforeEach
  void release() throws IOException {
    vendor.release("pump-watch", "capability", "1.0.0", new TestJar("pump-watch", "1.0.0").bytes());
    vendor.release("other-watch", "capability", "1.0.0", new TestJar("other-watch", "1.0.0").bytes());
    medium = vendor.write(directory.resolve("medium"));
  }

  @Test
  void anIntactMediumPasses() {
    MediumCheck check = check(Optional.empty());
    assertEquals(List.of(), check.findings());
    assertEquals(List.of("other-watch 1.0.0", "pump-watch 1.0.0"), check.packages().stream().map(Object::toString).toList());
    assertEquals(8, check.files());
    assertEquals("test-1", check.medium());
  }

  @Test
  void everyChangedFileIsFoundAndItsPackageLeftOut() throws IOException {
    Path jar = file("pump-watch-1.0.0.jar");
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length / 2] ^= 1;
    Files.write(jar, bytes);
    Path notes = file("CHANGELOG.md");
    Files.writeString(notes, "x".repeat((int) Files.size(notes)));
    MediumCheck check = check(Optional.empty());
    assertTrue(check.findings().stream().filter(f -> f.code().equals("SP-TRUST-0023")).count() == 2, check.findings().toString());
    assertEquals(List.of("other-watch 1.0.0"), check.packages().stream().map(Object::toString).toList());
  }

  @Test
  void whatThePolicyRefusesIsAFinding() throws IOException {
    vendor.install(directory.resolve("home"), Map.of("system/core.jar", new TestJar("pump-watch", "1.0.0").bytes()));
    assertEquals(List.of(), check(Optional.empty()).findings());
    MediumCheck check = check(Optional.of(directory.resolve("home")));
    assertEquals(List.of("SP-MEDIUM-0013"), check.findings().stream().map(finding -> finding.code()).toList());
    assertEquals(List.of("other-watch 1.0.0"), check.packages().stream().map(Object::toString).toList());
  }

  @Test
  void advisoriesAreReadAndNoPackage() throws IOException {
    vendor.put("advisories/osv.json", "{\"id\": \"X-1\", \"modified\": \"2026-11-01T00:00:00Z\"}".getBytes());
    medium = vendor.write(directory.resolve("with-advisories"));
    assertEquals(List.of(), check(Optional.empty()).findings());
    assertEquals(9, check(Optional.empty()).files());
    vendor.put("advisories/osv.json", "{\"id\": \"X-1\"}".getBytes());
    medium = vendor.write(directory.resolve("with-wrong-advisories"));
    assertEquals(List.of("SP-MEDIUM-0040"), check(Optional.empty()).findings().stream().map(finding -> finding.code()).toList());
    vendor.remove("advisories/osv.json");
    vendor.put("advice/osv.json", "{}".getBytes());
    medium = vendor.write(directory.resolve("with-a-stranger"));
    assertEquals("SP-MEDIUM-0008", refused(() -> check(Optional.empty())));
  }

  @Test
  void whatCannotBeTrustedAtAllIsRefused() throws IOException {
    assertEquals("SP-TRUST-0011", refused(() -> MediumCheck.of(medium, new TestVendor().rootBytes(), Optional.empty(), CLOCK)));
    assertEquals("SP-TRUST-0026", refused(() -> MediumCheck.of(medium, vendor.rootBytes(), Optional.empty(), Clock.fixed(TestVendor.FAR, ZoneOffset.UTC))));
    Files.writeString(medium.resolve("autorun.inf"), "x");
    assertEquals("SP-MEDIUM-0002", refused(() -> check(Optional.empty())));
    Files.delete(medium.resolve("autorun.inf"));
    Files.delete(file("pump-watch-1.0.0.jar"));
    assertEquals("SP-MEDIUM-0007", refused(() -> check(Optional.empty())));
    assertEquals("SP-MEDIUM-0001", refused(() -> MediumCheck.of(directory, vendor.rootBytes(), Optional.empty(), CLOCK)));
  }

  private MediumCheck check(Optional<Path> home) {
    return MediumCheck.of(medium, vendor.rootBytes(), home, CLOCK);
  }

  private static String refused(Runnable check) {
    return assertThrows(RefusedException.class, check::run).refusal().code();
  }

  private Path file(String name) throws IOException {
    try (Stream<Path> files = Files.walk(medium)) {
      return files.filter(path -> path.toString().contains("pump-watch") && path.getFileName().toString().endsWith("." + name)).findFirst().orElseThrow();
    }
  }
}
