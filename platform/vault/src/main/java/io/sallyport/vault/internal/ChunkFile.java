package io.sallyport.vault.internal;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that grows by chunks. Whole chunks go past the page cache where the file system allows that: content is written once and read
 * back much later, and a copy through the page cache costs more than the disk. One thread writes.
 */
final class ChunkFile implements AutoCloseable {
  private final FileChannel file;
  private final Optional<FileChannel> direct;

  private ChunkFile(FileChannel file, Optional<FileChannel> direct) {
    this.file = file;
    this.direct = direct;
  }

  /**
   * Opens a file, or makes it.
   *
   * @param length expected in the end, in bytes: a file of less than one chunk is written the ordinary way
   */
  static ChunkFile open(Path path, long length) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      return new ChunkFile(file, length < ChunkPool.CHUNK ? Optional.empty() : direct(path));
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Optional<FileChannel> direct(Path path) {
    try {
      if (Files.getFileStore(path).getBlockSize() > ChunkPool.ALIGNMENT) {
        return Optional.empty();
      }
      return Optional.of(FileChannel.open(path, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT));
    } catch (IOException | UnsupportedOperationException e) {
      // Some file systems, those in memory among them, cannot.
      return Optional.empty();
    }
  }

  /** Length of the whole chunks that it holds already, at most those within that length. */
  long wholeChunks(long within) throws IOException {
    return Math.min(file.size(), within) / ChunkPool.CHUNK * ChunkPool.CHUNK;
  }

  /** What it holds, from its start. */
  ReadableByteChannel content() throws IOException {
    return file.position(0);
  }

  /** Writes all of the chunk. */
  void write(ByteBuffer chunk, long position) throws IOException {
    FileChannel channel = chunk.remaining() == ChunkPool.CHUNK ? direct.orElse(file) : file;
    for (long at = position; chunk.hasRemaining();) {
      at += channel.write(chunk, at);
    }
  }

  /** Cuts off what lies beyond that length and waits until the disk has the rest. */
  void finish(long length) throws IOException {
    file.truncate(length);
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    try {
      if (direct.isPresent()) {
        direct.get().close();
      }
    } finally {
      file.close();
    }
  }
}
