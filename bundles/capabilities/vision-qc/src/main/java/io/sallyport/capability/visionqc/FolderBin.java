package io.sallyport.capability.visionqc;

import java.io.IOException;
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

  /** Moves the file here, never over another. @param reason what is written beside it; empty: nothing */
  void put(Path file, String reason) throws IOException {
    Path target = free(file.getFileName().toString());
    if (!reason.isEmpty()) {
      Files.writeString(target.resolveSibling(target.getFileName() + REASON), reason);
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    if (++added > keep / 10) {
      added = 0;
      trim();
    }
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
