package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlainFileTest {
  @TempDir Path directory;

  @Test
  void aPlainFileIsReadUpToTheBound() throws Exception {
    Path file = Files.write(directory.resolve("x"), new byte[10]);
    assertArrayEquals(new byte[10], PlainFile.read(file, 10));
    assertThrows(FileSystemException.class, () -> PlainFile.read(file, 9));
    assertThrows(NoSuchFileException.class, () -> PlainFile.read(directory.resolve("y"), 9));
  }

  @Test
  void nothingElseIsOpened() throws Exception {
    Path file = Files.write(directory.resolve("x"), new byte[10]);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Path pipe = directory.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    for (Path other : new Path[] {link, pipe, directory, Path.of("/dev/zero")}) {
      assertThrows(FileSystemException.class, () -> PlainFile.read(other, 100), other.toString());
    }
  }

  @Test
  void aHugeFileTakesNoMemory() throws Exception {
    Path huge = directory.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(10L << 30);
    }
    assertThrows(FileSystemException.class, () -> PlainFile.read(huge, 1000));
  }
}
