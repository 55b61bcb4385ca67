package io.sallyport.itests.powercut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The disk shows what careless writers lose, and leaves careful ones in peace. */
class PowerCutDiskTest {
  private static final int CHOICES = 40;
  private PowerCutDisk disk = new PowerCutDisk();

  @Test
  void aFileSystemLikeAnyOther() throws IOException {
    Path folder = Files.createDirectories(disk.path("a/b"));
    Files.writeString(folder.resolve("one"), "first\nsecond");
    Files.copy(folder.resolve("one"), folder.resolve("two"));
    Files.move(folder.resolve("two"), folder.resolve("three"), StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(folder.resolve("one"), "!", StandardOpenOption.APPEND);
    try (var files = Files.walk(disk.root())) {
      assertEquals(List.of("/", "/a", "/a/b", "/a/b/one", "/a/b/three"), files.map(Path::toString).toList());
    }
    assertEquals("first\nsecond!", Files.readString(folder.resolve("one")));
    assertEquals(12, Files.size(folder.resolve("three")));
    Files.delete(folder.resolve("three"));
    assertThrows(NoSuchFileException.class, () -> Files.readString(folder.resolve("three")));
    assertTrue(Files.isDirectory(folder) && !Files.isRegularFile(folder));
  }

  @Test
  void replacedWithoutForcingTheContentMayBeEmpty() {
    replace(false, true);
    assertTrue(left(this::text).contains(""));
  }

  @Test
  void replacedWithoutForcingTheDirectoryMayBeTheOldOne() {
    replace(true, false);
    disk.acknowledge("replaced");
    Set<String> after = new TreeSet<>();
    disk.cuts(1, CHOICES, cut -> {
      if (!cut.acknowledged().isEmpty()) {
        after.add(text(cut.disk()));
      }
    });
    assertEquals(Set.of("old", "new"), after);
  }

  @Test
  void replacedCarefullyIsTheOldOrTheNewOne() {
    replace(true, true);
    disk.acknowledge("replaced");
    disk.cuts(1, CHOICES, cut -> {
      if (!cut.acknowledged().isEmpty()) {
        assertEquals("new", text(cut.disk()));
      }
    });
    assertEquals(Set.of("old", "new"), left(this::text));
  }

  @Test
  void writesAreTornAtSectors() throws IOException {
    Path file = disk.path("file");
    Files.write(file, new byte[2048]);
    force(file);
    force(disk.root());
    disk = disk.settled();
    byte[] ones = new byte[2048];
    Arrays.fill(ones, (byte) 1);
    Files.write(disk.path("file"), ones, StandardOpenOption.WRITE);
    Set<String> shapes = left(cut -> {
      byte[] bytes = bytes(cut.path("file"));
      StringBuilder shape = new StringBuilder();
      for (int sector = 0; sector < 4; sector++) {
        byte first = bytes[sector * 512];
        for (int i = 0; i < 512; i++) {
          assertEquals(first, bytes[sector * 512 + i], "a sector is whole");
        }
        shape.append(first);
      }
      return shape.toString();
    });
    assertTrue(shapes.containsAll(Set.of("0000", "1111")), shapes::toString);
    assertTrue(shapes.stream().anyMatch(shape -> shape.contains("01")), shapes::toString);
    assertTrue(shapes.stream().anyMatch(shape -> shape.contains("10")), shapes::toString);
  }

  @Test
  void aGrownFileMayBeLongAndEmpty() throws IOException {
    Path file = disk.path("file");
    Files.createFile(file);
    force(disk.root());
    disk = disk.settled();
    Files.writeString(disk.path("file"), "text");
    assertEquals(Set.of("", "\0\0\0\0", "text"), left(cut -> new String(bytes(cut.path("file")), StandardCharsets.UTF_8)));
  }

  @Test
  void namesInOneDirectoryAreKeptInAnyOrder() throws IOException {
    Files.createFile(disk.path("a"));
    Files.createFile(disk.path("b"));
    assertEquals(Set.of("", "a", "b", "ab"), left(cut -> (Files.exists(cut.path("a")) ? "a" : "") + (Files.exists(cut.path("b")) ? "b" : "")));
  }

  @Test
  void aFailedCheckNamesItsCut() throws IOException {
    Files.createFile(disk.path("a"));
    AssertionError failure = assertThrows(AssertionError.class, () -> disk.cuts(1, 0, cut -> assertFalse(Files.exists(cut.disk().path("a")), "is there")));
    assertTrue(failure.getMessage().startsWith("power cut after operation 1, left is "), failure.getMessage());
  }

  private void replace(boolean forceContent, boolean forceDirectory) {
    try {
      Files.writeString(disk.path("file"), "old");
      force(disk.path("file"));
      force(disk.root());
      disk = disk.settled();
      Files.writeString(disk.path("file.tmp"), "new");
      if (forceContent) {
        force(disk.path("file.tmp"));
      }
      Files.move(disk.path("file.tmp"), disk.path("file"), StandardCopyOption.ATOMIC_MOVE);
      if (forceDirectory) {
        force(disk.root());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private <T> Set<T> left(Function<PowerCutDisk, T> look) {
    Set<T> seen = new TreeSet<>();
    disk.cuts(1, CHOICES, cut -> seen.add(look.apply(cut.disk())));
    return seen;
  }

  private String text(PowerCutDisk left) {
    return new String(bytes(left.path("file")), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      channel.read(bytes);
      return bytes.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
