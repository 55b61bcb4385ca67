package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over real sockets on loopback. */
@Timeout(120)
class UdpTest {
  private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final double RATE = 20e6;

  @TempDir
  private Path folder;

  @Test
  void throughABadRelay() throws Exception {
    Path medium = TestMedium.write(folder.resolve("medium"), 1, 5_000_000, 0, 12_345);
    ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q")); DiodeSocket socket = DiodeSocket.open(ANY, receiver.receiver(), failures::add);
        DatagramChannel relay = DatagramChannel.open().bind(ANY); DatagramChannel out = DatagramChannel.open().connect(socket.address());
        DatagramChannel line = DatagramChannel.open().connect(relay.getLocalAddress())) {
      LossyLine lossy = new LossyLine(out::write, 4, 0.12, 10, 0.03);
      Thread forwarding = new Thread(() -> forward(relay, lossy));
      forwarding.start();
      sendUntilComplete(medium, line::write, receiver);
      receiver.requireReceived(medium);
      relay.close();
      forwarding.join();
    }
    assertEquals(List.of(), List.copyOf(failures));
  }

  @Test
  void aLongerDatagramIsNoFrame() throws Exception {
    Path medium = TestMedium.write(folder.resolve("medium"), 2, 1_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q")); DiodeSocket socket = DiodeSocket.open(ANY, receiver.receiver(), failure -> {});
        DatagramChannel line = DatagramChannel.open().connect(socket.address())) {
      line.write(ByteBuffer.allocate(Frame.LONGEST + 500).put(Frame.body(MediumSource.open(medium).session(), 0, 0, new byte[Blocks.SYMBOL]).toPacket()).position(0));
      line.write(ByteBuffer.allocate(0));
      sendUntilComplete(medium, line::write, receiver);
      receiver.requireReceived(medium);
      assertTrue(receiver.receiver().counts().foreign() >= 1);
      assertThrows(BindException.class, () -> DiodeSocket.open(socket.address(), receiver.receiver(), failure -> {}));
    }
  }

  @Test
  void theReceiverGoesOnAfterKill9() throws Exception {
    Path medium = TestMedium.write(folder.resolve("medium"), 3, 20_000_000);
    int complete = 0;
    try (Child child = new Child(folder.resolve("q")); DatagramChannel line = DatagramChannel.open().connect(child.address())) {
      Sender sender = new Sender(medium, packet -> {
        if (child.isAlive()) {
          line.write(packet);
        }
      }, RATE, 1, Optional.empty());
      sender.send((pass, blocks, of, packets) -> {
        if (child.isAlive() && blocks >= of / 2 && child.ask()[0].equals("RECEIVING")) {
          child.kill();
        }
      });
    }
    try (Child child = new Child(folder.resolve("q")); DatagramChannel line = DatagramChannel.open().connect(child.address())) {
      String[] status = child.ask();
      complete = Integer.parseInt(status[1]);
      assertTrue(complete > 0, "nothing survived");
      Sender repair = new Sender(medium, line::write, RATE, 1, Optional.of(MissingList.parse(status[2])));
      assertTrue(repair.blocks() < MediumSource.open(medium).blocks().count(), "all is sent again");
      while (!child.ask()[0].equals("COMPLETE")) {
        repair.send((pass, blocks, of, packets) -> {});
      }
    }
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      receiver.requireReceived(medium);
    }
  }

  private static void sendUntilComplete(Path medium, PacketSink sink, TestReceiver receiver) throws IOException {
    Sender sender = new Sender(medium, sink, RATE, 0, Optional.empty());
    sender.send((pass, blocks, of, packets) -> {
      if (receiver.events().contains("completed")) {
        sender.stop();
      }
    });
  }

  private static void forward(DatagramChannel from, PacketSink to) {
    try {
      while (true) {
        ByteBuffer packet = ByteBuffer.allocate(2_000);
        from.receive(packet);
        to.send(packet.flip());
      }
    } catch (IOException e) {
      // the relay was closed
    }
  }

  /** The receiver in its own process. */
  private static final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final int port;

    Child(Path quarantine) throws IOException {
      process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
          ReceiverProgram.class.getName(), quarantine.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      out = process.inputReader();
      port = Integer.parseInt(out.readLine());
    }

    InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    boolean isAlive() {
      return process.isAlive();
    }

    /** State, complete blocks, missing list. */
    String[] ask() {
      try {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
        return out.readLine().split(" ");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    void kill() {
      process.destroyForcibly();
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
      kill();
    }
  }
}
