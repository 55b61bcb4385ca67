package io.sallyport.itests.powercut;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** A path on a {@link PowerCutDisk}. Its names are those of a path of the default file system. */
final class DiskPath implements Path {
  private final DiskFileSystem fileSystem;
  private final Path names;

  DiskPath(DiskFileSystem fileSystem, Path names) {
    this.fileSystem = fileSystem;
    this.names = names;
  }

  static DiskPath of(Path path) {
    if (path instanceof DiskPath disk) {
      return disk;
    }
    throw new ProviderMismatchException(String.valueOf(path));
  }

  private Path with(Path other) {
    return other == null ? null : new DiskPath(fileSystem, other);
  }

  private static Path names(Path other) {
    return of(other).names;
  }

  @Override
  public FileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return names.isAbsolute();
  }

  @Override
  public Path getRoot() {
    return with(names.getRoot());
  }

  @Override
  public Path getFileName() {
    return with(names.getFileName());
  }

  @Override
  public Path getParent() {
    return with(names.getParent());
  }

  @Override
  public int getNameCount() {
    return names.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return with(names.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return with(names.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof DiskPath disk && names.startsWith(disk.names);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof DiskPath disk && names.endsWith(disk.names);
  }

  @Override
  public Path normalize() {
    return with(names.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return with(names.resolve(names(other)));
  }

  @Override
  public Path resolve(String other) {
    return with(names.resolve(other));
  }

  @Override
  public Path relativize(Path other) {
    return with(names.relativize(names(other)));
  }

  @Override
  public URI toUri() {
    return URI.create(DiskProvider.SCHEME + ":" + names);
  }

  /** A copy of what the file holds now, for readers that know the default file system only. What is written to it is lost. */
  @Override
  public File toFile() {
    return Copies.of(this);
  }

  @Override
  public Path toAbsolutePath() {
    return isAbsolute() ? this : with(Path.of("/").resolve(names));
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    Path real = toAbsolutePath().normalize();
    fileSystem.provider().checkAccess(real);
    return real;
  }

  @Override
  public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return names.compareTo(names(other));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DiskPath disk && disk.fileSystem == fileSystem && disk.names.equals(names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
