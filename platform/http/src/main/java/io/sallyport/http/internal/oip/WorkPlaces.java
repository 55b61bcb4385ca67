package io.sallyport.http.internal.oip;

import io.sallyport.http.internal.HttpSettings;
import io.sallyport.http.internal.area.HttpRefusal;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Bounds how many inference requests are at work and how much memory they hold, bodies, tensors and answers together (ADR 0039): whoever comes
 * beyond is told to come again, nobody queues. Thread-safe.
 */
@Component(service = WorkPlaces.class)
public final class WorkPlaces {
  private final Semaphore places;
  private final MemoryBound bound;
  /** The warmest first. */
  private final Deque<CallMemory> idle = new ConcurrentLinkedDeque<>();

  @Activate
  public WorkPlaces(@Reference HttpSettings settings) {
    this(settings.concurrency(), settings.largestBodies());
  }

  WorkPlaces(int places, long mostBytes) {
    this.places = new Semaphore(places);
    this.bound = new MemoryBound(mostBytes, this::dropColdest);
  }

  private boolean dropColdest() {
    CallMemory coldest = idle.pollLast();
    if (coldest == null) {
      return false;
    }
    coldest.drop();
    return true;
  }

  /** @throws HttpRefusal 503 if all are taken */
  Place enter() {
    if (!places.tryAcquire()) {
      throw Faults.overloaded("as many inference requests as may be are at work");
    }
    CallMemory memory = idle.pollFirst();
    return new Place(memory == null ? new CallMemory(bound) : memory);
  }

  /** Bytes that requests hold now, and what is kept for the next ones. */
  public long memory() {
    return bound.held();
  }

  /** The most that they ever held, since the bundle started or its settings changed. */
  public long memoryPeak() {
    return bound.peak();
  }

  /** What they may hold. */
  public long memoryLimit() {
    return bound.most();
  }

  /** One request at work. */
  final class Place implements AutoCloseable {
    private final CallMemory memory;
    private boolean spoilt;

    private Place(CallMemory memory) {
      this.memory = memory;
    }

    CallMemory memory() {
      return memory;
    }

    /** The memory may still be read by somebody: it is not used again. */
    void spoil() {
      spoilt = true;
    }

    @Override
    public void close() {
      if (spoilt || memory.isRefused()) {
        memory.drop();
      } else {
        memory.reset();
        idle.addFirst(memory);
      }
      places.release();
    }
  }
}
