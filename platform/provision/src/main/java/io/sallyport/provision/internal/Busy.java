package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One operation at a time. Thread-safe. */
public final class Busy {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile String activity;

  /**
   * Runs an operation alone.
   *
   * @throws io.sallyport.trust.RefusedException SP-APPLY-0001 if another one is under way
   */
  public <T> T exclusively(String what, Supplier<T> operation) {
    if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
      throw refuse("SP-APPLY-0001", "another operation is under way: " + activity, what, "wait for its end, then repeat");
    }
    return held(what, operation);
  }

  /** The same, waiting for its turn. */
  public void afterwards(String what, Runnable operation) {
    lock.lock();
    held(what, () -> {
      operation.run();
      return null;
    });
  }

  public Optional<String> activity() {
    return Optional.ofNullable(activity);
  }

  private <T> T held(String what, Supplier<T> operation) {
    activity = what;
    try {
      return operation.get();
    } finally {
      activity = null;
      lock.unlock();
    }
  }
}
