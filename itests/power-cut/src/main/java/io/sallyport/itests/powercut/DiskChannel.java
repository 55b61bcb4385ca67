package io.sallyport.itests.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** An open file, or an open directory that is only there to be forced. */
final class DiskChannel extends FileChannel {
  private final PowerCutDisk disk;
  private final long file;
  private final boolean writable;
  private final boolean append;
  private long position;

  DiskChannel(PowerCutDisk disk, long file, boolean writable, boolean append) {
    this.disk = disk;
    this.file = file;
    this.writable = writable;
    this.append = append;
  }

  @Override
  public int read(ByteBuffer into) {
    synchronized (disk) {
      int count = read(into, position);
      position += Math.max(0, count);
      return count;
    }
  }

  @Override
  public int read(ByteBuffer into, long at) {
    synchronized (disk) {
      byte[] bytes = new byte[into.remaining()];
      int count = disk.tree().content(file).read((int) at, bytes, 0, bytes.length);
      into.put(bytes, 0, Math.max(0, count));
      return count;
    }
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) {
    long total = 0;
    for (int i = offset; i < offset + length; i++) {
      int count = read(into[i]);
      if (count < 0) {
        return total == 0 ? -1 : total;
      }
      total += count;
    }
    return total;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    synchronized (disk) {
      if (append) {
        position = size();
      }
      int count = write(from, position);
      position += count;
      return count;
    }
  }

  @Override
  public int write(ByteBuffer from, long at) throws IOException {
    if (!writable) {
      throw new NonWritableChannelException();
    }
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    if (bytes.length > 0) {
      requireRoom(at, bytes);
      disk.record(new Operation.Write(file, at, bytes));
    }
    return bytes.length;
  }

  /** On a full disk half of it arrives. */
  private void requireRoom(long at, byte[] bytes) throws IOException {
    try {
      disk.requireRoom();
    } catch (IOException full) {
      if (bytes.length > 1) {
        disk.record(new Operation.Write(file, at, Arrays.copyOf(bytes, bytes.length / 2)));
      }
      throw full;
    }
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    long total = 0;
    for (int i = offset; i < offset + length; i++) {
      total += write(from[i]);
    }
    return total;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long to) {
    position = to;
    return this;
  }

  @Override
  public long size() {
    synchronized (disk) {
      return disk.tree().content(file).length();
    }
  }

  @Override
  public FileChannel truncate(long to) {
    synchronized (disk) {
      if (to < size()) {
        disk.record(new Operation.Truncate(file, to));
      }
      position = Math.min(position, to);
      return this;
    }
  }

  /** A file system may force more than it is asked for; this one forces the content, the length, and nothing else. */
  @Override
  public void force(boolean metadata) {
    disk.record(new Operation.Force(file));
  }

  @Override
  public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, Math.max(0, size() - at)));
    read(bytes, at);
    return target.write(bytes.flip());
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long at, long count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) count);
    source.read(bytes);
    return write(bytes.flip(), at);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long at, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long at, long size, boolean shared) {
    return tryLock(at, size, shared);
  }

  @Override
  public FileLock tryLock(long at, long size, boolean shared) {
    return new FileLock(this, at, size, shared) {
      @Override
      public boolean isValid() {
        return isOpen();
      }

      @Override
      public void release() {}
    };
  }

  @Override
  protected void implCloseChannel() {}
}
