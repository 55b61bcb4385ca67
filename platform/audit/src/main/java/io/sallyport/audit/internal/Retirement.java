package io.sallyport.audit.internal;

import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Deletes segments of the write-ahead log once a checkpoint covers them, after making the files that came from them durable. On a
 * thread of its own: hundreds of files are fsynced per segment, and no one waits for that.
 */
final class Retirement {
  private final Path root;
  private final WriteAheadLog wal;
  private final Consumer<Refusal> failed;
  private final AtomicLong covered = new AtomicLong();
  private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "audit-retire");
    thread.setDaemon(true);
    return thread;
  });

  Retirement(Path root, WriteAheadLog wal, Consumer<Refusal> failed) {
    this.root = root;
    this.wal = wal;
    this.failed = failed;
  }

  /** A durable checkpoint covers so many entries. */
  void covered(long size) {
    if (covered.getAndSet(size) / TilePath.WIDTH < size / TilePath.WIDTH) {
      executor.execute(this::retire);
    }
  }

  private void retire() {
    try {
      List<Long> segments = wal.segments();
      for (int i = 0; i + 1 < segments.size() && segments.get(i + 1) <= covered.get(); i++) {
        DurableTiles.sync(root, segments.get(i), segments.get(i + 1));
        wal.retire(segments.get(i));
      }
    } catch (IOException | UncheckedIOException e) {
      failed.accept(Refusals.failed(e));
    }
  }

  /** Finishes what is under way; what is left waits in the write-ahead log for the next start. */
  void close() throws InterruptedException {
    executor.shutdown();
    executor.awaitTermination(1, TimeUnit.MINUTES);
  }
}
