package io.sallyport.audit.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The bounded queue before the commit thread: many producers push on a stack without locks, the one consumer takes all and reverses.
 * Bytes count until the publisher has taken them into a bundle, so the bound covers everything held in memory.
 */
final class Intake {
  private static final int MOST_ENTRIES = 1 << 16;
  private static final long MOST_BYTES = 64L << 20;
  /** How long a batch without a waiting caller may gather entries. */
  private static final long LINGER_NANOS = 4_000_000;
  private static final long RETRY_NANOS = 200_000;

  private final AtomicReference<Pending> top = new AtomicReference<>();
  private final AtomicInteger entries = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Thread consumer;
  private volatile boolean idle;
  private volatile boolean lingering;
  private volatile boolean urgent;
  private volatile boolean closed;

  /** Queues it; false if there is no room. */
  boolean offer(Pending pending) {
    if (entries.incrementAndGet() > MOST_ENTRIES) {
      entries.decrementAndGet();
      return false;
    }
    if (bytes.addAndGet(pending.payload.length) > MOST_BYTES) {
      bytes.addAndGet(-pending.payload.length);
      entries.decrementAndGet();
      return false;
    }
    push(pending);
    return true;
  }

  /** Queues it, waiting for room unless the intake closes; false if it closed. */
  boolean put(Pending pending) {
    boolean interrupted = false;
    boolean queued = offer(pending);
    while (!queued && !closed) {
      LockSupport.parkNanos(this, RETRY_NANOS);
      interrupted |= Thread.interrupted();
      queued = offer(pending);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return queued;
  }

  private void push(Pending pending) {
    Pending below;
    do {
      below = top.get();
      pending.next = below;
    } while (!top.compareAndSet(below, pending));
    if (pending.urgent()) {
      urgent = true;
      if (idle || lingering) {
        LockSupport.unpark(consumer);
      }
    } else if (idle) {
      LockSupport.unpark(consumer);
    }
  }

  /** Waits for entries; oldest first. Null when closed and empty. Only the consumer calls this. */
  Pending takeAll() {
    consumer = Thread.currentThread();
    idle = true;
    while (top.get() == null && !closed) {
      LockSupport.park(this);
    }
    idle = false;
    linger();
    return drain();
  }

  private void linger() {
    lingering = true;
    long deadline = System.nanoTime() + LINGER_NANOS;
    for (long left = LINGER_NANOS; !urgent && !closed && left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    lingering = false;
    urgent = false;
  }

  /** Takes what is there without waiting; null if nothing. */
  Pending drain() {
    Pending newest = top.getAndSet(null);
    Pending oldest = null;
    int taken = 0;
    while (newest != null) {
      Pending below = newest.next;
      newest.next = oldest;
      oldest = newest;
      newest = below;
      taken++;
    }
    entries.addAndGet(-taken);
    return oldest;
  }

  /** The publisher has taken over this many bytes. */
  void release(long taken) {
    bytes.addAndGet(-taken);
  }

  int waiting() {
    return entries.get();
  }

  void close() {
    closed = true;
    LockSupport.unpark(consumer);
  }
}
