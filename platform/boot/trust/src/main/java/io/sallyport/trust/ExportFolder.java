package io.sallyport.trust;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** A folder that an export fills. Made by {@link ExportPlaces#newFolder}. Not thread-safe. */
public final class ExportFolder implements AutoCloseable {
  private final OpenFolder root;
  private final Check check;

  /** Whether a folder may be written to. */
  interface Check {
    void require(OpenFolder folder) throws IOException;
  }

  private ExportFolder(OpenFolder root, Check check) {
    this.root = root;
    this.check = check;
  }

  /** @throws DirectoryNotEmptyException if something is in it; it is closed then */
  static ExportFolder empty(OpenFolder root, Check check) throws IOException {
    try {
      check.require(root);
      if (!root.isEmpty()) {
        throw new DirectoryNotEmptyException(root.path().toString());
      }
      return new ExportFolder(root, check);
    } catch (IOException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /** Its real path. */
  public Path path() {
    return root.path();
  }

  /**
   * Writes a new file below it, durable when this returns; missing folders are made.
   *
   * @param name relative, with {@code /} between its segments
   * @throws IOException if writing fails; nothing is left under that name then
   */
  public void write(String name, byte[] bytes) throws IOException {
    write(root, Path.of(name), bytes);
  }

  private static void write(OpenFolder folder, Path name, byte[] bytes) throws IOException {
    if (name.getNameCount() == 1) {
      folder.write(name, bytes);
      return;
    }
    Path first = name.getName(0);
    try (OpenFolder inner = enterOrMake(folder, first)) {
      write(inner, name.subpath(1, name.getNameCount()), bytes);
    }
  }

  private static OpenFolder enterOrMake(OpenFolder folder, Path name) throws IOException {
    try {
      return folder.make(name);
    } catch (FileAlreadyExistsException e) {
      return folder.enter(name);
    }
  }

  @Override
  public void close() throws IOException {
    root.close();
  }
}
