package io.sallyport.itests.plant;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A TCP port on loopback that nobody listens on at this moment. */
public final class FreePort {
  private static final int LOWEST = 10_240;
  private static final int ABOVE = 32_768;
  private static final int ATTEMPTS = 1_000;

  private FreePort() {}

  /** The port itself if nobody listens on it, else another. */
  public static int preferring(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      return next();
    }
  }

  /**
   * Below those that the system gives to clients: one of them could be taken by any connection between now and its use, and a client that calls it while
   * nobody listens could reach itself.
   */
  public static int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
    throw new IllegalStateException("no port is free between " + LOWEST + " and " + ABOVE);
  }
}
