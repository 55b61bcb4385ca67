package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A medium from sender to quarantine, over a line in memory. */
class TransferTest {
  private static final int[] FILES = {1_000_000, 0, 1, Blocks.SYMBOL, Blocks.SYMBOL + 1, Blocks.BYTES, 5_000_000, 17};

  @TempDir
  private Path folder;

  @Test
  void arrivesByteForByte() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 1, FILES);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      send(medium, receiver.receiver()::accept, 1, Optional.empty());
      receiver.requireReceived(medium);
      assertEquals(List.of("begun", "completed"), receiver.events());
    }
  }

  @Test
  void survivesNinePercentInBurstsOfTenInOnePass() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 2, 20_000_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      LossyLine line = new LossyLine(receiver.receiver()::accept, 42, 0.09, 10, 0);
      send(medium, line, 1, Optional.empty());
      assertEquals(0.09, line.lossRate(), 0.01);
      receiver.requireReceived(medium);
    }
  }

  @Test
  void survivesLossReorderingDuplicatesAndDamageInAFewPasses() throws IOException {
    for (long seed = 0; seed < 4; seed++) {
      Path medium = TestMedium.write(folder.resolve("medium" + seed), seed, FILES);
      try (TestReceiver receiver = new TestReceiver(folder.resolve("q" + seed))) {
        send(medium, new LossyLine(receiver.receiver()::accept, seed, 0.25, 10, 0.05), 4, Optional.empty());
        receiver.requireReceived(medium);
        assertEquals(0, receiver.only().spoilt());
      }
    }
  }

  @Test
  void oneLongGapIsSpreadOverTheBlocks() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 3, Blocks.BYTES * Sender.GROUP);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      int[] count = {0};
      // 16 of 80 symbols of each of 32 blocks, one after the other.
      send(medium, packet -> {
        if (count[0]++ < 300 || count[0] > 300 + Sender.GROUP * Blocks.PARITY - 20) {
          receiver.receiver().accept(packet);
        }
      }, 1, Optional.empty());
      receiver.requireReceived(medium);
    }
  }

  @Test
  void theMissingListRepairsWhatOnePassDidNotBring() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 4, 20_000_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      int[] count = {0};
      send(medium, packet -> {
        if (count[0]++ < 4_000 || count[0] > 9_000) {
          receiver.receiver().accept(packet);
        }
      }, 1, Optional.empty());
      TransferStatus status = receiver.only();
      assertEquals(TransferStatus.State.ENDED, status.state());
      RefusedException refused = assertThrows(RefusedException.class, () -> receiver.receiver().medium(status.session()));
      assertEquals("SP-DIODE-0006", refused.refusal().code());
      MissingList missing = MissingList.parse(status.missing().orElseThrow().toString());
      assertTrue(refused.getMessage().contains(missing.toString()), refused.getMessage());
      Sender repair = sender(medium, receiver.receiver()::accept, 1, Optional.of(missing));
      assertTrue(repair.blocks() >= status.blocks() - status.complete() && repair.blocks() < status.blocks(), repair.blocks() + " of " + status.blocks());
      repair.send((pass, blocks, of, packets) -> {});
      receiver.requireReceived(medium);
      assertEquals(Optional.empty(), receiver.only().missing());
    }
  }

  @Test
  void theMissingListOfAnotherMediumIsRefused() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 5, 500_000);
    Path other = TestMedium.write(folder.resolve("other"), 6, 500_000);
    java.util.BitSet first = new java.util.BitSet();
    first.set(0);
    MissingList list = MissingList.of(MediumSource.open(other).session(), first);
    assertEquals("SP-DIODE-0012", assertThrows(RefusedException.class, () -> sender(medium, packet -> {}, 1, Optional.of(list))).refusal().code());
    first.set(1_000);
    MissingList beyond = MissingList.of(MediumSource.open(medium).session(), first);
    assertEquals("SP-DIODE-0012", assertThrows(RefusedException.class, () -> sender(medium, packet -> {}, 1, Optional.of(beyond))).refusal().code());
  }

  @Test
  void goesOnAfterARestart() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 7, 10_000_000);
    int complete;
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      send(medium, new LossyLine(receiver.receiver()::accept, 7, 0.3, 10, 0.01), 1, Optional.empty());
      complete = receiver.only().complete();
      assertTrue(complete > 0 && complete < receiver.only().blocks());
    }
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      assertEquals(complete, receiver.only().complete());
      send(medium, new LossyLine(receiver.receiver()::accept, 8, 0.3, 10, 0.01), 1, Optional.empty());
      receiver.requireReceived(medium);
    }
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      receiver.requireReceived(medium);
      assertEquals(List.of("begun"), receiver.events());
    }
  }

  /** What a power cut may leave: the notes say that symbols are there, and they are not. */
  @Test
  void blocksThatVanishedAreAwaitedAnew() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 8, 3_000_000);
    Path quarantine = folder.resolve("q");
    String session;
    try (TestReceiver receiver = new TestReceiver(quarantine)) {
      send(medium, new LossyLine(receiver.receiver()::accept, 7, 0.3, 10, 0), 1, Optional.empty());
      session = receiver.only().session();
    }
    for (String file : TestMedium.content(quarantine.resolve(session).resolve("medium/targets")).keySet()) {
      byte[] bytes = Files.readAllBytes(quarantine.resolve(session).resolve("medium/targets").resolve(file));
      java.util.Arrays.fill(bytes, 0, Blocks.BYTES * 2, (byte) 0);
      Files.write(quarantine.resolve(session).resolve("medium/targets").resolve(file), bytes);
    }
    try (TestReceiver receiver = new TestReceiver(quarantine)) {
      send(medium, receiver.receiver()::accept, 2, Optional.empty());
      receiver.requireReceived(medium);
    }
  }

  @Test
  void severalSessionsAtOnce() throws Exception {
    Path one = TestMedium.write(folder.resolve("one"), 9, 3_000_000);
    Path two = TestMedium.write(folder.resolve("two"), 10, 2_000_000, 100);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      List<Thread> senders = List.of(one, two).stream().map(medium -> new Thread(() -> {
        try {
          send(medium, new LossyLine(receiver.receiver()::accept, 1, 0.05, 5, 0.01), 2, Optional.empty());
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      })).toList();
      senders.forEach(Thread::start);
      for (Thread sender : senders) {
        sender.join();
      }
      for (Path medium : List.of(one, two)) {
        assertEquals(TestMedium.content(medium), TestMedium.content(receiver.receiver().medium(MediumSource.open(medium).session().toString())));
      }
    }
  }

  @Test
  void whatIsFinishedIsNotTakenAgain() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 11, 300_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      send(medium, receiver.receiver()::accept, 1, Optional.empty());
      receiver.receiver().remove(receiver.only().session().substring(0, 6), true);
      send(medium, receiver.receiver()::accept, 1, Optional.empty());
      assertEquals(List.of(), receiver.receiver().transfers());
      assertEquals(0, receiver.receiver().counts().used());
    }
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      send(medium, receiver.receiver()::accept, 1, Optional.empty());
      assertEquals(List.of(), receiver.receiver().transfers());
    }
  }

  @Test
  void whatIsDiscardedIsTakenAgain() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 12, 300_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      send(medium, receiver.receiver()::accept, 1, Optional.empty());
      receiver.receiver().remove(receiver.only().session(), false);
      assertFalse(Files.exists(folder.resolve("q").resolve(MediumSource.open(medium).session().toString())));
      send(medium, receiver.receiver()::accept, 1, Optional.empty());
      receiver.requireReceived(medium);
    }
  }

  @Test
  void silenceIsNoticedOnceAndNotAfterAnEnd() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 13, 3_000_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      int[] count = {0};
      send(medium, packet -> {
        if (count[0]++ < 1_000) {
          receiver.receiver().accept(packet);
        }
      }, 1, Optional.empty());
      receiver.advance(TestReceiver.SILENCE);
      receiver.receiver().tick();
      assertEquals(List.of("begun"), receiver.events());
      receiver.advance(java.time.Duration.ofSeconds(1));
      receiver.receiver().tick();
      receiver.receiver().tick();
      assertEquals(List.of("begun", "silent"), receiver.events());
      assertEquals(TransferStatus.State.SILENT, receiver.only().state());
      // The sender comes back, says that it ends: no alarm any more.
      receiver.receiver().accept(Frame.beat(MediumSource.open(medium).session(), 1, 1, true).toPacket());
      assertEquals(TransferStatus.State.ENDED, receiver.only().state());
      receiver.advance(TestReceiver.SILENCE.multipliedBy(2));
      receiver.receiver().tick();
      assertEquals(List.of("begun", "silent"), receiver.events());
    }
  }

  @Test
  void aSenderThatIsStoppedSaysSo() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 14, 9_000_000);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      Sender sender = sender(medium, receiver.receiver()::accept, 0, Optional.empty());
      sender.send((pass, blocks, of, packets) -> sender.stop());
      assertEquals(TransferStatus.State.ENDED, receiver.only().state());
    }
  }

  @Test
  void whatIsNoMediumCannotBeSent() throws IOException {
    assertEquals("SP-DIODE-0013", assertThrows(RefusedException.class, () -> MediumSource.open(folder)).refusal().code());
    Path link = TestMedium.write(folder.resolve("medium"), 15, 300);
    Files.createSymbolicLink(link.resolve("targets/link"), folder);
    assertEquals("SP-DIODE-0013", assertThrows(RefusedException.class, () -> MediumSource.open(link)).refusal().code());
    Path stranger = TestMedium.write(folder.resolve("stranger"), 15, 300);
    Files.writeString(stranger.resolve("targets/autorun.sh"), "echo");
    assertEquals("SP-DIODE-0013", assertThrows(RefusedException.class, () -> MediumSource.open(stranger)).refusal().code());
  }

  @Test
  void aMediumWithoutFilesIsCompleteWithItsHead() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 16);
    try (TestReceiver receiver = new TestReceiver(folder.resolve("q"))) {
      send(medium, receiver.receiver()::accept, 1, Optional.empty());
      assertEquals(List.of("begun", "completed"), receiver.events());
      assertEquals(Map.copyOf(TestMedium.content(medium)), Map.copyOf(TestMedium.content(receiver.receiver().medium(receiver.only().session()))));
    }
  }

  private static void send(Path medium, PacketSink sink, int passes, Optional<MissingList> only) throws IOException {
    sender(medium, sink, passes, only).send((pass, blocks, of, packets) -> {});
  }

  private static Sender sender(Path medium, PacketSink sink, int passes, Optional<MissingList> only) {
    return new Sender(medium, sink, 1e12, passes, only);
  }
}
