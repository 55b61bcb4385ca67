package io.sallyport.connector.opcua;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/** All threads of one started connector; none of Milo's shared ones are used, so that {@link #close()} leaves nothing behind. */
final class LinkThreads implements AutoCloseable {
  static final String PREFIX = "sallyport-opcua";
  private static final long PATIENCE_S = 5;

  private final List<Thread> made = new ArrayList<>();
  private final ScheduledThreadPoolExecutor link = new ScheduledThreadPoolExecutor(1, named("link"));
  /** Unbounded; work that Milo still hands in while it is being closed is dropped. */
  private final ExecutorService workers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
      named("worker"), new ThreadPoolExecutor.DiscardPolicy());
  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, named("timer"));
  private final EventLoopGroup network = new NioEventLoopGroup(1, named("net"));
  private final HashedWheelTimer timeouts = new HashedWheelTimer(named("timeouts"), 20, TimeUnit.MILLISECONDS);

  LinkThreads() {
    link.setRemoveOnCancelPolicy(true);
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** The one thread that connects, watches and reconnects. */
  ScheduledExecutorService link() {
    return link;
  }

  void configure(OpcTcpClientTransportConfigBuilder transport) {
    transport.setExecutor(workers).setScheduledExecutor(timers).setEventLoop(network).setWheelTimer(timeouts);
  }

  /**
   * Does something that waits for the server, for so long at most; it is interrupted after that.
   *
   * @throws UaException its own failure, or Bad_Timeout
   */
  <T> T within(Duration patience, Callable<T> task) throws UaException {
    Future<T> running = workers.submit(task);
    try {
      return running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UaException failure) {
        throw failure;
      }
      throw new UaException(StatusCodes.Bad_UnexpectedError, e.getCause());
    } catch (TimeoutException e) {
      throw new UaException(StatusCodes.Bad_Timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UaException(StatusCodes.Bad_Shutdown, e);
    } finally {
      running.cancel(true);
    }
  }

  /** Ends the link thread; what it is doing is interrupted. */
  void stopLink() {
    link.shutdownNow();
    await(link);
  }

  /** Ends all threads; returns when they have ended. */
  @Override
  public void close() {
    stopLink();
    io.netty.util.concurrent.Future<?> netEnd = network.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    timeouts.stop();
    timers.shutdownNow();
    workers.shutdown();
    netEnd.awaitUninterruptibly(PATIENCE_S, TimeUnit.SECONDS);
    if (!await(workers)) {
      workers.shutdownNow();
      await(workers);
    }
    await(timers);
    awaitThreads();
  }

  /** An executor has terminated a little before its threads have ended. */
  private void awaitThreads() {
    List<Thread> all;
    synchronized (made) {
      all = List.copyOf(made);
    }
    for (Thread thread : all) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static boolean await(ExecutorService executor) {
    try {
      return executor.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ThreadFactory named(String name) {
    ThreadFactory factory = new DefaultThreadFactory(PREFIX + "-" + name, true);
    return task -> {
      Thread thread = factory.newThread(task);
      synchronized (made) {
        made.removeIf(t -> t.getState() == Thread.State.TERMINATED);
        made.add(thread);
      }
      return thread;
    };
  }
}
