package io.sallyport.itests.plant;

import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends rows to a plant at a fixed rate. Thread-safe. */
public final class Replay implements AutoCloseable {
  private static final long SHUFFLE_ROWS = 8;

  private final Plant plant;
  private final List<Row> rows;
  private final boolean loop;
  private final Clock clock;
  private final Random random;
  private final double rate;
  private final ScheduledExecutorService timer;
  private final CountDownLatch ended = new CountDownLatch(1);
  private int next;
  private long lastNanos;
  private boolean paused;
  private int nanRows;
  private int disordered;

  /**
   * @param rate rows per second
   * @param loop begins again after the last row
   * @param seed of the faults
   */
  public Replay(Plant plant, List<Row> rows, double rate, boolean loop, long seed, Clock clock) {
    if (!(rate > 0 && rate <= 100_000)) {
      throw new IllegalArgumentException("the rate must be above 0 and at most 100000 rows/s, got " + rate);
    }
    this.plant = plant;
    this.rows = List.copyOf(rows);
    this.rate = rate;
    this.loop = loop;
    this.clock = clock;
    this.random = new Random(seed);
    timer = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "plant-replay");
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Begins to send. */
  public void start() {
    timer.scheduleAtFixedRate(this::tick, 0, Math.max(1, Math.round(1e9 / rate)), TimeUnit.NANOSECONDS);
  }

  /** Stops sending; the server stays up. */
  public synchronized void pause() {
    paused = true;
  }

  /** Goes on where it paused. */
  public synchronized void resume() {
    paused = false;
  }

  /** Sends the next rows with NaN in one sensor each. */
  public synchronized void nanBurst(int count) {
    nanRows = count;
  }

  /** Sends each of the next rows with a source time that lies before its predecessors'. */
  public synchronized void outOfOrder(int count) {
    disordered = count;
  }

  /** Whether the last row was sent and it does not loop. */
  public boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  /** Rows sent so far. */
  public synchronized long sent() {
    return next;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private synchronized void tick() {
    try {
      if (paused || ended.getCount() == 0) {
        return;
      }
      if (next >= rows.size() && !loop) {
        ended.countDown();
        return;
      }
      Row row = rows.get(Math.floorMod(next, rows.size()));
      next++;
      long nanos = Math.max(SourceTime.nanos(clock.instant()), lastNanos + 100);
      lastNanos = nanos;
      if (nanRows > 0) {
        nanRows--;
        double[] values = row.values().clone();
        values[random.nextInt(values.length)] = Double.NaN;
        row = row.with(values);
      }
      if (disordered > 0) {
        disordered--;
        nanos -= (1 + random.nextInt((int) SHUFFLE_ROWS)) * 100 * Math.max(1, Math.round(1e7 / rate));
      }
      plant.publish(row, nanos);
    } catch (RuntimeException e) {
      System.err.println("replay: " + e);
      ended.countDown();
    }
  }
}
