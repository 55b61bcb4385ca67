package io.sallyport.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread of the platform, from which it calls plugins one call at a time. Each call has a limit. Thread-safe. */
final class PlatformThread implements AutoCloseable {
  private final String name;
  private volatile Thread thread;
  private ExecutorService executor;

  PlatformThread(String name) {
    this.name = name;
    this.executor = make();
  }

  /** @throws AssertionError if it does not return in time; its thread is interrupted and given up then */
  synchronized <T> T call(String what, Duration limit, Callable<T> step) {
    Future<T> result = executor.submit(step);
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String where = Threads.describe(thread);
      executor.shutdownNow();
      executor = make();
      throw new AssertionError(what + " has not returned within " + limit.toMillis() + " ms: " + where);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
  }

  @Override
  public synchronized void close() {
    executor.shutdownNow();
  }

  private static RuntimeException thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  private ExecutorService make() {
    return Executors.newSingleThreadExecutor(runnable -> {
      Thread made = new Thread(runnable, name);
      made.setDaemon(true);
      thread = made;
      return made;
    });
  }
}
