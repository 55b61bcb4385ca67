package io.sallyport.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A directory that is held open: what is written goes into it, whatever its name leads to meanwhile. Not thread-safe.
 *
 * @param path its real path when it was opened
 * @param open relative names are resolved against this
 */
record OpenFolder(Path path, SecureDirectoryStream<Path> open) implements AutoCloseable {
  private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  /** Less the umask: what is carried away is signed or public; who may enter the folder may read it. */
  private static final FileAttribute<?> MODE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  /** @param real a path without links */
  static OpenFolder of(Path real) throws IOException {
    if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(real.toString());
    }
    DirectoryStream<Path> stream = Files.newDirectoryStream(real);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new OpenFolder(real, secure);
    }
    stream.close();
    throw new FileSystemException(real.toString(), null, "this file system cannot hold a directory open");
  }

  /** Device and inode of what is open. */
  Object identity() throws IOException {
    return open.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
  }

  boolean isEmpty() {
    return !open.iterator().hasNext();
  }

  /** Makes and opens a directory; one that is there is not taken. */
  OpenFolder make(Path name) throws IOException {
    Files.createDirectory(path.resolve(name));
    return enter(name);
  }

  /** Opens a directory in it; a link is not followed. */
  OpenFolder enter(Path name) throws IOException {
    return new OpenFolder(path.resolve(name), open.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  /** @throws FileAlreadyExistsException if something has that name */
  void requireFree(Path name) throws IOException {
    if (exists(name)) {
      throw new FileAlreadyExistsException(path.resolve(name).toString());
    }
  }

  /** Writes a new file: under another name first, so that a crash leaves no part of it under its own. */
  void write(Path name, byte[] bytes) throws IOException {
    requireFree(name);
    Path part = Path.of("." + name + "." + UUID.randomUUID() + ".part");
    try {
      try (SeekableByteChannel channel = open.newByteChannel(part, NEW, MODE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (channel instanceof FileChannel file) {
          file.force(true);
        }
      }
      publish(part, name);
    } finally {
      delete(part);
    }
    sync();
  }

  /** A hard link does not replace what is there. File systems without them (of USB sticks) get an empty file, which is replaced. */
  private void publish(Path part, Path name) throws IOException {
    try {
      Files.createLink(path.resolve(name), path.resolve(part));
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      claim(part, name);
      return;
    }
    if (!exists(name) || !key(name).equals(key(part))) {
      throw new FileSystemException(path.toString(), null, "the directory was exchanged meanwhile");
    }
  }

  /** Replaces nothing but the empty file that it made itself. */
  void claim(Path part, Path name) throws IOException {
    open.newByteChannel(name, NEW, MODE).close();
    open.move(part, open, name);
  }

  private boolean exists(Path name) throws IOException {
    try {
      key(name);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Object key(Path name) throws IOException {
    return open.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes().fileKey();
  }

  private void delete(Path part) throws IOException {
    try {
      open.deleteFile(part);
    } catch (NoSuchFileException e) {
      return; // never made, or moved
    }
  }

  private void sync() throws IOException {
    try {
      AtomicFiles.syncDirectory(path);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
