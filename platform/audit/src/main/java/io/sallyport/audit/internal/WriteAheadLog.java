package io.sallyport.audit.internal;

import io.sallyport.trust.AtomicFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/**
 * Writes segments. Space is filled with zeros ahead of the records, so that a group commit changes no file system metadata and
 * {@code force} is one write to the disk. A new segment begins only at a multiple of 256, the edge of an entry bundle. Used by the
 * commit thread only, except {@link #segments}, {@link #retire}.
 */
final class WriteAheadLog implements Closeable {
  private static final int BUFFER = 1 << 20;
  private static final int MOST_AHEAD = 4 << 20;

  private final Path directory;
  private final LongSupplier target;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(BUFFER);
  private final CRC32C crc = new CRC32C();
  private final List<Long> segments = new ArrayList<>();
  private FileChannel channel;
  private long position;
  private long filled;

  /** @param target bytes after which the next multiple of 256 begins a new segment, as it is then */
  WriteAheadLog(Path directory, LongSupplier target) {
    this.directory = directory;
    this.target = target;
  }

  static String name(long first) {
    return String.format(Locale.ROOT, "%020d.wal", first);
  }

  /** Begins a new segment. */
  void begin(long first) throws IOException {
    Path file = directory.resolve(name(first));
    Path temporary = directory.resolve(name(first) + ".tmp");
    channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    channel.write(Frame.segmentHeader(first), 0);
    position = Frame.SEGMENT_HEADER;
    filled = position;
    fill(0);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.syncDirectory(directory);
    synchronized (segments) {
      segments.add(first);
    }
  }

  /** Goes on after the last intact record; what follows it is cut off. */
  void resume(List<Long> existing, long end) throws IOException {
    synchronized (segments) {
      segments.addAll(existing);
    }
    channel = FileChannel.open(directory.resolve(name(existing.get(existing.size() - 1))), StandardOpenOption.WRITE);
    channel.truncate(end);
    position = end;
    filled = end;
    fill(0);
  }

  /** Adds a record to the batch; on disk after {@link #force}. */
  void add(long index, long batch, byte[] payload) throws IOException {
    if (index % TilePath.WIDTH == 0 && position + buffer.position() >= target.getAsLong()) {
      force();
      channel.close();
      begin(index);
    }
    if (buffer.remaining() < Frame.length(payload.length)) {
      flush();
    }
    Frame.write(buffer, crc, index, batch, payload);
  }

  /** Returns when everything added is on disk. */
  void force() throws IOException {
    flush();
    channel.force(false);
  }

  private void flush() throws IOException {
    buffer.flip();
    if (position + buffer.remaining() > filled) {
      fill(buffer.remaining());
    }
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
    buffer.clear();
  }

  private void fill(int needed) throws IOException {
    long until = position + needed + Math.min(MOST_AHEAD, target.getAsLong());
    while (filled < until) {
      zeros.clear().limit((int) Math.min(BUFFER, until - filled));
      filled += channel.write(zeros, filled);
    }
    channel.force(true);
  }

  /** First indexes of the segments, ascending; the last one is being written. */
  List<Long> segments() {
    synchronized (segments) {
      return List.copyOf(segments);
    }
  }

  /** Deletes the oldest segment. Called by the publisher. */
  void retire(long first) throws IOException {
    Files.delete(directory.resolve(name(first)));
    AtomicFiles.syncDirectory(directory);
    synchronized (segments) {
      segments.remove(first);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
