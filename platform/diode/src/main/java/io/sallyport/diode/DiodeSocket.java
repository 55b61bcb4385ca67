package io.sallyport.diode;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A UDP port that feeds a receiver, and nothing ever answers. One thread empties the socket, another works: while it waits for the disk,
 * {@value #BUFFERS} datagrams may wait. Beyond that they are counted as lost. Thread-safe.
 */
public final class DiodeSocket implements Closeable {
  private static final int BUFFERS = 4_096;
  private static final int SOCKET_BUFFER = 8 << 20;
  private static final ByteBuffer END = ByteBuffer.allocate(0);
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DatagramChannel channel;
  private final Receiver receiver;
  private final Consumer<RuntimeException> failures;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BUFFERS);
  private final AtomicLong overrun = new AtomicLong();
  private final Thread reader = new Thread(this::read, "sallyport-diode-reader");
  private final Thread worker = new Thread(this::work, "sallyport-diode-worker");

  private DiodeSocket(DatagramChannel channel, Receiver receiver, Consumer<RuntimeException> failures) {
    this.channel = channel;
    this.receiver = receiver;
    this.failures = failures;
    for (int i = 0; i < BUFFERS; i++) {
      free.add(ByteBuffer.allocateDirect(Frame.LONGEST + 1)); // one more byte, so that a longer datagram does not look like a frame
    }
  }

  /**
   * Binds and starts.
   *
   * @param failures hears of what must not happen; the port goes on
   * @throws IOException if the address cannot be bound
   */
  public static DiodeSocket open(InetSocketAddress address, Receiver receiver, Consumer<RuntimeException> failures) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    DiodeSocket socket = new DiodeSocket(channel, receiver, failures);
    socket.reader.setDaemon(true);
    socket.worker.setDaemon(true);
    socket.reader.start();
    socket.worker.start();
    return socket;
  }

  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  /** What the system granted, in bytes; on Linux {@code net.core.rmem_max} is the limit. */
  public int socketBuffer() throws IOException {
    return channel.getOption(StandardSocketOptions.SO_RCVBUF);
  }

  /** Datagrams lost here because the worker was behind. */
  public long overrun() {
    return overrun.get();
  }

  private void read() {
    ByteBuffer spare = ByteBuffer.allocateDirect(Frame.LONGEST + 1);
    while (channel.isOpen()) {
      ByteBuffer buffer = free.poll();
      try {
        channel.receive((buffer == null ? spare : buffer).clear());
        if (buffer == null) {
          overrun.incrementAndGet();
        } else {
          full.add(buffer.flip());
        }
      } catch (AsynchronousCloseException e) {
        return;
      } catch (IOException e) {
        // A datagram that could not be read is a lost one. A closed channel ends the loop.
        if (buffer != null) {
          free.add(buffer);
        }
      }
    }
  }

  private void work() {
    long lastTick = System.nanoTime();
    try {
      while (channel.isOpen()) {
        ByteBuffer packet = full.poll(TICK_NANOS, TimeUnit.NANOSECONDS);
        boolean tick = System.nanoTime() - lastTick >= TICK_NANOS;
        try {
          if (packet != null && packet != END) {
            receiver.accept(packet);
          }
          if (tick) {
            receiver.tick();
          }
        } catch (RuntimeException e) {
          failures.accept(e);
        }
        if (packet != null && packet != END) {
          free.add(packet);
        }
        lastTick = tick ? System.nanoTime() : lastTick;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the port and waits for the threads; the receiver stays open. */
  @Override
  public void close() throws IOException {
    channel.close();
    full.offer(END); // not an interrupt, which would close the files that it writes to
    try {
      reader.join();
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
