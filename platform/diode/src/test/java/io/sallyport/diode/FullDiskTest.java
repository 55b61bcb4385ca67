package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.powercut.PowerCutDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails in the middle of a transfer: it is told, and with room again the transfer goes on from what is there. */
class FullDiskTest {
  private static final Duration FORGOTTEN = Duration.ofMinutes(11);

  @TempDir
  private Path folder;

  @Test
  void aTransferGoesOnWhenThereIsRoomAgain() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 1, 2_000_000, 17, 500_000);
    for (int writes : new int[] {0, 1, 4, 40, 400, 1_500}) {
      PowerCutDisk disk = new PowerCutDisk();
      try (TestReceiver receiver = new TestReceiver(disk.path("q"))) {
        disk.fillAfter(writes);
        send(medium, receiver);
        assertTrue(disk.empty(), "it was full after " + writes);
        assertTrue(receiver.events().contains("SP-DIODE-0009"), () -> writes + ": " + receiver.events());
        assertEquals(0, receiver.receiver().transfers().size(), "given up for now");
        send(medium, receiver);
        assertEquals(1, receiver.events().stream().filter("SP-DIODE-0009"::equals).count(), "its packets are not looked at for a while");
        receiver.advance(FORGOTTEN);
        send(medium, receiver);
        receiver.requireReceived(medium);
      }
    }
  }

  /** The negative twin of being told: what had come before the disk failed does not come again. */
  @Test
  void whatWasWrittenBeforeCountsAfterARestart() throws IOException {
    Path medium = TestMedium.write(folder.resolve("medium"), 2, 6_000_000);
    PowerCutDisk disk = new PowerCutDisk();
    try (TestReceiver receiver = new TestReceiver(disk.path("q"))) {
      disk.fillAfter(2_600);
      send(medium, receiver);
      disk.empty();
    }
    try (TestReceiver receiver = new TestReceiver(disk.path("q"))) {
      int complete = receiver.only().complete();
      assertTrue(complete > 0 && complete < receiver.only().blocks(), complete + " of " + receiver.only().blocks());
      new Sender(medium, receiver.receiver()::accept, 1e12, 1, receiver.only().missing()).send((pass, blocks, of, packets) -> {});
      receiver.requireReceived(medium);
    }
  }

  /** As over a line: every now and then a second has passed. */
  private static void send(Path medium, TestReceiver receiver) throws IOException {
    int[] count = {0};
    new Sender(medium, packet -> {
      receiver.receiver().accept(packet);
      if (++count[0] % 100 == 0) {
        receiver.receiver().tick();
      }
    }, 1e12, 1, Optional.empty()).send((pass, blocks, of, packets) -> {});
  }
}
