package io.sallyport.capability.visionqc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that files are moved into when they are done with; only the newest stay. Not thread-safe. */
final class FolderBin {
  private static final String REASON = ".reason.txt";
  private static final int MOST_OF_A_NAME = 10_000;
  /** Bytes that a file system takes for a name, less those of a number before it and of the reason's ending. */
  private static final int LONGEST_NAME = 255 - "9999-".length() - REASON.length();

  private final Path folder;
  private final int keep;
  private int added;

  FolderBin(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  void open() throws IOException {
    Files.createDirectories(folder);
  }

  /** Moves the file here, never over another, under a shorter name if its own is too long. @param reason what is written beside it; empty: nothing */
  void put(Path file, String reason) throws IOException {
    Path target = free(shortened(file.getFileName().toString()));
    if (!reason.isEmpty()) {
      Files.writeString(target.resolveSibling(target.getFileName() + REASON), reason);
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    if (++added > keep / 10) {
      added = 0;
      trim();
    }
  }

  /** Its end, which tells what it is, stays. */
  private static String shortened(String name) {
    String shorter = name;
    while (shorter.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      shorter = shorter.substring(shorter.offsetByCodePoints(0, 1));
    }
    return shorter;
  }

  private Path free(String name) {
    Path target = folder.resolve(name);
    for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS) && i < MOST_OF_A_NAME; i++) {
      target = folder.resolve(i + "-" + name);
    }
    return target;
  }

  private void trim() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> !file.getFileName().toString().endsWith(REASON)).sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())).forEach(files::add);
    }
    for (Path file : files.subList(0, Math.max(0, files.size() - keep))) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + REASON));
    }
  }
}
