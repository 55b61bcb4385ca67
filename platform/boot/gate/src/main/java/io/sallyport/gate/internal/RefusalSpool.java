package io.sallyport.gate.internal;

import io.sallyport.gate.GateRefusal;
import io.sallyport.trust.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Refusals as fsynced JSON lines (ADR 0002), and the latest of them in memory. The file is opened for each line, so audit may take it
 * away at any time. A line that cannot be written is counted, never thrown: the refusal itself stands in any case. Thread-safe.
 */
final class RefusalSpool {
  private static final int KEPT = 256;
  /** Beyond this size lines are only counted, so that a flood of refused installs cannot fill the disk. */
  private static final long LIMIT = 16L << 20;

  private final Path file;
  private final Clock clock;
  private final Deque<GateRefusal> latest = new ArrayDeque<>();
  private long count;
  private long dropped;

  RefusalSpool(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Records a refusal and returns the exception to throw for it. */
  SecurityException refuse(String code, String operation, String location, String sha256, String what, String next) {
    GateRefusal refusal = new GateRefusal(clock.instant().truncatedTo(ChronoUnit.SECONDS), code, operation, location, sha256, what, next);
    append(refusal);
    return new SecurityException(refusal.toString());
  }

  synchronized List<GateRefusal> latest(int max) {
    return new ArrayList<>(latest).subList(0, Math.max(0, Math.min(max, latest.size())));
  }

  synchronized long count() {
    return count;
  }

  synchronized long dropped() {
    return dropped;
  }

  private synchronized void append(GateRefusal refusal) {
    count++;
    latest.addFirst(refusal);
    if (latest.size() > KEPT) {
      latest.removeLast();
    }
    try {
      write(SpoolLine.of(refusal));
    } catch (IOException | UncheckedIOException e) {
      dropped++;
      System.err.println("SP-GATE-0010: a refusal could not be recorded – " + file + " (" + e + ") – free the disk, then restart");
    }
  }

  private void write(byte[] line) throws IOException {
    if (Files.exists(file) && Files.size(file) + line.length > LIMIT) {
      throw new IOException("the spool is full: " + LIMIT + " bytes");
    }
    AtomicFiles.appendDurable(file, line);
  }
}
