package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@SallyportTest
class SmallDiskTest {
  @Test
  void withRoomItIsADiskLikeAnyOther(TestPlatform platform) throws IOException {
    platform.files().onSmallDisk();
    Path folder = platform.files().directory();
    Path file = folder.resolve("a").resolve("state.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "one\ntwo\n");
    assertEquals(List.of("one", "two"), Files.readAllLines(file));
    Files.move(file, file.resolveSibling("next.json"), StandardCopyOption.ATOMIC_MOVE);
    try (Stream<Path> tree = Files.walk(folder.resolve("a"))) {
      assertEquals(List.of("a", "a/next.json"), tree.map(path -> folder.relativize(path).toString()).toList());
    }
    assertTrue(Files.isRegularFile(platform.data().resolve("site/packages").resolve(folder.getFileName().toString()).resolve("a/next.json")));
    assertEquals(folder, file.getParent().getParent());
    assertFalse(Files.exists(file));
  }

  @Test
  void onceItIsFullNothingMoreFitsAndTheRestGoesOn(TestPlatform platform) throws IOException {
    SmallDisk disk = platform.files().onSmallDisk();
    Path file = platform.files().directory().resolve("state");
    try (BufferedWriter open = Files.newBufferedWriter(file)) {
      open.write("kept");
      open.flush();
      disk.fill();
      open.write("lost");
      assertFull(open::flush);
      assertFull(() -> Files.writeString(file.resolveSibling("new"), "x"));
      assertFull(() -> Files.createDirectory(file.resolveSibling("folder")));
      assertFull(() -> Files.copy(file, file.resolveSibling("copy")));
      assertFull(() -> FileChannel.open(file, StandardOpenOption.WRITE).close());
      assertFull(() -> Files.newOutputStream(file, StandardOpenOption.APPEND).close());
      assertEquals("kept", Files.readString(file));
      Files.move(file, file.resolveSibling("moved"));
      disk.free();
      open.write(", more");
    }
    assertEquals("kept, more", Files.readString(file.resolveSibling("moved")));
    Files.delete(file.resolveSibling("moved"));
  }

  private static void assertFull(Executable write) {
    assertEquals("No space left on device", assertThrows(FileSystemException.class, write).getReason());
  }
}
