package com.acme.modbus;

import com.digitalpetri.modbus.ModbusTcpFrame;
import com.digitalpetri.modbus.client.ModbusTcpClientTransport;
import com.digitalpetri.modbus.tcp.ModbusTcpCodec;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One TCP connection, made once. The library's own transport connects again by itself, with a thread that nothing can stop; this one
 * says that the connection is lost and leaves the rest to its user. Thread-safe.
 */
final class TcpTransport implements ModbusTcpClientTransport {
  private final Bootstrap bootstrap;
  private final Server server;
  private final Runnable onLoss;
  private volatile Consumer<ModbusTcpFrame> receiver = frame -> { };
  private volatile Channel channel;

  /** @param onLoss called when an established connection has ended, by whomever */
  TcpTransport(Server server, Duration timeout, NetThread thread, Runnable onLoss) {
    this.server = server;
    this.onLoss = onLoss;
    bootstrap = new Bootstrap().group(thread.loop()).channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis()).handler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel opened) {
            opened.pipeline().addLast(new ModbusTcpCodec(), new Frames());
          }
        });
  }

  @Override
  public CompletionStage<Void> connect() {
    ChannelFuture connecting = bootstrap.connect(server.host(), server.port());
    channel = connecting.channel();
    return stage(connecting);
  }

  @Override
  public CompletionStage<Void> disconnect() {
    Channel open = channel;
    return open == null ? CompletableFuture.completedFuture(null) : stage(open.close());
  }

  @Override
  public CompletionStage<Void> send(ModbusTcpFrame frame) {
    Channel open = channel;
    return open == null ? CompletableFuture.failedFuture(new ClosedChannelException()) : stage(open.writeAndFlush(frame));
  }

  @Override
  public void receive(Consumer<ModbusTcpFrame> frameReceiver) {
    receiver = frameReceiver;
  }

  @Override
  public boolean isConnected() {
    return channel != null && channel.isActive();
  }

  private static CompletionStage<Void> stage(ChannelFuture future) {
    CompletableFuture<Void> stage = new CompletableFuture<>();
    future.addListener(done -> {
      if (done.isSuccess()) {
        stage.complete(null);
      } else {
        stage.completeExceptionally(done.cause());
      }
    });
    return stage;
  }

  private final class Frames extends SimpleChannelInboundHandler<ModbusTcpFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ModbusTcpFrame frame) {
      receiver.accept(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      onLoss.run();
    }

    /** What is no Modbus, for instance: there is no way back into step. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
