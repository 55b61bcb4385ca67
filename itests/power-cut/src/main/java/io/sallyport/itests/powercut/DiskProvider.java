package io.sallyport.itests.powercut;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what {@link Files} is asked for into operations on a disk. */
final class DiskProvider extends FileSystemProvider {
  static final String SCHEME = "powercut";

  private final DiskFileSystem fileSystem;
  private final PowerCutDisk disk;
  private final DiskNames names;

  DiskProvider(DiskFileSystem fileSystem, PowerCutDisk disk) {
    this.fileSystem = fileSystem;
    this.disk = disk;
    this.names = new DiskNames(disk);
  }

  @Override
  public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
    if (options.stream().anyMatch(option -> !(option instanceof StandardOpenOption || option instanceof LinkOption))) {
      throw new UnsupportedOperationException(options.toString());
    }
    synchronized (disk) {
      boolean write = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
      Optional<Long> existing = names.node(path);
      if (existing.isPresent() && options.contains(StandardOpenOption.CREATE_NEW)) {
        throw new FileAlreadyExistsException(path.toString());
      }
      boolean create = write && (options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW));
      long file = existing.isEmpty() && create ? names.create(path, false) : names.require(path);
      if (write && disk.tree().isFolder(file)) {
        throw new IOException(path + ": is a directory");
      }
      if (write && options.contains(StandardOpenOption.TRUNCATE_EXISTING) && disk.tree().content(file).length() > 0) {
        disk.record(new Operation.Truncate(file, 0));
      }
      return new DiskChannel(disk, file, write, options.contains(StandardOpenOption.APPEND));
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
    FileChannel channel = newFileChannel(path, options, attributes);
    if (disk.tree().isFolder(names.require(path))) {
      throw new IOException(path + ": is a directory");
    }
    return channel;
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> entries = new ArrayList<>();
    synchronized (disk) {
      long node = names.require(folder);
      if (!disk.tree().isFolder(node)) {
        throw new NotDirectoryException(folder.toString());
      }
      for (String name : disk.tree().entries(node).keySet()) {
        Path entry = folder.resolve(name);
        if (filter.accept(entry)) {
          entries.add(entry);
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return entries.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    synchronized (disk) {
      if (names.node(folder).isPresent()) {
        throw new FileAlreadyExistsException(folder.toString());
      }
      names.create(folder, true);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    synchronized (disk) {
      long node = names.require(path);
      if (names.isFull(node)) {
        throw new DirectoryNotEmptyException(path.toString());
      }
      DiskNames.Place place = names.place(path);
      disk.record(new Operation.Remove(place.folder(), place.name()));
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    byte[] bytes = Files.readAllBytes(source);
    boolean replace = Set.of(options).contains(StandardCopyOption.REPLACE_EXISTING);
    Files.write(target, bytes, replace ? new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE}
        : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE});
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    synchronized (disk) {
      names.require(source);
      Set<CopyOption> asked = Set.of(options);
      Optional<Long> replaced = names.node(target);
      if (replaced.isPresent()) {
        if (!asked.contains(StandardCopyOption.REPLACE_EXISTING) && !asked.contains(StandardCopyOption.ATOMIC_MOVE)) {
          throw new FileAlreadyExistsException(target.toString());
        }
        if (names.isFull(replaced.get())) {
          throw new DirectoryNotEmptyException(target.toString());
        }
      }
      DiskNames.Place from = names.place(source);
      DiskNames.Place to = names.place(target);
      disk.record(new Operation.Rename(from.folder(), from.name(), to.folder(), to.name()));
    }
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return names.require(one) == names.require(other);
  }

  @Override
  public boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    return new DiskStore();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    synchronized (disk) {
      names.require(path);
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    synchronized (disk) {
      long node = names.require(path);
      boolean folder = disk.tree().isFolder(node);
      return type.cast(new DiskAttributes(folder, folder ? 0 : disk.tree().content(node).length(), node));
    }
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
    return type != BasicFileAttributeView.class ? null : type.cast(new BasicFileAttributeView() {
      @Override
      public String name() {
        return "basic";
      }

      @Override
      public BasicFileAttributes readAttributes() throws IOException {
        return DiskProvider.this.readAttributes(path, BasicFileAttributes.class);
      }

      @Override
      public void setTimes(FileTime modified, FileTime accessed, FileTime created) {}
    });
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
