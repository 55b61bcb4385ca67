package io.sallyport.inference.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of this machine's memory and this process's, in bytes. */
final class Machine {
  private static final long PAGE = 4_096;
  private static final long KIBIBYTE = 1_024;
  private static final Path CONTAINER_LIMIT = Path.of("/sys/fs/cgroup/memory.max");

  private Machine() {}

  /** The machine's memory, or the container's limit. */
  static long total() {
    long machine = meminfo("MemTotal:");
    try {
      String limit = Files.exists(CONTAINER_LIMIT) ? Files.readString(CONTAINER_LIMIT).strip() : "max";
      return limit.equals("max") ? machine : Math.min(machine, Long.parseLong(limit));
    } catch (IOException e) {
      return machine;
    }
  }

  /** What could be taken now without anybody else losing any. */
  static long available() {
    return meminfo("MemAvailable:");
  }

  /** What of this process is in memory. */
  static long resident() {
    return Long.parseLong(read(Path.of("/proc/self/statm")).split(" ")[1]) * PAGE;
  }

  private static long meminfo(String field) {
    return read(Path.of("/proc/meminfo")).lines().filter(line -> line.startsWith(field)).findFirst()
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE).orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
