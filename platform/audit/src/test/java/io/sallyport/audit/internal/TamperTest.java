package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Finding;
import io.sallyport.audit.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} sees of changes on disk, while the log runs and on an export. */
@Timeout(120)
class TamperTest {
  @TempDir Path directory;

  @Test
  void aFlippedByteAnywhereIsFoundInItsFile() throws Exception {
    TestLog test = new TestLog(directory);
    Random random = new Random(20261124);
    try (FileAuditLog log = test.filled(1500).open()) {
      log.checkpoint();
      assertTrue(log.verify().intact());
      int files = 0;
      for (Path file : test.files()) {
        String name = test.root.relativize(file).toString();
        if (name.startsWith("tile/") || name.equals("checkpoint")) {
          files++;
          for (int i = 0; i < 4; i++) {
            flipAndFind(log, file, name, random.nextInt((int) Files.size(file)));
          }
        }
      }
      assertTrue(files >= 14, files + " files");
      assertTrue(log.verify().intact());
    }
  }

  private static void flipAndFind(FileAuditLog log, Path file, String name, int offset) {
    TestLog.flip(file, offset);
    Verification verification = log.verify();
    assertFalse(verification.intact(), name + " at " + offset);
    Finding first = verification.firstBad().orElseThrow();
    assertTrue(first.file().equals(name) || first.what().contains(name), name + " at " + offset + " but found " + first);
    TestLog.flip(file, offset);
  }

  @Test
  void aFlippedByteInTheWriteAheadLogIsFoundWithItsRecord() throws Exception {
    TestLog test = new TestLog(directory);
    try (FileAuditLog log = test.open()) {
      for (int i = 0; i < 100; i++) {
        log.append(TestLog.entry(i));
      }
      log.checkpoint();
      TestLog.flip(test.lastSegment(), Frame.SEGMENT_HEADER + Frame.HEADER + 10);
      Finding first = log.verify().firstBad().orElseThrow();
      assertTrue(first.file().startsWith("wal/"), first.toString());
      assertEquals(0, first.index());
    }
  }

  @Test
  void aMissingFileIsFound() throws Exception {
    TestLog test = new TestLog(directory).filled(70_000);
    for (String name : List.of("tile/0/100", "tile/1/000", "tile/entries/100", "tile/2/000.p/1", "checkpoint")) {
      Path file = test.root.resolve(name);
      Path aside = directory.resolve("aside");
      Files.move(file, aside);
      Verification verification = LogCheck.run(test.root, test.key());
      assertEquals(List.of(name), verification.findings().stream().map(Finding::file).toList());
      assertEquals("is missing", verification.findings().get(0).what());
      Files.move(aside, file);
    }
    assertTrue(LogCheck.run(test.root, test.key()).intact());
  }

  @Test
  void cutAndOverlongFilesAreFound() throws Exception {
    TestLog test = new TestLog(directory).filled(600);
    for (String name : List.of("tile/0/000", "tile/entries/001", "tile/1/000.p/2", "checkpoint")) {
      Path file = test.root.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
      assertEquals(name, LogCheck.run(test.root, test.key()).firstBad().orElseThrow().file());
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length + 1));
      assertEquals(name, LogCheck.run(test.root, test.key()).firstBad().orElseThrow().file());
      Files.write(file, bytes);
    }
    Files.write(test.root.resolve("checkpoint"), new byte[1 << 20]);
    assertEquals("checkpoint", LogCheck.run(test.root, test.key()).firstBad().orElseThrow().file());
  }

  @Test
  void aConsistentForgeryFailsAtTheSignature() throws Exception {
    TestLog test = new TestLog(directory).filled(600);
    TestLog forger = new TestLog(Files.createDirectory(directory.resolve("forger"))).filled(600);
    copyTree(forger.root.resolve("tile"), test.root.resolve("tile"));
    Finding root = LogCheck.run(test.root, test.key()).firstBad().orElseThrow();
    assertEquals("checkpoint", root.file());
    assertTrue(root.what().contains("the entries give"), root.what());
    Files.copy(forger.root.resolve("checkpoint"), test.root.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
    Finding signature = LogCheck.run(test.root, test.key()).firstBad().orElseThrow();
    assertTrue(signature.what().contains("has origin"), signature.what());
  }

  @Test
  void aSymbolicLinkIsNotFollowed() throws Exception {
    TestLog test = new TestLog(directory).filled(600);
    Path file = test.root.resolve("tile/0/000");
    Path aside = directory.resolve("aside");
    Files.move(file, aside);
    Files.createSymbolicLink(file, aside);
    assertEquals("tile/0/000", LogCheck.run(test.root, test.key()).firstBad().orElseThrow().file());
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
