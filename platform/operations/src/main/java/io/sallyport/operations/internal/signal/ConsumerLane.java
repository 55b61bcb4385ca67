package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.operations.ConsumerStatus;
import io.sallyport.provision.lease.Lease;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of batches to one consumer: a bounded queue and a thread of its own, so that a slow or stuck consumer harms only itself. It
 * delivers under a lease of the consumer's package version, and nothing at all while that version is not active. Thread-safe.
 */
public final class ConsumerLane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLane.class);
  private static final long CLOSE_MILLIS = 2_000;

  /** Whose consumer it is. */
  public interface Provider {
    /** Names it in messages and threads. */
    String name();

    /** A lease on its package version, empty unless that version is the active one. */
    Optional<Lease> lease();
  }

  private record Waiting(SignalBatch batch, SignalStatistics statistics) {}

  private final String name;
  private final IntSupplier capacity;
  private final Provider provider;
  private final SignalConsumer consumer;
  private final SignalFilter filter;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private Thread thread;
  private boolean busy;
  private boolean closed;
  private long delivered;
  private long dropped;
  private long withheld;
  private long failed;

  /** @param capacity batches that wait at most, as it is when one comes */
  public ConsumerLane(SignalFilter filter, IntSupplier capacity, Provider provider, SignalConsumer consumer) {
    this.name = provider.name();
    this.filter = filter;
    this.capacity = capacity;
    this.provider = provider;
    this.consumer = consumer;
  }

  boolean wants(SignalBatch batch) {
    return filter.accepts(batch.signal(), batch.made().isPresent());
  }

  /** Queues the batch and returns at once; drops and counts the oldest if the queue is full. */
  void offer(SignalBatch batch, SignalStatistics statistics) {
    boolean active = active();
    synchronized (this) {
      if (closed) {
        return;
      }
      if (!active) {
        withheld += 1 + queue.size();
        queue.clear();
        return;
      }
      while (queue.size() >= capacity.getAsInt()) {
        Waiting oldest = queue.removeFirst();
        oldest.statistics.drop(oldest.batch.size());
        dropped++;
      }
      queue.addLast(new Waiting(batch, statistics));
      if (thread == null) {
        thread = new Thread(this::deliverAll, "sallyport-signals " + name);
        thread.setDaemon(true);
        thread.start();
      }
      notifyAll();
    }
  }

  public synchronized ConsumerStatus status() {
    return new ConsumerStatus(name, filter.toString(), delivered, dropped, withheld, failed, queue.size());
  }

  /** Waits until nothing is queued and no delivery is under way. @return false if that did not happen in time */
  synchronized boolean awaitIdle(long nanos) {
    long end = System.nanoTime() + nanos;
    while (busy || !queue.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** Takes nothing more and waits, at most two seconds, for the delivery under way. Never interrupts the consumer. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      queue.clear();
      notifyAll();
      running = thread;
    }
    if (running != null && running != Thread.currentThread()) {
      awaitEnd(running);
    }
  }

  private void awaitEnd(Thread running) {
    try {
      running.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (running.isAlive()) {
      LOG.warn("the signal consumer of {} is still busy with a batch {} ms after its subscription was closed", name, CLOSE_MILLIS);
    }
  }

  private void deliverAll() {
    for (Optional<Waiting> next = take(); next.isPresent(); next = take()) {
      deliver(next.get());
      rest();
    }
  }

  private synchronized void rest() {
    busy = false;
    notifyAll();
  }

  private synchronized Optional<Waiting> take() {
    while (queue.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        LOG.debug("interrupt of {} ignored: only close() ends it", name);
      }
    }
    busy = !closed;
    return closed ? Optional.empty() : Optional.of(queue.removeFirst());
  }

  private void deliver(Waiting next) {
    Optional<Lease> lease = provider.lease();
    if (lease.isEmpty()) {
      synchronized (this) {
        withheld++;
      }
      return;
    }
    boolean taken = false;
    try {
      consumer.accept(next.batch);
      taken = true;
    } catch (Throwable t) { // whatever a plugin throws: the lane lives on
      report(t);
    } finally {
      lease.get().close();
    }
    synchronized (this) {
      if (taken) {
        delivered++;
      } else {
        failed++;
      }
    }
  }

  private void report(Throwable thrown) {
    long before;
    synchronized (this) {
      before = failed;
    }
    if (Long.bitCount(before) <= 1) { // the first, second, third, fifth, ninth …: never a flood
      LOG.error("the signal consumer of {} failed ({} times before)", name, before, thrown);
    }
  }

  private boolean active() {
    Optional<Lease> lease = provider.lease();
    lease.ifPresent(Lease::close);
    return lease.isPresent();
  }
}
