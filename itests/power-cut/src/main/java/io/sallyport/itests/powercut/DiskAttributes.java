package io.sallyport.itests.powercut;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What a simulated disk knows about a file or folder; times are not modelled.
 *
 * @param size in bytes
 * @param fileKey number of the node
 */
record DiskAttributes(boolean folder, long size, Object fileKey) implements BasicFileAttributes {
  private static final FileTime TIME = FileTime.fromMillis(0);

  @Override
  public FileTime lastModifiedTime() {
    return TIME;
  }

  @Override
  public FileTime lastAccessTime() {
    return TIME;
  }

  @Override
  public FileTime creationTime() {
    return TIME;
  }

  @Override
  public boolean isRegularFile() {
    return !folder;
  }

  @Override
  public boolean isDirectory() {
    return folder;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }
}
