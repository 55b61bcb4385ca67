package io.sallyport.inference.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which trials were passed: empty files named by a digest, so that a trial is not held twice. They admit nothing, and may be deleted: then trials are held
 * again. What cannot be written is not remembered. Thread-safe.
 */
final class TrialMarks {
  private static final Logger LOG = LoggerFactory.getLogger(TrialMarks.class);
  private static final int MOST = 256;
  private static final String BEGUN = ".loading";

  private final Path directory;

  /** @param directory created when there is something to remember */
  TrialMarks(Path directory) {
    this.directory = directory;
  }

  boolean passed(String key) {
    return Files.exists(directory.resolve(key));
  }

  void pass(String key) {
    write(key);
    prune();
  }

  /** Notes that something untried is about to be loaded here. False if that was noted before and never {@linkplain #ended}: this process did not survive it. */
  boolean begin(String key) {
    boolean first = !Files.exists(directory.resolve(key + BEGUN));
    write(key + BEGUN);
    return first;
  }

  void ended(String key) {
    try {
      Files.deleteIfExists(directory.resolve(key + BEGUN));
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted", directory.resolve(key + BEGUN), e);
    }
  }

  private void write(String name) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve(name);
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
    } catch (IOException e) {
      LOG.warn("A trial is not remembered", e);
    }
  }

  /** The oldest go. */
  private void prune() {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.sorted(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed()).toList();
      for (Path old : all.subList(Math.min(MOST, all.size()), all.size())) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      LOG.warn("Old marks of trials stay", e);
    }
  }
}
