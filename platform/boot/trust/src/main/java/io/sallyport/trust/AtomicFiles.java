package io.sallyport.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes that survive {@code kill -9} and power loss: a reader finds the old bytes or the new ones, never a mixture. Thread-safe; two
 * writers of one file leave the bytes of one of them.
 */
public final class AtomicFiles {
  private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private AtomicFiles() {}

  /** Replaces a file (mode 0644 less umask): temporary file, fsync, rename, fsync of the directory. Missing directories are made. */
  public static void write(Path file, byte[] bytes) {
    write(file, bytes, "rw-r--r--");
  }

  /** As {@link #write(Path, byte[])} with mode 0600 from the first byte on. */
  public static void writePrivate(Path file, byte[] bytes) {
    write(file, bytes, "rw-------");
  }

  /** Appends and returns after fsync. A crash may leave a torn tail. */
  public static void appendDurable(Path file, byte[] bytes) {
    try {
      boolean fresh = !Files.exists(file);
      if (fresh) {
        makeDirectories(file.toAbsolutePath().getParent());
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
        put(channel, bytes);
      }
      if (fresh) {
        syncDirectory(file.toAbsolutePath().getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes directories and fsyncs the parent of each new one. */
  public static void makeDirectories(Path directory) {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    makeDirectories(parent);
    try {
      Files.createDirectories(directory);
      syncDirectory(parent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives a file or a directory another name in the same directory, durably; what had that name must be a file, or be gone. */
  public static void rename(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      syncDirectory(to.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a rename, creation or deletion inside the directory durable. */
  public static void syncDirectory(Path directory) {
    if (!POSIX) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes, String mode) {
    Path directory = file.toAbsolutePath().getParent();
    makeDirectories(directory);
    FileAttribute<?>[] attributes = POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))} : new FileAttribute<?>[0];
    try {
      Path temporary = temporary(directory, file);
      try {
        try (FileChannel channel = FileChannel.open(temporary, Set.<OpenOption>of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
          put(channel, bytes);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      syncDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary(Path directory, Path file) {
    return directory.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + Thread.currentThread().getId() + "-" + System.nanoTime() + ".tmp");
  }

  private static void put(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  /** The permissions of a file, or empty where the file system has none. */
  static Set<PosixFilePermission> permissions(Path file) throws IOException {
    return POSIX ? Files.getPosixFilePermissions(file) : Set.of();
  }
}
