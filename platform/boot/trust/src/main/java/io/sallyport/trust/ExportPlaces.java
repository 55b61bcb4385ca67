package io.sallyport.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where commands may write what people carry away: anywhere outside the appliance's own directories, and in {@code DATA/export}. Never over
 * something that is there. Directories are told apart by what they are (device and inode), not by name: a link, a bind mount or
 * {@code /proc/self/cwd} does not make another place of one. Thread-safe: no state.
 */
public final class ExportPlaces {
  /** The folder in DATA that is meant for exports; the appliance itself never reads it. */
  public static final String FOLDER = "export";
  private static final Set<String> DOTS = Set.of("", ".", "..");
  private static final int MAX_LENGTH = 4000;
  private static final int MAX_NAME_BYTES = 200;
  private final Path home;
  private final Path data;

  /**
   * @param home HOME, the distribution
   * @param data DATA
   */
  public ExportPlaces(Path home, Path data) {
    this.home = home.toAbsolutePath();
    this.data = data.toAbsolutePath();
  }

  /** {@code DATA/export}; made when something is first written to it. */
  public Path folder() {
    return data.resolve(FOLDER);
  }

  /** The names in {@link #folder()}, sorted; hidden ones left out. */
  public List<String> names() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * What a person typed as a path. A relative one counts from {@link #folder()}.
   *
   * @throws RefusedException SP-SHELL-0031 if it is empty, too long, or has control characters in it
   */
  public Path path(String typed) {
    if (typed.isBlank() || typed.length() > MAX_LENGTH || !Text.harmless(typed).equals(typed) || typed.indexOf('\n') >= 0 || typed.indexOf('\t') >= 0) {
      throw malformed("it is empty, too long, or has control characters in it", typed);
    }
    try {
      return folder().resolve(typed);
    } catch (InvalidPathException e) {
      throw malformed(e.getReason(), typed);
    }
  }

  /**
   * Checks that {@link #write} could write such a file now, before its content is made.
   *
   * @throws RefusedException as {@link #write}
   * @throws IOException as {@link #write}
   */
  public void require(Path file) throws IOException {
    Path name = name(file);
    makeFolder(file);
    try (OpenFolder parent = open(file.getParent())) {
      parent.requireFree(name);
    }
  }

  /**
   * Writes a new file: complete and durable under its name, or not there at all.
   *
   * @param file as {@link #path} gives it
   * @throws RefusedException SP-SHELL-0030 if the place is the appliance's own, 0031 if the name cannot be a file's
   * @throws java.nio.file.FileAlreadyExistsException if something has that name, a link included
   * @throws IOException if the directory is missing, or writing fails; nothing is left under that name
   */
  public void write(Path file, byte[] bytes) throws IOException {
    Path name = name(file);
    makeFolder(file);
    try (OpenFolder parent = open(file.getParent())) {
      parent.write(name, bytes);
    }
  }

  /**
   * Checks that {@link #newFolder} could make or open such a folder now.
   *
   * @throws RefusedException as {@link #newFolder}
   * @throws IOException as {@link #newFolder}
   */
  public void requireFolder(Path directory) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      newFolder(directory).close();
    } else {
      require(directory);
    }
  }

  /**
   * Opens a folder to be filled: a new one, or one that is there and empty.
   *
   * @throws RefusedException SP-SHELL-0030 if the place is the appliance's own, 0031 if the name cannot be a folder's
   * @throws java.nio.file.DirectoryNotEmptyException if something is in it
   * @throws IOException if it can be neither made nor opened
   */
  public ExportFolder newFolder(Path directory) throws IOException {
    Path name = name(directory);
    makeFolder(directory);
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (OpenFolder parent = open(directory.getParent())) {
        return ExportFolder.empty(parent.make(name), this::requireForeign);
      }
    }
    return ExportFolder.empty(open(directory), this::requireForeign);
  }

  private OpenFolder open(Path directory) throws IOException {
    OpenFolder folder = OpenFolder.of(directory.toRealPath());
    try {
      requireForeign(folder);
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Asked of a folder that is open: what is exchanged by name afterwards is not what is written to. */
  private void requireForeign(OpenFolder folder) throws IOException {
    if (own().contains(folder.identity())) {
      throw Refusals.refuse("SP-SHELL-0030", "exports are not written into the appliance's own directories", folder.path().toString(),
          "give a name alone, which is put into " + folder() + ", or a folder outside " + home + " and " + data);
    }
  }

  /** The identities of every directory of HOME and DATA but the export folder's. */
  private Set<Object> own() throws IOException {
    Set<Object> identities = new HashSet<>();
    Path exports = data.toRealPath().resolve(FOLDER);
    collect(data.toRealPath(), exports, identities);
    collect(home.toRealPath(), exports, identities);
    return identities;
  }

  /** @param exports left out, wherever it is met: DATA may lie in HOME */
  private static void collect(Path root, Path exports, Set<Object> identities) throws IOException {
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (directory.equals(exports)) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        identities.add(attributes.fileKey());
        return FileVisitResult.CONTINUE;
      }

      /** A directory that cannot be listed is the appliance's all the same. One that has gone meanwhile is not. */
      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        try {
          identities.add(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
        } catch (IOException gone) {
          return FileVisitResult.CONTINUE;
        }
        return FileVisitResult.CONTINUE;
      }
    });
  }

  private void makeFolder(Path file) throws IOException {
    if (file.startsWith(folder()) && !Files.exists(folder(), LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder());
    }
  }

  private static Path name(Path file) {
    Path name = file.getFileName();
    if (name == null || !file.isAbsolute() || DOTS.contains(name.toString()) || name.toString().getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw malformed("it names no file, or the name is longer than " + MAX_NAME_BYTES + " bytes", file.toString());
    }
    return name;
  }

  private static RefusedException malformed(String what, String typed) {
    return Refusals.refuse("SP-SHELL-0031", "the path cannot be used: " + what, Text.shown(typed), "give a plain path, or a name alone");
  }
}
