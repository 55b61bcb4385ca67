package io.sallyport.connector.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cable that can be cut: forwards connections to another port of this machine. */
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  Relay(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Breaks all connections; new ones break at once. */
  void cut() {
    cut = true;
    sockets.forEach(Relay::close);
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // the relay was closed
      }
    }
  }

  private void connect(Socket near) {
    try {
      if (cut) {
        throw new IOException("cut");
      }
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.addAll(List.of(near, far));
      run(() -> copy(near, far));
      run(() -> copy(far, near));
    } catch (IOException e) {
      close(near);
    }
  }

  private void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // broken
    }
    close(from);
    close(to);
    sockets.removeAll(List.of(from, to));
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // broken already
    }
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
