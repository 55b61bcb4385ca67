package io.sallyport.audit.internal;

import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one writer: takes everything that waits, writes it, forces it once, hands it to the publisher, wakes the callers. Its first
 * failure is final: a disk that failed to force may have lost what it had.
 */
final class CommitThread {
  private final Intake intake;
  private final WriteAheadLog wal;
  private final Consumer<Pending> committed;
  private final Thread thread = new Thread(this::run, "audit-commit");
  private final ExecutorService completer = Executors.newSingleThreadExecutor(r -> daemon(new Thread(r, "audit-complete")));
  private volatile long size;
  private volatile Refusal refusal;
  private volatile boolean ended;

  CommitThread(Intake intake, WriteAheadLog wal, long size, Consumer<Pending> committed) {
    this.intake = intake;
    this.wal = wal;
    this.size = size;
    this.committed = committed;
    daemon(thread);
  }

  private static Thread daemon(Thread thread) {
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    thread.start();
  }

  /** Entries on disk. */
  long size() {
    return size;
  }

  /** Why nothing is accepted any more; empty while the log works. */
  Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Refuses everything from now on. */
  void fail(Refusal why) {
    if (refusal == null) {
      refusal = why;
    }
    intake.close();
  }

  /** To be called after each entry queued: settles it if the thread had ended just before. */
  void queued() {
    if (ended) {
      refuseAll(intake.drain());
    }
  }

  private void run() {
    try {
      for (Pending first = intake.takeAll(); first != null; first = intake.takeAll()) {
        if (refusal == null || refusal.code().equals(Refusals.closed().code())) {
          commit(first);
        } else {
          refuseAll(first);
        }
      }
    } finally {
      ended = true;
      refuseAll(intake.drain());
    }
  }

  private void commit(Pending first) {
    long next = size;
    try {
      for (Pending pending = first; pending != null; pending = pending.next) {
        pending.index = next;
        wal.add(next++, size, pending.payload);
      }
      wal.force();
    } catch (IOException | RuntimeException | Error e) {
      fail(Refusals.failed(e));
      refuseAll(first);
      return;
    }
    size = next;
    committed.accept(first);
    settle(first, null);
  }

  private void refuseAll(Pending first) {
    settle(first, refusal == null ? Refusals.closed() : refusal);
  }

  private void settle(Pending first, Refusal why) {
    boolean stages = false;
    for (Pending pending = first; pending != null; pending = pending.next) {
      stages |= pending.stage != null;
      pending.settle(why);
    }
    if (stages && ended) {
      completeStages(first);
    } else if (stages) {
      completer.execute(() -> completeStages(first));
    }
  }

  private static void completeStages(Pending first) {
    for (Pending pending = first; pending != null; pending = pending.next) {
      if (pending.stage != null) {
        pending.completeStage();
      }
    }
  }

  /** Commits what is queued, refuses what comes later, ends. */
  void close() {
    fail(Refusals.closed());
    join(thread);
    completer.shutdown();
    boolean interrupted = false;
    while (!completer.isTerminated()) {
      try {
        completer.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
