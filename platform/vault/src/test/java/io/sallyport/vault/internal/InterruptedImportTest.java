package io.sallyport.vault.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.trust.Digests;
import io.sallyport.trust.TargetFile;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An import ends before its end. The next import of the same medium goes on from there; nothing of it is in the vault meanwhile. */
@Timeout(120)
class InterruptedImportTest {
  private static final Actor IVAN = new Actor.Person("ivan", "integrator");
  private static final int LARGE = 3 * ChunkPool.CHUNK + 17;
  private static final int DIED = 137;

  @TempDir
  Path directory;
  private final TestVendor vendor = new TestVendor();
  private final List<String> told = new ArrayList<>();
  private Path medium;
  private byte[] large;

  @BeforeEach
  void medium() throws IOException {
    large = new TestJar("large", "1.0.0").entry("weights", random(LARGE)).bytes();
    vendor.install(Files.createDirectories(home(directory)), java.util.Map.of());
    vendor.release("large", "library", "1.0.0", large);
    vendor.release("small", "library", "1.0.0", new TestJar("small", "1.0.0").bytes());
    medium = vendor.write(directory.resolve("medium"));
  }

  /** As kill -9 does it, in a process of its own, once something was copied. */
  @Test
  void killed() throws Exception {
    Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"), Child.class.getName(),
        directory.toString(), medium.toString()).inheritIO().start();
    assertTrue(child.waitFor(100, TimeUnit.SECONDS));
    assertEquals(DIED, child.exitValue());
    assertEquals(0, files(data(directory).resolve("vault/sha256")), "nothing is in the vault yet");
    continues();
  }

  /** The operator pulled the medium out in the middle of a large file, and puts it in again. */
  @Test
  void pulledOut() throws IOException {
    ContentStore vault = new ContentStore(data(directory));
    OnePassCopy copy = OnePassCopy.inPlace(large.length);
    TargetFile target = new TargetFile("packages/large/1.0.0/large-1.0.0.jar", large.length, Digests.sha256(large), Optional.empty());
    org.junit.jupiter.api.Assertions.assertThrows(OnePassCopy.SourceFailure.class, () -> vault.stage().take(target, from -> java.nio.channels.Channels.newChannel(new java.io.SequenceInputStream(
        new java.io.ByteArrayInputStream(large, 0, 2 * ChunkPool.CHUNK + 3), ContentStoreTest.broken())), copy, bytes -> {}));
    assertEquals(2L * ChunkPool.CHUNK, continues().kept());
  }

  /** What a power cut left of a file is not what was written: noticed, and copied from the start. */
  @Test
  void torn() throws IOException {
    Path partial = data(directory).resolve("vault/incoming/partial").resolve(Digests.sha256(large));
    Files.createDirectories(partial.getParent());
    byte[] torn = java.util.Arrays.copyOf(large, 2 * ChunkPool.CHUNK);
    java.util.Arrays.fill(torn, ChunkPool.CHUNK, ChunkPool.CHUNK + 512, (byte) 0);
    Files.write(partial, torn);
    assertEquals(0, continues().kept());
  }

  /** Another medium brings nothing of it in, and takes its place. */
  @Test
  void anotherMediumComesInstead() throws IOException {
    byte[] left = random(5);
    Path file = data(directory).resolve("vault/incoming/partial").resolve(Digests.sha256(left));
    Files.createDirectories(file.getParent());
    Files.write(file, left);
    ImportReport report = importer(directory).importFrom(medium, IVAN, this::tell);
    assertEquals(0, report.kept());
    assertFalse(Files.exists(file));
    assertFalse(told.toString().contains("continuing"), told::toString);
  }

  /** A wrong directory, named by mistake, does not cost what was copied. */
  @Test
  void aRefusalBeforeCopyingKeepsIt() throws IOException {
    Path left = Files.createDirectories(data(directory).resolve("vault/incoming/partial")).resolve("0".repeat(64));
    Files.write(left, new byte[1]);
    assertEquals("SP-MEDIUM-0001", ContentStoreTest.code(() -> importer(directory).importFrom(directory.resolve("nothing"), IVAN, ProgressListener.NONE)));
    assertTrue(Files.exists(left));
  }

  private ImportReport continues() throws IOException {
    ImportReport report = importer(directory).importFrom(medium, IVAN, this::tell);
    assertEquals("[large 1.0.0, small 1.0.0]", report.added().toString());
    assertTrue(told.toString().contains("continuing an interrupted import"), told::toString);
    assertArrayEquals(large, Files.readAllBytes(new ContentStore(data(directory)).verify(Digests.sha256(large))));
    assertFalse(Files.exists(data(directory).resolve("vault/incoming")));
    return report;
  }

  private void tell(String step, long done, long total) {
    told.add(step);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static long files(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static Path data(Path directory) {
    return directory.resolve("data");
  }

  private static Path home(Path directory) {
    return directory.resolve("home");
  }

  private static MediumImporter importer(Path directory) {
    ContentStore vault = new ContentStore(data(directory));
    return new MediumImporter(data(directory), home(directory), vault, new PackageCatalogue(data(directory), home(directory), vault), new MemoryAuditLog(), Clock.systemUTC());
  }

  /** Imports, and dies at the first progress of the copying: at once after the first file, or in the middle of it. */
  static final class Child {
    public static void main(String[] arguments) {
      importer(Path.of(arguments[0])).importFrom(Path.of(arguments[1]), IVAN, (step, done, total) -> {
        if (step.equals("copying and hashing") && done > 0) {
          Runtime.getRuntime().halt(DIED);
        }
      });
    }
  }
}
