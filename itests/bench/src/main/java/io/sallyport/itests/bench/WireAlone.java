package io.sallyport.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * What no server can go below: takes requests off a connection on loopback, into direct memory, and answers with as many bytes as a model
 * would. Of a request it reads the length and nothing else. Between request and answer it may do some work. A thread for each connection.
 */
final class WireAlone implements AutoCloseable {
  private static final int CHUNK = 64 << 10;
  private static final String LENGTH = "Content-Length: ";

  private final ServerSocketChannel server;
  private final int largest;
  private final int answer;
  private final Supplier<? extends Runnable> work;

  /** @param largest length of a request's body. @param answer length of an answer's body */
  WireAlone(int largest, int answer) {
    this(largest, answer, () -> () -> {});
  }

  /** @param work of each connection its own, done between a request and its answer */
  WireAlone(int largest, int answer, Supplier<? extends Runnable> work) {
    this.largest = largest;
    this.answer = answer;
    this.work = work;
    try {
      server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire-alone");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.socket().getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        daemon(() -> serve(connection));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void serve(SocketChannel connection) {
    byte[] head = ("HTTP/1.1 200 OK\r\nContent-Length: " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocateDirect(head.length + answer).put(head);
    ByteBuffer in = ByteBuffer.allocateDirect(CHUNK + largest);
    Runnable between = work.get();
    try (connection) {
      while (true) {
        in.clear();
        int length = Integer.MAX_VALUE;
        while (in.position() < length) {
          if (connection.read(in.limit(Math.min(in.capacity(), in.position() + CHUNK))) < 0) {
            return;
          }
          length = length == Integer.MAX_VALUE ? length(in) : length;
        }
        between.run();
        for (out.clear(); out.hasRemaining(); ) {
          connection.write(out);
        }
      }
    } catch (IOException e) {
      return; // the caller has gone
    }
  }

  /** Of the request with its headers; they fit into the first read, or it is looked for again after the next. */
  private static int length(ByteBuffer in) {
    byte[] begin = new byte[Math.min(in.position(), 1 << 10)];
    in.get(0, begin);
    String text = new String(begin, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    int at = text.indexOf(LENGTH) + LENGTH.length();
    return end < 0 ? Integer.MAX_VALUE : end + 4 + Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
