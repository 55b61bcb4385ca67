package io.sallyport.http.internal.oip;

import io.sallyport.http.internal.area.HttpRefusal;

/** What one place holds of the memory of all requests, kind by kind: taken by its present request, or kept from the one before. Not thread-safe. */
final class Holding {
  private final MemoryBound bound;
  private long held;
  private long kept;
  private boolean refused;

  Holding(MemoryBound bound) {
    this.bound = bound;
  }

  /** One kind of it. */
  final class Part {
    private long counted;

    /** Counts it before it is taken. @throws HttpRefusal 413 if the request alone needs too much, 503 if all together do */
    void atLeast(long bytes) {
      if (bytes > counted) {
        take(bytes - counted);
        counted = bytes;
      }
    }

    /** As {@link #atLeast}, if there is room. @return whether there was */
    boolean tryAtLeast(long bytes) {
      long more = Math.max(0, bytes - counted);
      if (!bound.take(more)) {
        return false;
      }
      held += more;
      counted += more;
      return true;
    }

    /** So much is left of it. */
    void shrink(long bytes) {
      long less = Math.max(0, counted - bytes);
      bound.give(less);
      held -= less;
      counted -= less;
    }
  }

  Part part() {
    return new Part();
  }

  private void take(long bytes) {
    if (!bound.take(bytes)) {
      refused = true;
      if (held - kept + bytes > bound.most()) {
        throw Faults.tooMuchMemory(held - kept + bytes, bound.most());
      }
      throw Faults.memoryTaken();
    }
    held += bytes;
  }

  /** Whether its request asked for more than there was. What was kept for it is then better given back. */
  boolean isRefused() {
    return refused;
  }

  /** Its request is answered; what is still counted is kept for the next one. */
  void keep() {
    kept = held;
  }

  /** Everything is given back. */
  void drop() {
    bound.give(held);
    held = 0;
  }
}
