package io.sallyport.itests.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection that sends the same request again and again: as little of a client's own time as can be, for every server alike. */
final class HttpCaller implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  private final SocketChannel socket;
  private final InputStream in;
  private final ByteBuffer request;

  /** @param head request line and headers, without {@code Host} and {@code Content-Length} */
  HttpCaller(int port, String head, byte[] body) {
    try {
      socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      in = new BufferedInputStream(socket.socket().getInputStream(), BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] headers = (head + "\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    request = ByteBuffer.allocateDirect(headers.length + body.length).put(headers).put(body);
  }

  /** The answer's body; anything but 200 is an error. */
  byte[] call() {
    try {
      request.flip();
      while (request.hasRemaining()) {
        socket.write(request);
      }
      String status = line();
      int length = -1;
      boolean chunked = false;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(java.util.Locale.ROOT);
        length = lower.startsWith("content-length:") ? Integer.parseInt(lower.substring(15).strip()) : length;
        chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
      }
      byte[] body = chunked ? chunks() : in.readNBytes(Math.max(0, length));
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IllegalStateException(status + ": " + new String(body, StandardCharsets.UTF_8));
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] chunks() throws IOException {
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server has closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
