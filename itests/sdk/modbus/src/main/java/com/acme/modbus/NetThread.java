package com.acme.modbus;

import com.digitalpetri.modbus.TimeoutScheduler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that the protocol stack needs, for all servers: network, callbacks and time-outs. None of the libraries' shared ones are
 * used, they would outlive the connector. Thread-safe.
 */
final class NetThread implements AutoCloseable {
  private static final String NAME = "acme-modbus-net";
  private static final long PATIENCE_MS = 5_000;

  private volatile Thread made;
  private final EventLoopGroup loop = new NioEventLoopGroup(1, (ThreadFactory) this::thread);

  EventLoopGroup loop() {
    return loop;
  }

  TimeoutScheduler timeouts() {
    return TimeoutScheduler.create(loop, loop);
  }

  /** Closes what is still connected, ends the thread and waits for it. */
  @Override
  public void close() {
    loop.shutdownGracefully(0, PATIENCE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(PATIENCE_MS);
    Thread thread = made;
    try {
      if (thread != null) {
        thread.join(PATIENCE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, NAME);
    thread.setDaemon(true);
    made = thread;
    return thread;
  }
}
