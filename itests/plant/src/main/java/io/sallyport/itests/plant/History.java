package io.sallyport.itests.plant;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** The newest rows that were published, for HistoryRead. Thread-safe. */
final class History {
  /** What was published. */
  record Entry(Row row, long nanos, StatusCode status) {}

  private static final int CAPACITY = 100_000;

  private final Entry[] ring = new Entry[CAPACITY];
  private long written;

  synchronized void add(Row row, long nanos, StatusCode status) {
    ring[(int) (written++ % CAPACITY)] = new Entry(row, nanos, status);
  }

  /** Rows with source times from (inclusive) to (exclusive), in the order of publication, skipping some. */
  synchronized List<Entry> read(long fromNanos, long toNanos, int skip, int max) {
    List<Entry> found = new ArrayList<>();
    int skipped = 0;
    for (long i = Math.max(0, written - CAPACITY); i < written && found.size() < max; i++) {
      Entry entry = ring[(int) (i % CAPACITY)];
      if (entry.nanos() >= fromNanos && entry.nanos() < toNanos && skipped++ >= skip) {
        found.add(entry);
      }
    }
    return found;
  }
}
