package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.signal.Quality;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Puts samples of several signals together to rows by their source time, and passes the rows on in that order. Samples may come in any
 * order; a row waits for its missing signals for a bounded time, in a bounded buffer. Not thread-safe.
 */
final class RowAligner {
  private static final int LATE_ROWS_OF_A_STEP_BACK = 32;

  private static final class Pending {
    private final double[] values;
    private final long arrived;
    private long present;
    private boolean usable = true;

    private Pending(int columns, long arrived) {
      this.values = new double[columns];
      this.arrived = arrived;
    }
  }

  private final int columns;
  private final int most;
  private final long timeout;
  private final LongSupplier ticker;
  private final Counters counters;
  private final Consumer<Row> rows;
  private final Runnable steppedBack;
  private final long complete;
  private final TreeMap<Long, Pending> pending = new TreeMap<>();
  private long passed = Long.MIN_VALUE;
  private int lateInARow;

  /**
   * @param columns 1 to 64
   * @param most rows that wait at most
   * @param timeout longest wait of a row for its missing signals, in nanoseconds of {@code ticker}
   * @param rows gets the complete and usable rows
   * @param steppedBack called when the source's clock has gone back for good: the next rows are older than those before
   */
  RowAligner(int columns, int most, long timeout, LongSupplier ticker, Counters counters, Consumer<Row> rows, Runnable steppedBack) {
    this.columns = columns;
    this.most = most;
    this.timeout = timeout;
    this.ticker = ticker;
    this.counters = counters;
    this.rows = rows;
    this.steppedBack = steppedBack;
    this.complete = columns == Long.SIZE ? -1L : (1L << columns) - 1;
  }

  /** @param nanos source time */
  void accept(int column, long nanos, double value, Quality quality) {
    if (nanos <= passed && !isStepBack()) {
      counters.late.increment();
      return;
    }
    lateInARow = 0;
    long now = ticker.getAsLong();
    Pending row = pending.computeIfAbsent(nanos, time -> new Pending(columns, now));
    long bit = 1L << column;
    if ((row.present & bit) != 0) {
      counters.duplicates.increment();
      return;
    }
    row.present |= bit;
    row.values[column] = value;
    row.usable &= quality != Quality.BAD && Double.isFinite(value);
    passOn(now);
  }

  int waiting() {
    return pending.size();
  }

  private void passOn(long now) {
    while (!pending.isEmpty()) {
      Map.Entry<Long, Pending> first = pending.firstEntry();
      Pending row = first.getValue();
      if (row.present == complete) {
        pending.pollFirstEntry();
        passed = first.getKey();
        if (row.usable) {
          rows.accept(new Row(passed, row.values));
        } else {
          counters.unusable.increment();
        }
      } else if (pending.size() > most || now - row.arrived > timeout) {
        pending.pollFirstEntry();
        counters.incomplete.increment();
      } else {
        return;
      }
    }
  }

  /** A few late samples are late samples; many with no good one between are a source whose clock went back. */
  private boolean isStepBack() {
    lateInARow++;
    if (lateInARow <= LATE_ROWS_OF_A_STEP_BACK * columns) {
      return false;
    }
    passed = Long.MIN_VALUE;
    pending.clear();
    steppedBack.run();
    return true;
  }
}
