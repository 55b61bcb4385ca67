package io.sallyport.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lies in a HOME, whatever it is called: links and special files count as files, so that nothing in it goes unseen.
 *
 * @param files everything but directories, the inventory and a plain file that anchors the site root, by path relative to HOME
 * @param open files and directories that everyone may write; where the file system knows no such permission, none
 */
record HomeTree(Set<String> files, Set<String> open) {
  /**
   * @param data a data directory inside HOME, which is not looked at
   * @throws UncheckedIOException if something cannot be read
   */
  static HomeTree scan(Path home, Optional<Path> data) {
    Set<String> files = new TreeSet<>();
    Set<String> open = new TreeSet<>();
    try {
      Files.walkFileTree(home, new SimpleFileVisitor<>() {
        @Override public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
          if (data.filter(directory::equals).isPresent()) {
            return FileVisitResult.SKIP_SUBTREE;
          }
          note(directory);
          return FileVisitResult.CONTINUE;
        }

        @Override public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
          String path = name(file);
          if (!path.equals(Inventory.PATH) && !(path.equals(Inventory.SITE_ANCHOR) && attributes.isRegularFile())) {
            files.add(path);
          }
          if (attributes.isRegularFile()) {
            note(file);
          }
          return FileVisitResult.CONTINUE;
        }

        private void note(Path path) throws IOException {
          if (AtomicFiles.permissions(path).contains(PosixFilePermission.OTHERS_WRITE)) {
            open.add(path.equals(home) ? "." : name(path));
          }
        }

        private String name(Path path) {
          return home.relativize(path).toString().replace('\\', '/');
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HomeTree(files, open);
  }
}
