package com.acme.modbus;

import com.digitalpetri.modbus.TimeoutScheduler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads that the protocol stack needs, two for all servers. None of the libraries' shared ones are used: those would outlive
 * the connector. Thread-safe.
 */
final class NetThreads implements AutoCloseable {
  private static final String PREFIX = "acme-modbus";
  private static final long PATIENCE_MS = 5_000;

  private final List<Thread> made = new ArrayList<>();
  private final Set<CompletableFuture<?>> unfinished = ConcurrentHashMap.newKeySet();
  private final EventLoopGroup network = new NioEventLoopGroup(1, (ThreadFactory) task -> thread(task, "net"));
  private final ScheduledThreadPoolExecutor callbacks = new ScheduledThreadPoolExecutor(1, task -> thread(task, "callbacks"));

  NetThreads() {
    callbacks.setRemoveOnCancelPolicy(true);
    callbacks.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  EventLoopGroup network() {
    return network;
  }

  /** Runs the stack's callbacks, one at a time; they do not block. */
  ExecutorService callbacks() {
    return callbacks;
  }

  TimeoutScheduler timeouts() {
    return TimeoutScheduler.create(callbacks, callbacks);
  }

  /** Something that the threads must have done before they end. */
  void outlive(CompletionStage<?> work) {
    CompletableFuture<?> pending = work.toCompletableFuture();
    unfinished.add(pending);
    pending.whenComplete((done, failure) -> unfinished.remove(pending));
  }

  /** Ends the threads and waits for them. */
  @Override
  public void close() {
    try {
      CompletableFuture.allOf(unfinished.toArray(CompletableFuture[]::new)).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // a connection that cannot be closed in good order ends with its thread
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    network.shutdownGracefully(0, PATIENCE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(PATIENCE_MS);
    callbacks.shutdown();
    List<Thread> all;
    synchronized (made) {
      all = List.copyOf(made);
    }
    for (Thread thread : all) {
      try {
        thread.join(PATIENCE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, PREFIX + "-" + name);
    thread.setDaemon(true);
    synchronized (made) {
      made.add(thread);
    }
    return thread;
  }
}
