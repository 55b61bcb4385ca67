package io.sallyport.engine.onnx.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that ends runs whose time is up, and all runs when the process is about to have no memory left. A run costs its caller one write and one read: the
 * thread is woken only for a run that is to end before it would look next. Thread-safe.
 */
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final long LONGEST_NAP = 1_000_000_000;
  /** Within this time a run can fill tens of mebibytes: less than {@link MemoryRoom} keeps free. */
  private static final long MEMORY_NAP = 10_000_000;

  private final Set<RunSlot> slots = ConcurrentHashMap.newKeySet();
  private final BooleanSupplier shortOfMemory;
  private final long nap;
  private final Thread thread = new Thread(this::watch, "onnx-watchdog");
  private volatile long next = System.nanoTime() + LONGEST_NAP;
  private volatile boolean closed;

  Watchdog() {
    this(MemoryRoom.ofThisProcess());
  }

  private Watchdog(MemoryRoom room) {
    this(room::isShort, room.limit() == Long.MAX_VALUE ? LONGEST_NAP : MEMORY_NAP);
  }

  /** @param nap the longest time between two looks, in nanoseconds */
  Watchdog(BooleanSupplier shortOfMemory, long nap) {
    this.shortOfMemory = shortOfMemory;
    this.nap = nap;
    thread.setDaemon(true);
    thread.start();
  }

  void add(RunSlot slot) {
    slots.add(slot);
  }

  void remove(RunSlot slot) {
    slots.remove(slot);
  }

  /** A slot has just begun a run that is to end at this time. */
  void expect(long until) {
    if (until - next < 0) {
      LockSupport.unpark(thread);
    }
  }

  /** What begins after {@code next} was set sees it and wakes this thread; what began before is seen here. */
  private void watch() {
    while (!closed) {
      long now = System.nanoTime();
      long earliest = now + (slots.isEmpty() ? LONGEST_NAP : nap);
      next = earliest;
      for (RunSlot slot : slots) {
        earliest = Math.min(slot.until(earliest) - now, earliest - now) + now;
      }
      next = earliest;
      if (earliest - now > 0) {
        LockSupport.parkNanos(this, earliest - now);
      }
      endLate();
    }
  }

  private void endLate() {
    long now = System.nanoTime();
    boolean starving = slots.stream().anyMatch(RunSlot::isRunning) && shortOfMemory.getAsBoolean();
    for (RunSlot slot : slots) {
      try {
        if (starving) {
          slot.starve();
        }
        slot.endIfLate(now);
      } catch (IllegalStateException e) {
        LOG.error("A run that is late goes on", e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
