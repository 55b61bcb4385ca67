package io.sallyport.engine.onnx.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much memory this process may still take before an allocation fails: Linux's limit of a process's data ({@code RLIMIT_DATA}, which {@code bin/sallyport}
 * sets) less what it holds. Thread-safe.
 */
final class MemoryRoom {
  private static final String LIMIT = "Max data size";
  private static final long PAGE = 4_096;
  /** Of {@code statm}. */
  private static final int DATA = 5;
  /** This part of the limit is kept for the JVM itself, within these bounds: what it cannot allocate ends it. */
  private static final int RESERVED_PART = 16;
  private static final long LEAST_RESERVE = 64L << 20;
  private static final long MOST_RESERVE = 512L << 20;

  private final Path process;
  private final long limit;

  private MemoryRoom(Path process, long limit) {
    this.process = process;
    this.limit = limit;
  }

  static MemoryRoom ofThisProcess() {
    return of(Path.of("/proc/self"));
  }

  /** @param process its directory in {@code /proc}; where it cannot be read, there is no limit */
  static MemoryRoom of(Path process) {
    return new MemoryRoom(process, limit(process));
  }

  /** In bytes; {@link Long#MAX_VALUE} without one. */
  long limit() {
    return limit;
  }

  /** Whether so little is left that the JVM itself may soon lack it. */
  boolean isShort() {
    return limit != Long.MAX_VALUE && limit - data() < reserve();
  }

  private long reserve() {
    return Math.max(LEAST_RESERVE, Math.min(MOST_RESERVE, limit / RESERVED_PART));
  }

  private long data() {
    try {
      return Long.parseLong(Files.readString(process.resolve("statm")).strip().split(" ")[DATA]) * PAGE;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private static long limit(Path process) {
    try {
      List<String> lines = Files.readAllLines(process.resolve("limits"));
      return lines.stream().filter(line -> line.startsWith(LIMIT)).map(line -> line.substring(LIMIT.length()).strip().split(" +")[0])
          .filter(soft -> !soft.equals("unlimited")).mapToLong(Long::parseLong).findFirst().orElse(Long.MAX_VALUE);
    } catch (IOException | NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
