package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who can write to the line may try: nothing of it costs more memory, disk or log than it may, and the true transfer arrives. */
class HostilePacketsTest {
  private final Random random = new Random(5);

  @TempDir
  private Path folder;

  @Test
  void noiseIsCountedAndNothingElse() throws IOException {
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      for (int i = 0; i < 20_000; i++) {
        byte[] noise = new byte[random.nextInt(2_000)];
        random.nextBytes(noise);
        receiver.receiver().accept(ByteBuffer.wrap(noise));
      }
      assertEquals(20_000, receiver.receiver().counts().foreign());
      assertEquals(List.of(), files());
    }
  }

  @Test
  void impossibleNumbersAreIgnored() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 1, 500_000, 3);
    SessionId session = MediumSource.open(medium).session();
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      for (int number : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, Head.LONGEST + 1, 0}) {
        receiver.receiver().accept(Frame.head(session, 0, 0, number, symbol()).toPacket());
        receiver.receiver().accept(Frame.head(session, number == 0 ? -1 : number, 0, 5_000, symbol()).toPacket());
      }
      send(medium, receiver);
      for (int number : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 6, 1 << 24}) {
        receiver.receiver().accept(Frame.body(session, number, 0, symbol()).toPacket());
        receiver.receiver().accept(Frame.body(session, number, 255, symbol()).toPacket());
        receiver.receiver().accept(Frame.beat(session, number, number, false).toPacket());
      }
      receiver.requireReceived(medium);
    }
  }

  @Test
  void aFloodOfSessionsDisplacesItself() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 2, 2_000_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      PacketSink flooded = packet -> {
        for (int i = 0; i < Receiver.MOST_HEADS - 1; i++) {
          SessionId session = new SessionId(random.nextLong(), random.nextLong());
          receiver.receiver().accept(Frame.head(session, 0, 0, Head.LONGEST, symbol()).toPacket());
          receiver.receiver().accept(Frame.body(session, 0, 0, symbol()).toPacket());
        }
        receiver.receiver().accept(packet);
      };
      new Sender(medium, flooded, 1e12, 1, Optional.empty()).send((pass, blocks, of, packets) -> {});
      receiver.requireReceived(medium);
    }
  }

  @Test
  void aLieAboutTheLengthOfTheHeadDoesNotHinderTheTrueOne() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 3, 100_000);
    MediumSource source = MediumSource.open(medium);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      receiver.receiver().accept(Frame.head(source.session(), 0, 0, source.headLength() + 1, symbol()).toPacket());
      send(medium, receiver);
      receiver.requireReceived(medium);
    }
  }

  @Test
  void aChangedSymbolCostsAPassAndNoByte() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 4, 500_000);
    MediumSource source = MediumSource.open(medium);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      // The head is thrown away with it, and made of the symbols that follow.
      receiver.receiver().accept(Frame.head(source.session(), 0, 1, source.headLength(), symbol()).toPacket());
      boolean[] done = {false};
      PacketSink poisoned = packet -> {
        if (!done[0] && !receiver.receiver().transfers().isEmpty()) {
          done[0] = true;
          receiver.receiver().accept(Frame.body(source.session(), 0, 5, symbol()).toPacket());
        }
        receiver.receiver().accept(packet);
      };
      new Sender(medium, poisoned, 1e12, 1, Optional.empty()).send((pass, blocks, of, packets) -> {});
      assertEquals(1, receiver.only().spoilt());
      assertEquals(receiver.only().blocks() - 1, receiver.only().complete());
      send(medium, receiver);
      receiver.requireReceived(medium);
    }
  }

  @Test
  void filesThatNobodySignedForGetNoSpace() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 5, 1_000, 2_000);
    Path stranger = medium.resolve("targets/packages/p0/1.0.0/" + "0".repeat(64) + ".more");
    Files.writeString(stranger, "x");
    assertRefused(medium, "SP-DIODE-0002");
    Files.delete(stranger);
    for (String file : TestMedium.content(medium.resolve("targets")).keySet()) {
      Files.write(medium.resolve("targets").resolve(file), new byte[50_000]);
    }
    assertRefused(medium, "SP-DIODE-0002");
    Files.delete(medium.resolve("metadata/1.targets.json"));
    assertRefused(medium, "SP-TRUST-0022");
  }

  @Test
  void theQuotaHolds() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 6, 3_000_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"), 3_500_000)) {
      send(medium, receiver);
      assertEquals(List.of("SP-DIODE-0003"), receiver.events());
      assertEquals(List.of(), files());
    }
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"), 5_000_000)) {
      send(medium, receiver);
      send(TestMedium.write(folder.resolve("second"), 7, 3_000_000), receiver);
      assertEquals(List.of("begun", "completed", "SP-DIODE-0003"), receiver.events());
      receiver.requireReceived(medium);
      // Room again: the refusal is forgotten.
      receiver.receiver().remove(receiver.only().session(), true);
      send(folder.resolve("second"), receiver);
      receiver.requireReceived(folder.resolve("second"));
    }
  }

  @Test
  void tooManyTransfersAreRefused() throws IOException {
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      for (int i = 0; i <= Receiver.MOST_TRANSFERS; i++) {
        send(TestMedium.write(folder.resolve("medium" + i), i, 100), receiver);
      }
      assertEquals(Receiver.MOST_TRANSFERS, receiver.receiver().transfers().size());
      assertEquals("SP-DIODE-0004", receiver.events().get(receiver.events().size() - 1));
    }
  }

  @Test
  void malformedHeadsAreRefusedAndAFloodOfThemIsToldTenTimesAMinute() throws IOException {
    List<byte[]> heads = new ArrayList<>(List.of("{".getBytes(StandardCharsets.UTF_8), new byte[3_000], new byte[] {(byte) 0xff, (byte) 0xff, 1}, new byte[] {0, 1, 'x', 0x7f, -1, -1, -1}));
    byte[] good = Head.of("{}".getBytes(StandardCharsets.UTF_8), new TreeMap<>(), new Layout(List.of()), new byte[0]).bytes();
    for (String name : List.of("../1.json", "metadata/../x.json", "medium.json")) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      heads.add(ByteBuffer.allocate(good.length + 2 + utf8.length + 4).put(good).putShort((short) utf8.length).put(utf8).putInt(0).array());
    }
    for (String path : List.of("../" + "0".repeat(64) + ".x", "a/../" + "0".repeat(64) + ".x", "/" + "0".repeat(64) + ".x", "autorun.sh")) {
      heads.add(Head.of(new byte[0], new TreeMap<>(), new Layout(List.of(new Listed(path, 0))), new byte[0]).bytes());
    }
    heads.add(Head.of(new byte[0], new TreeMap<>(), new Layout(List.of(new Listed("0".repeat(64) + ".x", 5))), new byte[0]).bytes());
    heads.add(new String(good, StandardCharsets.ISO_8859_1).replace("[]", "[{\"path\":\"" + "0".repeat(64) + ".x\",\"length\":9223372036854775807}]").getBytes(StandardCharsets.ISO_8859_1));
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      for (byte[] head : heads) {
        sendHead(head, receiver);
        receiver.advance(Duration.ofMinutes(1));
      }
      assertEquals(java.util.Collections.nCopies(heads.size(), "SP-DIODE-0001"), receiver.events());
      for (int i = 0; i < 1_000; i++) {
        byte[] flood = new byte[100];
        random.nextBytes(flood);
        sendHead(flood, receiver);
      }
      assertEquals(heads.size() + 10, receiver.events().size());
      assertEquals(heads.size() + 1_000, receiver.receiver().counts().refused());
      assertEquals(List.of(), files());
    }
  }

  @Test
  void whatSomebodyPutIntoTheQuarantineIsNotBelieved() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 8, 100_000);
    SessionId session = MediumSource.open(medium).session();
    Path planted = Files.createDirectories(folder.resolve("q").resolve(session.toString()));
    Files.writeString(planted.resolve("head"), "another head");
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      assertEquals(List.of(), receiver.receiver().transfers());
      assertFalse(Files.exists(planted));
      send(medium, receiver);
      receiver.requireReceived(medium);
    }
  }

  private void assertRefused(Path medium, String code) throws IOException {
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      send(medium, receiver);
      assertEquals(List.of(code), receiver.events());
      assertEquals(List.of(), files());
      assertTrue(receiver.receiver().counts().packets() > 16);
    }
  }

  private static void sendHead(byte[] head, TestReceiver receiver) {
    Blocks blocks = Blocks.ofBytes(head.length);
    for (int symbol = 0; symbol < blocks.data(0); symbol++) {
      byte[] payload = new byte[Blocks.SYMBOL];
      System.arraycopy(head, symbol * Blocks.SYMBOL, payload, 0, Math.min(Blocks.SYMBOL, head.length - symbol * Blocks.SYMBOL));
      receiver.receiver().accept(Frame.head(SessionId.of(head), 0, symbol, head.length, payload).toPacket());
    }
  }

  private static void send(Path medium, TestReceiver receiver) throws IOException {
    new Sender(medium, receiver.receiver()::accept, 1e12, 1, Optional.empty()).send((pass, blocks, of, packets) -> {});
  }

  private List<String> files() {
    return List.copyOf(TestMedium.content(folder.resolve("q")).keySet());
  }

  private byte[] symbol() {
    byte[] symbol = new byte[Blocks.SYMBOL];
    random.nextBytes(symbol);
    return symbol;
  }
}
