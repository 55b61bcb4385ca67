package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The copies of calls that a shadow may hold at once: free ones, and those that wait for their run. Thread-safe, lock-free. */
final class ShadowCopies {
  private final Queue<ShadowCopy> free = new ConcurrentLinkedQueue<>();
  private final Queue<ShadowCopy> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger there = new AtomicInteger();
  private volatile ShadowLimits limits;

  ShadowCopies(ShadowLimits limits) {
    change(limits);
  }

  /** Copies beyond fewer ones go when they come back. */
  synchronized void change(ShadowLimits other) {
    limits = other;
    while (there.get() < other.copies()) {
      there.incrementAndGet();
      free.add(new ShadowCopy());
    }
  }

  /** Puts a copy of the call in line; false if none is free, or the call is too large for one. */
  boolean add(ShadowPair pair, InferenceRequest request, InferenceResult.Answer answer) {
    ShadowCopy copy = free.poll();
    if (copy == null) {
      return false;
    }
    if (filled(copy, pair, request, answer)) {
      waiting.add(copy);
      return true;
    }
    free(copy);
    return false;
  }

  private boolean filled(ShadowCopy copy, ShadowPair pair, InferenceRequest request, InferenceResult.Answer answer) {
    try {
      return copy.fill(pair, request.correlation(), request.inputs(), answer, limits.bytes());
    } catch (RuntimeException | OutOfMemoryError e) {
      copy.clear();
      return false;
    }
  }

  /** The copy that has waited longest; to be {@linkplain #free freed}. */
  Optional<ShadowCopy> next() {
    return Optional.ofNullable(waiting.poll());
  }

  void free(ShadowCopy copy) {
    int now = there.get();
    if (now <= limits.copies() || !there.compareAndSet(now, now - 1)) {
      free.add(copy);
    }
  }

  /** Gives the memory of the free copies back. */
  void release() {
    List<ShadowCopy> all = new ArrayList<>();
    for (ShadowCopy copy = free.poll(); copy != null; copy = free.poll()) {
      copy.clear();
      all.add(copy);
    }
    free.addAll(all);
  }
}
