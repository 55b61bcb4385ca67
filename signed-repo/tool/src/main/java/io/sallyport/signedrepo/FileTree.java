package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies and deletes directory trees; a copied file is whole and on disk before it has its name. */
public final class FileTree {
  private FileTree() {}

  /** Copies one file: temporary name, fsync, rename. */
  public static void copy(Path from, Path to) {
    try {
      AtomicFiles.makeDirectories(to.toAbsolutePath().getParent());
      Path temporary = to.resolveSibling("." + to.getFileName() + ".tmp");
      Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw ToolRefusals.io(e, from);
    }
  }

  /** Copies the files that are not there yet; file names hold the digest, so the same name is the same content. */
  public static void copyMissing(Path from, Path to) {
    for (String file : files(from)) {
      if (!Files.exists(to.resolve(file))) {
        copy(from.resolve(file), to.resolve(file));
      }
    }
  }

  /** Relative paths of everything below that is not a directory, sorted; links are not followed. Empty if there is no directory. */
  public static List<String> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).map(path -> directory.relativize(path).toString().replace('\\', '/')).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw ToolRefusals.io(e, directory);
    }
  }

  public static void delete(Path directory) {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw ToolRefusals.io(e, directory);
    }
  }
}
