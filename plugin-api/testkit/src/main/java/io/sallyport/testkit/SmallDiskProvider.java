package io.sallyport.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** The operations of a {@link SmallDisk}: the real ones, refused where they need room that is not there. Thread-safe. */
final class SmallDiskProvider extends FileSystemProvider {
  private static final Set<OpenOption> WRITING = Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE,
      StandardOpenOption.CREATE_NEW);

  private final SmallDisk disk;
  private final FileSystem files;
  private final FileSystemProvider real;

  SmallDiskProvider(SmallDisk disk, FileSystem files, FileSystemProvider real) {
    this.disk = disk;
    this.files = files;
    this.real = real;
  }

  @Override
  public String getScheme() {
    return real.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException("there is one small disk");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return files;
  }

  @Override
  public Path getPath(URI uri) {
    return disk.wrap(real.getPath(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
    room(path, options);
    return new Channel(path, real.newByteChannel(SmallDisk.real(path), options, attributes));
  }

  @Override
  public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
    room(path, options);
    return real.newFileChannel(SmallDisk.real(path), options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> stream = real.newDirectoryStream(SmallDisk.real(directory), path -> filter.accept(disk.wrap(path)));
    return new Listing(disk, stream);
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    disk.take(directory);
    real.createDirectory(SmallDisk.real(directory), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    real.delete(SmallDisk.real(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    disk.take(target);
    real.copy(SmallDisk.real(source), SmallDisk.real(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    real.move(SmallDisk.real(source), SmallDisk.real(target), options);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return real.isSameFile(SmallDisk.real(path), SmallDisk.real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(SmallDisk.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return real.getFileStore(SmallDisk.real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(SmallDisk.real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
    return real.getFileAttributeView(SmallDisk.real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(SmallDisk.real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
    return real.readAttributes(SmallDisk.real(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
    real.setAttribute(SmallDisk.real(path), attribute, value, options);
  }

  private void room(Path path, Set<? extends OpenOption> options) throws IOException {
    if (options.stream().anyMatch(WRITING::contains)) {
      disk.take(path);
    }
  }

  private record Listing(SmallDisk disk, DirectoryStream<Path> stream) implements DirectoryStream<Path> {
    @Override
    public Iterator<Path> iterator() {
      Iterator<Path> paths = stream.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return paths.hasNext();
        }

        @Override
        public Path next() {
          return disk.wrap(paths.next());
        }
      };
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** An open file that may find the disk full later. */
  private final class Channel implements SeekableByteChannel {
    private final Path path;
    private final SeekableByteChannel channel;

    Channel(Path path, SeekableByteChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      disk.take(path);
      return channel.write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return channel.read(bytes);
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      channel.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
