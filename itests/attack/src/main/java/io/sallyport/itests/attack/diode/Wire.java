package io.sallyport.itests.attack.diode;

import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;

/** The line before the diode in the hands of an attacker: records what the sender sends, changes it, plays it to the receiver. */
final class Wire {
  private static final int LARGEST = 1 << 16;
  private static final int QUIET_MS = 500;
  private static final int BODY = 1;
  private static final int KIND_AT = 4;
  private static final int CHECKSUM_AT = 32;
  private static final int HEADER = 36;

  private Wire() {}

  /** Sends a medium with the vendor's tool; what it said. */
  static Result send(Project project, Path medium, int port, String... more) {
    List<String> words = new ArrayList<>(List.of("diode", "send", medium.toString(), "--to", "127.0.0.1:" + port, "--rate", "100", "--passes", "2"));
    words.addAll(List.of(more));
    return Program.java(project.jar("signed-repo/tool/target", "sallyport-signed-repo-tool-"), words.toArray(String[]::new));
  }

  /** Every datagram of a medium, as the tool sends it. */
  static List<byte[]> record(Project project, Path medium) {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setReceiveBufferSize(8 << 20);
      CompletableFuture<Result> sender = CompletableFuture.supplyAsync(() -> send(project, medium, socket.getLocalPort()));
      List<byte[]> packets = new ArrayList<>();
      socket.setSoTimeout(QUIET_MS);
      while (!sender.isDone() || packets.isEmpty()) {
        receive(socket, packets);
      }
      sender.join().orFail();
      receive(socket, packets);
      return packets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void receive(DatagramSocket socket, List<byte[]> packets) throws IOException {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        packets.add(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
      }
    } catch (SocketTimeoutException e) {
      // a pause
    }
  }

  /** Plays datagrams to the receiver. */
  static void play(List<byte[]> packets, int port) {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte[] packet : packets) {
        socket.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same frame with one bit of its content changed and a checksum that fits; frames that carry no content of files stay as they are. */
  static byte[] forged(byte[] packet) {
    if (packet[KIND_AT] != BODY) {
      return packet;
    }
    byte[] forged = packet.clone();
    forged[HEADER] ^= 1;
    CRC32C crc = new CRC32C();
    crc.update(forged, 0, CHECKSUM_AT);
    crc.update(forged, HEADER, forged.length - HEADER);
    ByteBuffer.wrap(forged).putInt(CHECKSUM_AT, (int) crc.getValue());
    return forged;
  }
}
