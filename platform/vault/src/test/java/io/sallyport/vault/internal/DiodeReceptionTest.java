package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.ContentStoreTest.code;
import static io.sallyport.vault.internal.ReceptionFixture.IVAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sallyport.diode.Sender;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transfers over loopback, with signed metadata and the real import. */
@Timeout(120)
class DiodeReceptionTest {
  private static final double RATE = 20e6;

  @TempDir
  private Path directory;
  private ReceptionFixture appliance;
  private Path medium;
  private int port;

  @BeforeEach
  void make() throws IOException {
    appliance = new ReceptionFixture(directory);
    medium = appliance.medium(directory.resolve("medium"));
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  @Test
  void aTransferIsImportedAndGone() throws IOException {
    DiodeReception reception = appliance.reception("", port);
    try {
      String session = send(medium, () -> recorded("diode.completed"));
      assertEquals(1, reception.status().transfers().size());
      assertEquals("[model-a 1.0.0]", reception.receiveTransfer(session.substring(0, 6), Duration.ZERO, IVAN, ProgressListener.NONE).added().toString());
      assertTrue(appliance.catalogue().find("model-a", "1.0.0").isPresent());
      assertEquals(List.of("diode.listening", "diode.begun", "diode.completed", "medium.received", "medium.imported"), appliance.audit().types());
      assertEquals(List.of(), reception.status().transfers());
      assertEquals("SP-DIODE-0005", code(() -> reception.receiveTransfer(session, Duration.ZERO, IVAN, ProgressListener.NONE)));
    } finally {
      reception.deactivate();
    }
  }

  @Test
  void aChangedByteIsRefusedByTheImportAndTheTransferCanBeDiscarded() throws IOException {
    Path jar = jar();
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length / 2] ^= 1;
    Files.write(jar, bytes);
    DiodeReception reception = appliance.reception("", port);
    try {
      String session = send(medium, () -> recorded("diode.completed"));
      assertEquals("SP-VAULT-0005", code(() -> reception.receiveTransfer(session, Duration.ZERO, IVAN, ProgressListener.NONE)));
      assertEquals(List.of(), appliance.catalogue().verified());
      assertEquals(1, reception.status().transfers().size());
      reception.discard(session, IVAN);
      assertEquals(List.of(), reception.status().transfers());
      assertTrue(recorded("diode.discarded"));
    } finally {
      reception.deactivate();
    }
  }

  @Test
  void metadataWithTooFewSignaturesGetsNoSpace() throws IOException {
    Path forged = appliance.vendor().write(directory.resolve("forged"), appliance.vendor().targetKeys().subList(0, 1));
    DiodeReception reception = appliance.reception("", port);
    try {
      send(forged, () -> recorded("diode.refused"));
      assertEquals("SP-TRUST-0011", appliance.audit().entries().get(1).code().orElseThrow());
      assertEquals(List.of(), reception.status().transfers());
      assertEquals(0, reception.status().receiver().orElseThrow().counts().used());
    } finally {
      reception.deactivate();
    }
  }

  @Test
  void aFileOfAnotherLengthThanSignedForGetsNoSpace() throws IOException {
    Files.write(jar(), new byte[7_000_000]);
    DiodeReception reception = appliance.reception("", port);
    try {
      send(medium, () -> recorded("diode.refused"));
      assertEquals("SP-DIODE-0002", appliance.audit().entries().get(1).code().orElseThrow());
    } finally {
      reception.deactivate();
    }
  }

  @Test
  void anIncompleteTransferSaysWhatToSendAgain() throws IOException {
    DiodeReception reception = appliance.reception("", port);
    try {
      Sender[] sender = new Sender[1];
      try (DatagramChannel line = line()) {
        // Nothing but heads: frames of 1 436 bytes whose fifth byte is 0.
        sender[0] = new Sender(medium, packet -> {
          if (packet.get(4) == 0) {
            line.write(packet);
          }
        }, RATE, 0, Optional.empty());
        sender[0].send((pass, blocks, of, packets) -> stopIf(sender[0], recorded("diode.begun")));
      }
      String session = sender[0].session().toString();
      assertEquals("SP-DIODE-0006", code(() -> reception.receiveTransfer(session, Duration.ZERO, IVAN, ProgressListener.NONE)));
      assertTrue(recorded("medium.refused"));
      assertTrue(reception.status().transfers().get(0).missing().isPresent());
    } finally {
      reception.deactivate();
    }
  }

  @Test
  void withoutConfigurationNothingListens() throws IOException {
    DiodeReception reception = appliance.reception("", 0);
    assertTrue(reception.status().receiver().isEmpty());
    assertEquals("SP-DIODE-0010", code(() -> reception.receiveTransfer("ab", Duration.ZERO, IVAN, ProgressListener.NONE)));
    assertEquals("SP-DIODE-0010", code(() -> reception.discard("ab", IVAN)));
    assertEquals("SP-MEDIUM-0030", code(() -> reception.receiveFolder(Optional.empty(), Duration.ZERO, IVAN, ProgressListener.NONE)));
    assertEquals(List.of("medium.refused", "medium.refused"), appliance.audit().types());
    reception.deactivate();
  }

  @Test
  void aPortThatIsTakenLeavesTheDropFolder() throws IOException {
    Path drop = directory.resolve("drop");
    TestVendor.copy(medium, drop);
    try (DatagramSocket taken = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      DiodeReception reception = appliance.reception(drop.toString(), port);
      assertTrue(reception.status().receiver().orElseThrow().problem().orElseThrow().startsWith("SP-DIODE-0008"));
      assertEquals("SP-DIODE-0008", code(() -> reception.receiveTransfer("ab", Duration.ZERO, IVAN, ProgressListener.NONE)));
      assertEquals("[model-a 1.0.0]", reception.receiveFolder(Optional.empty(), Duration.ZERO, IVAN, ProgressListener.NONE).added().toString());
      reception.deactivate();
      assertTrue(taken.isBound());
    }
  }

  @Test
  void aNameIsNotLookedUp() throws IOException {
    try (ReceiverPort broken = ReceiverPort.open("receiver.example", port, () -> fail("nothing is made"), new DiodeRecords(appliance.audit()))) {
      assertTrue(broken.refusal().refusal().message().startsWith("SP-DIODE-0008"));
    }
  }

  @Test
  void whatCannotBeRecordedDoesNotListen() throws IOException {
    appliance.audit().fail(true);
    DiodeReception reception = appliance.reception("", port);
    assertTrue(reception.status().receiver().orElseThrow().problem().orElseThrow().startsWith("SP-AUDIT-0001"));
    try (DatagramSocket free = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      assertTrue(free.isBound());
    }
    reception.deactivate();
  }

  private boolean recorded(String type) {
    return appliance.audit().types().contains(type);
  }

  /** Sends until something is so; the session. */
  private String send(Path what, BooleanSupplier until) throws IOException {
    try (DatagramChannel line = line()) {
      Sender sender = new Sender(what, line::write, RATE, 0, Optional.empty());
      sender.send((pass, blocks, of, packets) -> stopIf(sender, until.getAsBoolean()));
      return sender.session().toString();
    }
  }

  private static void stopIf(Sender sender, boolean enough) {
    if (enough) {
      sender.stop();
    }
  }

  private DatagramChannel line() throws IOException {
    return DatagramChannel.open().connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private Path jar() throws IOException {
    try (Stream<Path> tree = Files.walk(medium)) {
      return tree.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }
}
