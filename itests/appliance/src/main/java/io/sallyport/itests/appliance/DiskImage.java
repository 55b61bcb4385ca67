package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An ext4 image made and extracted by Debian's e2fsprogs, without mounting anything. */
public final class DiskImage {
  private static final Path MAKE = Path.of("/usr/sbin/mkfs.ext4");
  private static final Path READ = Path.of("/usr/sbin/debugfs");
  private static final long SPARE_MEBIBYTES = 64;

  private final Path file;

  private DiskImage(Path file) {
    this.file = file;
  }

  /** Whether the tools are there. */
  public static boolean available() {
    return Stream.of(MAKE, READ).allMatch(Files::isExecutable);
  }

  /** An image with everything that lies in a folder. */
  public static DiskImage of(Path content) {
    Path image = Folders.temporary("image").resolve("disk.ext4");
    run(MAKE.toString(), "-q", "-F", "-d", content.toString(), image.toString(), mebibytes(content) + "M");
    return new DiskImage(image);
  }

  /** Half as much again as the files: they take whole blocks, and the file system keeps a part for itself. */
  private static long mebibytes(Path content) {
    try (Stream<Path> files = Files.walk(content)) {
      return SPARE_MEBIBYTES + (files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum() * 3 / 2 >> 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is on it, in a new folder. */
  public Path extracted() {
    Path folder = Folders.temporary("extracted");
    run(READ.toString(), "-R", "rdump / " + folder, file.toString());
    return folder;
  }

  /** Exchanges a file on the image, as somebody who has the disk can. */
  public void replace(String path, byte[] bytes) {
    try {
      Path content = Files.write(Folders.temporary("content").resolve("file"), bytes);
      run(READ.toString(), "-w", "-R", "rm " + path, file.toString());
      run(READ.toString(), "-w", "-R", "write " + content + " " + path, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    Program.run(List.of(command), Map.of(), Path.of("").toAbsolutePath()).orFail();
  }
}
