package ${package};

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A gauge for tests, or to run by itself: java SimulatedGauge.java PORT; the level of its tank rises by two with each question, and starts again. */
final class SimulatedGauge implements AutoCloseable {
  private static final int FULL = 100;

  private final ServerSocket server;

  /** Listens on loopback; port 0 chooses a free one. */
  SimulatedGauge(int port, Supplier<String> reading) throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(reading), "gauge");
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve(Supplier<String> reading) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        String question = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII).println("READ".equals(question) ? reading.get() : "?");
      } catch (IOException e) {
        // closed, or a client that left: the next one comes
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    AtomicInteger questions = new AtomicInteger();
    SimulatedGauge gauge = new SimulatedGauge(Integer.parseInt(arguments[0]), () -> String.valueOf(2 * questions.getAndIncrement() % FULL));
    System.out.println("gauge listens on 127.0.0.1:" + gauge.port());
  }
}
