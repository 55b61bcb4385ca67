package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others have put into the quarantine while the receiver was off: none of it is followed, waited for, read without end, or in the way. */
class PlantedFilesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BLOCKS = 2_000_000;

  @TempDir Path folder;
  private Path quarantine;
  private Path medium;

  @BeforeEach
  void aMediumToSend() throws IOException {
    quarantine = folder.resolve("q");
    medium = TestMedium.write(folder.resolve("medium"), 1, BLOCKS);
  }

  @Test
  void theListOfFinishedSessionsIsALinkAPipeTooLongOrNoText() throws Exception {
    Path list = Files.createDirectories(quarantine).resolve("finished");
    Files.createSymbolicLink(list, Path.of("/dev/zero"));
    receives();
    pipe(list);
    receives();
    sparse(list);
    receives();
    Files.write(list, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    receives();
  }

  @Test
  void theQuarantineItselfIsALinkOrAFile() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("mine"), "stays");
    Files.createSymbolicLink(quarantine, elsewhere);
    receives();
    assertEquals("stays", Files.readString(elsewhere.resolve("mine")));
    clear();
    Files.delete(quarantine);
    Files.writeString(quarantine, "in the way");
    receives();
  }

  @Test
  void aSessionHoldsLinksAndPipes() throws Exception {
    Path session = Files.createDirectories(quarantine).resolve(MediumSource.open(medium).session().toString());
    Path outside = Files.writeString(folder.resolve("outside"), "stays");
    for (String name : new String[] {"head", "received", "parity", "medium", "medium/medium.json", "medium/metadata", "medium/metadata/timestamp.json"}) {
      clear();
      Files.createDirectories(session.resolve(name).getParent());
      pipe(session.resolve(name));
      receives();
      clear();
      Files.createDirectories(session.resolve(name).getParent());
      Files.createSymbolicLink(session.resolve(name), outside);
      receives();
    }
    clear();
    Files.createSymbolicLink(session, folder);
    receives();
    assertEquals("stays", Files.readString(outside));
    assertTrue(Files.exists(medium.resolve("medium.json")));
  }

  @Test
  void aHeadIsLongerThanAnyIs() throws Exception {
    Path session = Files.createDirectories(quarantine.resolve(MediumSource.open(medium).session().toString()));
    sparse(session.resolve("head"));
    receives();
  }

  /** The negative twin: what the receiver has left there itself is gone on with. */
  @Test
  void itsOwnTransfersAndListAreKept() throws Exception {
    SessionId session = MediumSource.open(medium).session();
    send(20);
    try (TestReceiver receiver = new TestReceiver(quarantine)) {
      assertEquals(session.toString(), receiver.only().session());
      receiver.receiver().remove(session.toString(), true);
    }
    try (TestReceiver receiver = new TestReceiver(quarantine)) {
      new Sender(medium, packet -> receiver.receiver().accept(packet), 1e12, 1, Optional.empty()).send((pass, blocks, of, packets) -> {});
      assertEquals(0, receiver.receiver().transfers().size(), "a finished session is not taken again");
    }
  }

  /** Only so many datagrams of the head and the body arrive. */
  private void send(int lost) throws IOException {
    int[] sent = {0};
    try (TestReceiver receiver = new TestReceiver(quarantine)) {
      PacketSink sink = packet -> {
        if (++sent[0] % lost != 0 || receiver.receiver().transfers().isEmpty()) {
          receiver.receiver().accept(packet);
        }
      };
      new Sender(medium, sink, 1e12, 1, Optional.empty()).send((pass, blocks, of, packets) -> {});
    }
  }

  private void receives() {
    assertTimeoutPreemptively(PATIENCE, () -> {
      try (TestReceiver receiver = new TestReceiver(quarantine)) {
        new Sender(medium, packet -> receiver.receiver().accept(packet), 1e12, 1, Optional.empty()).send((pass, blocks, of, packets) -> {});
        receiver.requireReceived(medium);
        receiver.receiver().remove(receiver.only().session(), false);
      }
    });
    assertTrue(Files.isDirectory(quarantine, LinkOption.NOFOLLOW_LINKS));
    assertFalse(Files.exists(quarantine.resolve("finished"), LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(quarantine.resolve("finished")));
  }

  private static void pipe(Path path) throws Exception {
    Files.deleteIfExists(path);
    assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
  }

  private static void sparse(Path path) throws IOException {
    Files.deleteIfExists(path);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(8L << 30);
      file.write("x".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void clear() throws IOException {
    new ProcessBuilder("rm", "-rf", quarantine.toString()).start().onExit().join();
    if (!Files.exists(quarantine)) {
      Files.createDirectories(quarantine);
    }
  }
}
