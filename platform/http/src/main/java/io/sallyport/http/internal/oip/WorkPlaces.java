package io.sallyport.http.internal.oip;

import io.sallyport.http.internal.area.HttpRefusal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Bounds how many requests are at work and how much memory their bodies take: whoever comes beyond is told to come again, nobody queues. Thread-safe. */
final class WorkPlaces {
  private static final int SECONDS = 1;

  private final Semaphore places;
  private final long mostBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder overloads = new LongAdder();
  private final Queue<CallMemory> idle = new ConcurrentLinkedQueue<>();

  WorkPlaces(int places, long mostBytes) {
    this.places = new Semaphore(places);
    this.mostBytes = mostBytes;
  }

  /** @throws HttpRefusal 503 if all are taken */
  Place enter() {
    if (!places.tryAcquire()) {
      throw overloaded("as many inference requests as may be are at work");
    }
    CallMemory memory = idle.poll();
    return new Place(memory == null ? new CallMemory() : memory);
  }

  private HttpRefusal overloaded(String what) {
    overloads.increment();
    return HttpRefusal.of(503, "SP-HTTP-0014", what, "/v2", "come again in a second, or raise the bounds in io.sallyport.http").retryAfter(SECONDS);
  }

  /** Requests turned away. */
  long overloads() {
    return overloads.sum();
  }

  /** One request at work. */
  final class Place implements AutoCloseable {
    private final CallMemory memory;
    private long taken;
    private boolean spoilt;

    private Place(CallMemory memory) {
      this.memory = memory;
    }

    CallMemory memory() {
      return memory;
    }

    /** @throws HttpRefusal 503 if all bodies together become too large */
    void grow(long by) {
      if (bytes.addAndGet(by) > mostBytes) {
        bytes.addAndGet(-by);
        throw overloaded("the bodies of all requests together are too large");
      }
      taken += by;
    }

    /** The memory may still be read by somebody: it is not used again. */
    void spoil() {
      spoilt = true;
    }

    @Override
    public void close() {
      bytes.addAndGet(-taken);
      if (!spoilt) {
        memory.reset();
        idle.add(memory);
      }
      places.release();
    }
  }
}
