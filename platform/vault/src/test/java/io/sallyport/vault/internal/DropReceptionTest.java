package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.ContentStoreTest.code;
import static io.sallyport.vault.internal.ReceptionFixture.IVAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commercial diode's folder, into which files come in any order. */
class DropReceptionTest {
  private static final long QUOTA = 10_000_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir
  private Path directory;
  private ReceptionFixture appliance;
  private Path medium;
  private Path drop;
  /** What happens in each pause, one after the other; then nothing. */
  private final Deque<Runnable> arriving = new ArrayDeque<>();
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void make() throws IOException {
    appliance = new ReceptionFixture(directory);
    medium = appliance.medium(directory.resolve("medium"));
    drop = Files.createDirectory(directory.resolve("drop"));
  }

  @Test
  void comesInAnyOrderPartByPart() throws IOException {
    for (long seed = 0; seed < 3; seed++) {
      Path folder = Files.createDirectory(drop.resolve("run" + seed));
      List<Path> files = new ArrayList<>(files(medium));
      Collections.shuffle(files, new Random(seed));
      for (Path file : files) {
        Path target = folder.resolve(medium.relativize(file).toString());
        byte[] content = read(file);
        arriving.add(() -> write(target, content, content.length / 2));
        arriving.add(() -> write(target, content, content.length));
      }
      ImportReport report = receive(Optional.of(Path.of("run" + seed)), MINUTE);
      assertEquals("test-1", report.medium());
      assertEquals(List.of(), arriving.stream().toList());
      assertEquals(files(medium).size(), files(folder).size());
    }
    assertTrue(appliance.catalogue().find("model-a", "1.0.0").isPresent());
    assertEquals(List.of("medium.received", "medium.imported"), appliance.audit().types().subList(0, 2));
    assertEquals(List.of(), files(appliance.quarantine()));
    assertTrue(progress.stream().anyMatch(line -> line.contains("missing: ")), progress::toString);
  }

  @Test
  void isRenamedInAndStrangersAreLeftAlone() throws IOException {
    TestVendor.copy(medium, drop.resolve("sub"));
    Path some = files(drop.resolve("sub/targets")).get(0);
    Path elsewhere = some.resolveSibling(".incoming.tmp");
    Files.move(some, elsewhere);
    Files.writeString(drop.resolve("sub/transfer.log"), "x");
    Files.writeString(drop.resolve("sub/targets/autorun.sh"), "x");
    arriving.add(() -> {
      try {
        Files.move(elsewhere, some);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    assertEquals("[model-a 1.0.0]", receive(Optional.of(drop.resolve("sub")), MINUTE).added().toString());
    assertTrue(Files.exists(drop.resolve("sub/transfer.log")));
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    TestVendor.copy(medium, drop.resolve("sub"));
    Path jar = files(drop.resolve("sub/targets")).stream().filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    Files.delete(jar);
    RefusedException refused = assertThrows(RefusedException.class, () -> receive(Optional.of(Path.of("sub")), Duration.ZERO));
    assertEquals("SP-MEDIUM-0031", refused.refusal().code());
    assertTrue(refused.getMessage().contains(jar.getFileName().toString()), refused.getMessage());
    Files.delete(drop.resolve("sub/metadata/1.targets.json"));
    refused = assertThrows(RefusedException.class, () -> receive(Optional.of(Path.of("sub")), Duration.ofSeconds(2)));
    assertTrue(refused.getMessage().contains("SP-TRUST-0022"), refused.getMessage());
    assertEquals(List.of("medium.refused", "medium.refused"), appliance.audit().types());
    assertEquals(List.of(), appliance.catalogue().verified());
  }

  @Test
  void whatStillChangesIsNotTaken() throws IOException {
    TestVendor.copy(medium, drop.resolve("sub"));
    for (int i = 0; i < 20; i++) {
      int second = i;
      arriving.add(() -> touch(drop.resolve("sub/medium.json"), second));
    }
    refused("SP-MEDIUM-0031", Optional.of(Path.of("sub")), Duration.ofSeconds(5));
    arriving.clear();
    receive(Optional.of(Path.of("sub")), Duration.ZERO);
  }

  @Test
  void aChangedByteIsRefusedByTheImport() throws IOException {
    TestVendor.copy(medium, drop.resolve("sub"));
    Path jar = files(drop.resolve("sub/targets")).stream().filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    byte[] bytes = read(jar);
    bytes[bytes.length / 2] ^= 1;
    Files.write(jar, bytes);
    refused("SP-VAULT-0005", Optional.of(Path.of("sub")), Duration.ZERO);
    assertEquals(List.of("medium.received", "medium.refused"), appliance.audit().types());
    assertEquals(List.of(), appliance.catalogue().verified());
    assertEquals(List.of(), files(appliance.quarantine()));
  }

  @Test
  void aLinkInTheMediumIsRefused() throws IOException {
    TestVendor.copy(medium, drop.resolve("sub"));
    Path jar = files(drop.resolve("sub/targets")).stream().filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    Files.move(jar, directory.resolve("elsewhere.jar"));
    Files.createSymbolicLink(jar, directory.resolve("elsewhere.jar"));
    refused("SP-TRUST-0030", Optional.of(Path.of("sub")), Duration.ZERO);
  }

  @Test
  void onlyDirectoriesInTheDropFolderCanBeNamed() throws IOException {
    Files.createSymbolicLink(drop.resolve("way-out"), medium);
    for (Path elsewhere : List.of(medium, Path.of(".."), Path.of("../medium"), Path.of("sub/../../medium"), Path.of("way-out"), Path.of("absent"), Path.of("/etc"))) {
      refused("SP-MEDIUM-0030", Optional.of(elsewhere), Duration.ZERO);
    }
    assertEquals("SP-MEDIUM-0030", code(() -> receive("", QUOTA, Optional.empty(), Duration.ZERO)));
    assertEquals("SP-MEDIUM-0030", code(() -> receive(directory.resolve("no-such-folder").toString(), QUOTA, Optional.empty(), Duration.ZERO)));
  }

  @Test
  void theQuotaHolds() throws IOException {
    TestVendor.copy(medium, drop.resolve("sub"));
    assertEquals("SP-DIODE-0003", code(() -> receive(drop.toString(), 1_000, Optional.of(Path.of("sub")), Duration.ZERO)));
    assertEquals(List.of(), files(appliance.quarantine()));
  }

  private void refused(String code, Optional<Path> named, Duration wait) {
    assertEquals(code, code(() -> receive(named, wait)));
  }

  private ImportReport receive(Optional<Path> named, Duration wait) {
    return receive(drop.toString(), QUOTA, named, wait);
  }

  private ImportReport receive(String configured, long quota, Optional<Path> named, Duration wait) {
    DropReception reception = appliance.drop(configured, quota, this::pause);
    return reception.receive(named, wait, IVAN, (step, done, total) -> progress.add(step),
        folder -> appliance.importer().importFrom(folder, IVAN, ProgressListener.NONE));
  }

  private boolean pause() {
    appliance.advance(Duration.ofSeconds(1));
    Optional.ofNullable(arriving.poll()).ifPresent(Runnable::run);
    return true;
  }

  private static void touch(Path file, int second) {
    try {
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L + second * 1_000L));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path target, byte[] content, int length) {
    try {
      Files.createDirectories(target.getParent());
      Files.write(target, java.util.Arrays.copyOf(content, length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
