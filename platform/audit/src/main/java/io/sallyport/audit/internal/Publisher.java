package io.sallyport.audit.internal;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Turns committed entries into tiles, bundles and signed checkpoints, off the path of the callers: a checkpoint at most one interval
 * after the first entry it adds, on request, and at the end. What it holds in memory is bounded by the intake.
 */
final class Publisher {
  private static final Object END = new Object();

  private final Path root;
  private final LogTail tail;
  private final VerifierKey key;
  private final Signer signer;
  private final Retirement retirement;
  private final Intake intake;
  private final LongSupplier intervalNanos;
  private final Clock clock;
  private final Consumer<Refusal> failed;
  private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "audit-publish");
  private volatile TreeHead head;
  private volatile Instant floor;
  private Refusal refusal;
  private boolean behind;
  private long due;

  Publisher(Path root, LogTail tail, Optional<TreeHead> head, VerifierKey key, Signer signer, Retirement retirement, Intake intake,
      LongSupplier intervalNanos, Clock clock, Consumer<Refusal> failed) {
    this.root = root;
    this.tail = tail;
    this.head = head.orElse(null);
    this.key = key;
    this.signer = signer;
    this.retirement = retirement;
    this.intake = intake;
    this.intervalNanos = intervalNanos;
    this.clock = clock;
    this.floor = head.map(TreeHead::time).orElse(Instant.EPOCH);
    this.failed = failed;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The latest checkpoint; empty before the first. */
  Optional<TreeHead> head() {
    return Optional.ofNullable(head);
  }

  /** The time of the latest checkpoint. */
  Instant floor() {
    return floor;
  }

  /** As {@link #publishNow}, with a lower time than the last; something must have been committed since. */
  TreeHead publishAt(Instant lower) {
    queue.add((Runnable) () -> floor = lower);
    return publishNow();
  }

  /** Takes the entries of one group commit; must be called in order. */
  void committed(Pending first) {
    queue.add(first);
  }

  /** A checkpoint that covers everything committed before the call. */
  TreeHead publishNow() {
    CompletableFuture<TreeHead> request = new CompletableFuture<>();
    queue.add(request);
    if (!thread.isAlive()) {
      throw new RefusedException(Refusals.closed());
    }
    try {
      return request.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RefusedException refused ? refused : e;
    }
  }

  /** Publishes what was committed and ends. */
  void close() {
    queue.add(END);
    CommitThread.join(thread);
    refuseRequests();
  }

  private void run() {
    try {
      Object item = next();
      while (item != END) {
        handle(item);
        item = next();
      }
      publishIfBehind();
    } finally {
      refuseRequests();
    }
  }

  private Object next() {
    try {
      return behind ? queue.poll(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS) : queue.take();
    } catch (InterruptedException e) {
      return null;
    }
  }

  @SuppressWarnings("unchecked")
  private void handle(Object item) {
    if (item instanceof Pending first) {
      add(first);
    } else if (item instanceof Runnable change) {
      change.run();
    } else if (item != null) {
      publishIfBehind();
      CompletableFuture<TreeHead> request = (CompletableFuture<TreeHead>) item;
      if (refusal == null) {
        request.complete(head);
      } else {
        request.completeExceptionally(new RefusedException(refusal));
      }
    }
    if (behind && due - System.nanoTime() <= 0) {
      publishIfBehind();
    }
  }

  private void add(Pending first) {
    long bytes = 0;
    try {
      for (Pending pending = first; pending != null; pending = pending.next) {
        bytes += pending.payload.length;
        if (refusal == null) {
          tail.add(pending.payload);
        }
      }
    } catch (RuntimeException e) {
      fail(e);
    }
    intake.release(bytes);
    if (!behind) {
      behind = true;
      due = System.nanoTime() + intervalNanos.getAsLong();
    }
  }

  private void publishIfBehind() {
    behind = false;
    if (refusal != null || head != null && head.size() == tail.size()) {
      return;
    }
    try {
      tail.writePartials();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      TreeHead next = TreeHead.sign(key, tail.size(), tail.treeRoot(), now.isAfter(floor) ? now : floor, signer::sign);
      AtomicFiles.write(root.resolve(LogFiles.CHECKPOINT), next.note().getBytes(StandardCharsets.UTF_8));
      long before = head == null ? 0 : head.size();
      head = next;
      floor = next.time();
      tail.deletePartials(before);
      retirement.covered(next.size());
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(Exception e) {
    refusal = e instanceof RefusedException refused ? refused.refusal() : Refusals.failed(e);
    failed.accept(refusal);
  }

  private void refuseRequests() {
    for (Object item = queue.poll(); item != null; item = queue.poll()) {
      if (item instanceof CompletableFuture<?> request) {
        request.completeExceptionally(new RefusedException(refusal == null ? Refusals.closed() : refusal));
      }
    }
  }
}
