package io.sallyport.itests.plant;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** The plant's own threads, so that they end with it. */
final class PlantThreads implements AutoCloseable {
  private final ExecutorService executor = Executors.newCachedThreadPool(new DefaultThreadFactory("plant-worker", true));
  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(2, new DefaultThreadFactory("plant-timer", true));
  private final EventLoopGroup eventLoop = new NioEventLoopGroup(1, new DefaultThreadFactory("plant-net", true));

  ExecutorService executor() {
    return executor;
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  OpcTcpServerTransportConfig transport() {
    return OpcTcpServerTransportConfig.newBuilder().setExecutor(executor).setEventLoop(eventLoop).build();
  }

  @Override
  public void close() {
    eventLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    scheduler.shutdownNow();
    executor.shutdownNow();
  }
}
