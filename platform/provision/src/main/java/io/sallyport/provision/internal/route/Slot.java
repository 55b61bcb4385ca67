package io.sallyport.provision.internal.route;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;

/**
 * One version that may be leased. The number of open leases and the closed bit share one word, so that closing and counting are one
 * step: once {@link #awaitDrained} has returned true, no lease is open and none can be given. Thread-safe.
 */
public final class Slot {
  private static final long CLOSED = Long.MIN_VALUE;

  private final PackageVersion version;
  private final List<Bundle> bundles;
  private final AtomicLong state = new AtomicLong();
  private volatile CountDownLatch drained = new CountDownLatch(1);

  public Slot(PackageVersion version, List<Bundle> bundles) {
    this.version = version;
    this.bundles = List.copyOf(bundles);
  }

  public PackageVersion version() {
    return version;
  }

  public List<Bundle> bundles() {
    return bundles;
  }

  /** Leases open now. */
  public long open() {
    return state.get() & ~CLOSED;
  }

  /** Whether it gives no leases. */
  boolean isClosed() {
    return state.get() < 0;
  }

  /** Gives no more leases. */
  public void close() {
    if ((state.getAndUpdate(s -> s | CLOSED) & ~CLOSED) == 0) {
      drained.countDown();
    }
  }

  /** Takes a {@link #close} back. Not while another thread waits in {@link #awaitDrained}. */
  public void reopen() {
    drained = new CountDownLatch(1);
    state.updateAndGet(s -> s & ~CLOSED);
  }

  /** Waits until the last lease is closed; false if the deadline passed or the thread was interrupted first. */
  public boolean awaitDrained(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      if (!drained.await(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      while (state.get() != CLOSED) { // a lease that ended while the slot was reopened, or a caller who is about to find it closed
        if (System.nanoTime() - end > 0) {
          return false;
        }
        Thread.onSpinWait();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A lease, or null if the slot is closed. */
  Lease enter() {
    if (state.incrementAndGet() < 0) {
      exit();
      return null;
    }
    return new SlotLease(this);
  }

  void exit() {
    if (state.decrementAndGet() == CLOSED) {
      drained.countDown();
    }
  }
}
