package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A medium, and the ways to spoil a copy of one.
 *
 * @param folder the directory that {@code medium:import} takes
 */
public record Media(Path folder) {
  /** A private copy that vanishes with this JVM. */
  public Media copy() {
    return new Media(Folders.copy(folder, Folders.temporary("medium").resolve(folder.getFileName().toString())));
  }

  /** The target file of a package version whose name ends so. */
  public Path target(String name, String version, String end) {
    return only(folder.resolve("targets/packages").resolve(name).resolve(version), file -> file.endsWith(end));
  }

  /** How many package versions it carries. */
  public int packages() {
    try (Stream<Path> files = Files.walk(folder.resolve("targets/packages"))) {
      return (int) files.filter(file -> file.toString().endsWith(".package.json")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The metadata file of a role with the highest version, such as {@code 2.targets.json}; timestamp has no version. */
  public Path metadata(String role) {
    Path plain = folder.resolve("metadata").resolve(role + ".json");
    if (Files.exists(plain)) {
      return plain;
    }
    return Folders.files(folder.resolve("metadata"), file -> file.matches("\\d+\\." + role + "\\.json")).stream()
        .max(java.util.Comparator.comparingInt(Media::version)).orElseThrow(() -> new IllegalStateException("no metadata of " + role + " in " + folder));
  }

  static int version(Path file) {
    return Integer.parseInt(file.getFileName().toString().split("\\.")[0]);
  }

  private static Path only(Path folder, Predicate<String> name) {
    var files = Folders.files(folder, name);
    if (files.size() != 1) {
      throw new IllegalStateException("expected one file, found " + files + " in " + folder);
    }
    return files.get(0);
  }

  /** Inverts the lowest bit of one byte in the middle of a file. */
  public static void flipByte(Path file) {
    try {
      file.toFile().setWritable(true);
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        long middle = bytes.length() / 2;
        bytes.seek(middle);
        int old = bytes.read();
        bytes.seek(middle);
        bytes.write(old ^ 1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts a file to half of its length. */
  public static void truncate(Path file) {
    try {
      file.toFile().setWritable(true);
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.setLength(bytes.length() / 2);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
