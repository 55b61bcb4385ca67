package io.sallyport.http.internal.oip;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The memory of all requests together: what is about to be taken is counted first, or not taken. What rests for a next request makes room. Thread-safe. */
final class MemoryBound {
  private final long most;
  private final BooleanSupplier makeRoom;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

  /** @param makeRoom has memory given back that rests; false if there is none */
  MemoryBound(long most, BooleanSupplier makeRoom) {
    this.most = most;
    this.makeRoom = makeRoom;
  }

  /** Counts what is about to be taken. @return false if it would be too much: nothing is counted then */
  boolean take(long bytes) {
    while (!takeWhatIsLeft(bytes)) {
      if (!makeRoom.getAsBoolean()) {
        return takeWhatIsLeft(bytes);
      }
    }
    return true;
  }

  private boolean takeWhatIsLeft(long bytes) {
    for (long now = held.get(); bytes <= most - now; now = held.get()) {
      if (held.compareAndSet(now, now + bytes)) {
        peak.accumulateAndGet(now + bytes, Math::max);
        return true;
      }
    }
    return false;
  }

  void give(long bytes) {
    held.addAndGet(-bytes);
  }

  long most() {
    return most;
  }

  long held() {
    return held.get();
  }

  /** The most that was ever held. */
  long peak() {
    return peak.get();
  }
}
