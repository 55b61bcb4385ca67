package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What hashing and what copying one file to the disk take, with the tools that every Linux has. Rates in 10⁶ bytes a second. */
final class DiskYardstick {
  private final Path file;
  private final double megabytes;

  DiskYardstick(Path file) {
    this.file = file;
    try {
      this.megabytes = Files.size(file) / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double sha256sum(boolean cold) {
    return rate(cold, "sha256sum", file.toString());
  }

  /**
   * Past the page cache and then forced, which is the fastest way in which a disk can have the bytes in the end: through the page cache
   * ({@code conv=fsync} alone) it takes two to four times as long here, which would be an easy limit and not the disk's.
   */
  double copyTo(Path copy, boolean cold) {
    try {
      return rate(cold, "dd", "if=" + file, "of=" + copy, "bs=4M", "oflag=direct", "conv=fsync", "status=none");
    } finally {
      delete(copy);
    }
  }

  /** Writes back what is dirty, and has the file out of the page cache or all in it. */
  void prepare(boolean cold) {
    run("sync");
    if (cold) {
      run("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
    } else {
      run("dd", "if=" + file, "of=/dev/null", "bs=4M", "status=none");
    }
  }

  private double rate(boolean cold, String... command) {
    prepare(cold);
    long begin = System.nanoTime();
    run(command);
    return Math.round(megabytes / ((System.nanoTime() - begin) / 1e9));
  }

  private void run(String... command) {
    Program.run(List.of(command), Map.of(), file.getParent()).orFail();
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
