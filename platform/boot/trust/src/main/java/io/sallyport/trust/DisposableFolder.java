package io.sallyport.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder whose content is of no use to the next start. {@link #renew} leaves an empty directory of that name, whatever was there before:
 * nothing of it is read and no link is followed. What cannot be deleted is moved aside as a whole. Not thread-safe.
 *
 * @param path the folder; its parent must exist and be writable
 */
public record DisposableFolder(Path path) {
  /** Deeper trees are moved aside: each level holds a file descriptor open while it is emptied. */
  static final int MAX_DEPTH = 64;

  /**
   * Empties the folder.
   *
   * @return where the old content was moved to, if it could not be deleted
   * @throws UncheckedIOException if neither deleting nor moving aside is possible
   */
  public Optional<Path> renew() {
    try {
      try {
        empty();
        return Optional.empty();
      } catch (IOException undeletable) {
        return Optional.of(moveAside());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void empty() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(path);
    }
    Files.createDirectories(path);
    Object identity = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
      if (!(children instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("no way to delete without following links on this file system");
      }
      if (!secure.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey().equals(identity)) {
        throw new IOException("exchanged meanwhile: " + path);
      }
      empty(secure, path, device(path), 0);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Works on open directories, so that a directory that is exchanged for a link meanwhile is not followed either. */
  private void empty(SecureDirectoryStream<Path> directory, Path shown, long device, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("deeper than " + MAX_DEPTH + " levels: " + shown);
    }
    for (Path child : directory) {
      Path name = child.getFileName();
      if (attributes(directory, name).isDirectory()) {
        Path inner = shown.resolve(name.toString());
        if (device(inner) != device) {
          throw new IOException("another file system is mounted at " + inner);
        }
        try (SecureDirectoryStream<Path> opened = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
          empty(opened, inner, device, depth + 1);
        }
        directory.deleteDirectory(name);
      } else {
        directory.deleteFile(name);
      }
    }
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    return directory.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes();
  }

  private static long device(Path path) throws IOException {
    return (Long) Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
  }

  private Path moveAside() throws IOException {
    Path aside = path.resolveSibling(path.getFileName() + ".aside-" + UUID.randomUUID());
    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    Files.createDirectory(path);
    return aside;
  }
}
