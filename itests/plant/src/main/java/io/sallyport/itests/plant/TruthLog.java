package io.sallyport.itests.plant;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What was really sent, one line per row, flushed at once: {@code row,sourceTime,label,episode}; source time in nanoseconds. */
final class TruthLog implements AutoCloseable {
  private final BufferedWriter out;

  TruthLog(Path file) {
    try {
      boolean fresh = !Files.exists(file) || Files.size(file) == 0;
      out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (fresh) {
        out.write("row,sourceTime,label,episode\n");
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void append(Row row, long sourceNanos) {
    try {
      out.write(row.number() + "," + sourceNanos + "," + row.label() + "," + row.episode() + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
