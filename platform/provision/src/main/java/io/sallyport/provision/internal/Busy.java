package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One operation at a time. Thread-safe. */
public final class Busy {
  /** A reconciliation after something was done by hand takes moments: nobody should be turned away because of it. */
  private static final int SHORT_WAIT_SECONDS = 5;

  private final ReentrantLock lock = new ReentrantLock(true);
  private volatile String activity;

  /**
   * Runs an operation alone, after waiting a few seconds at most.
   *
   * @throws io.sallyport.trust.RefusedException SP-APPLY-0001 if another one is under way
   */
  public <T> T exclusively(String what, Supplier<T> operation) {
    if (lock.isHeldByCurrentThread() || !acquired()) {
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

  private boolean acquired() {
    try {
      return lock.tryLock(SHORT_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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
