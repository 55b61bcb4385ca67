package io.sallyport.audit.internal;

import io.sallyport.audit.Receipt;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** An entry on its way to the disk. Written by the caller, then by the commit thread, then read by the caller. */
final class Pending {
  final byte[] payload;
  final Instant time;
  /** Present if nobody waits. */
  final CompletableFuture<Receipt> stage;
  private final Thread waiter;
  /** The entry after this one in its batch; before that, the one below in the intake. */
  Pending next;
  long index;
  private Refusal refusal;
  private volatile boolean done;

  private Pending(byte[] payload, Instant time, CompletableFuture<Receipt> stage, Thread waiter) {
    this.payload = payload;
    this.time = time;
    this.stage = stage;
    this.waiter = waiter;
  }

  static Pending waiting(byte[] payload, Instant time) {
    return new Pending(payload, time, null, Thread.currentThread());
  }

  static Pending batched(byte[] payload, Instant time) {
    return new Pending(payload, time, new CompletableFuture<>(), null);
  }

  boolean urgent() {
    return waiter != null;
  }

  /** On disk (null) or refused. Wakes the waiter; a stage is left to {@link #completeStage}. */
  void settle(Refusal why) {
    refusal = why;
    done = true;
    if (waiter != null) {
      LockSupport.unpark(waiter);
    }
  }

  void completeStage() {
    if (refusal == null) {
      stage.complete(new Receipt(index, time));
    } else {
      stage.completeExceptionally(new RefusedException(refusal));
    }
  }

  /** Waits, whatever interrupts. */
  Receipt await() {
    boolean interrupted = false;
    while (!done) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (refusal != null) {
      throw new RefusedException(refusal);
    }
    return new Receipt(index, time);
  }
}
