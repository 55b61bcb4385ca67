package io.sallyport.capability.visionqc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SallyportTest
class InboxTest {
  private static final byte[] CLEAN = Samples.encode(Samples.noise(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png");

  private TestPlugin plugin;
  private Path folder;

  @BeforeEach
  void start(TestPlatform platform) {
    platform.inference().serve(Model.brightness());
    plugin = platform.start(plugin(platform));
    folder = platform.files().directory().resolve("stations/brick");
  }

  @Test
  void aSettledPictureIsInspectedAndMoved(TestPlatform platform) throws IOException {
    drop("a.png", CLEAN);
    look(platform);
    assertEquals(List.of("a.png"), names("inbox"), "seen once: perhaps it is still being written");
    look(platform);
    assertEquals(List.of(), names("inbox"));
    assertEquals(List.of("a.png"), names("processed"));
    assertTrue(plugin.health().detail().contains("accepted 1"), plugin.health().detail());
    drop("a.png", CLEAN);
    look(platform);
    look(platform);
    assertEquals(List.of("2-a.png", "a.png"), names("processed"), "never over another");
  }

  @Test
  void aFileThatIsBeingWrittenIsLeftAlone(TestPlatform platform) throws IOException {
    drop("b.png.part", CLEAN);
    drop(".c.png", CLEAN);
    Path growing = folder.resolve("inbox/d.png");
    for (int length = 100; length < CLEAN.length; length += CLEAN.length / 4) {
      Files.write(growing, Arrays.copyOf(CLEAN, length));
      look(platform);
      assertEquals(0, platform.inference().calls().size());
    }
    Files.write(growing, CLEAN);
    look(platform);
    look(platform);
    assertEquals(List.of("d.png"), names("processed"));
    assertEquals(List.of(".c.png", "b.png.part"), names("inbox"));
    Files.move(folder.resolve("inbox/b.png.part"), folder.resolve("inbox/b.png"), StandardCopyOption.ATOMIC_MOVE);
    look(platform);
    look(platform);
    assertEquals(List.of("b.png", "d.png"), names("processed"));
  }

  @Test
  void aBadPictureLiesInRefusedWithTheReason(TestPlatform platform) throws IOException {
    drop("broken.png", Arrays.copyOf(CLEAN, CLEAN.length / 2));
    drop("huge.png", new byte[Limits.BYTES + 1]);
    drop("good.png", CLEAN);
    look(platform);
    look(platform);
    assertEquals(List.of("broken.png", "broken.png.reason.txt", "huge.png", "huge.png.reason.txt"), names("refused"));
    assertTrue(Files.readString(folder.resolve("refused/broken.png.reason.txt")).startsWith("SP-VISION-0004: "));
    assertTrue(Files.readString(folder.resolve("refused/huge.png.reason.txt")).startsWith("SP-VISION-0005: "));
    assertEquals(List.of("good.png"), names("processed"));
  }

  @Test
  void aLinkOutOfTheFolderIsNotFollowed(TestPlatform platform) throws IOException {
    Path outside = Files.write(platform.data().resolve("outside.png"), CLEAN);
    Files.createSymbolicLink(folder.resolve("inbox/link.png"), outside);
    look(platform);
    look(platform);
    assertEquals(0, platform.inference().calls().size());
    assertTrue(Files.exists(outside));
  }

  @Test
  void whileTheModelIsAwayPicturesWait(TestPlatform platform) throws IOException {
    platform.inference().remove(Model.NAME);
    drop("a.png", CLEAN);
    look(platform);
    look(platform);
    assertEquals(List.of("a.png"), names("inbox"));
    assertEquals(Health.Status.DEGRADED, plugin.health().status());
    platform.inference().serve(Model.brightness());
    look(platform);
    assertEquals(List.of("a.png"), names("processed"));
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void afterARestartARejectIsTheSameInsight(TestPlatform platform) throws IOException {
    BufferedImage image = Samples.noise(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(30, 30, 0, 250);
    byte[] spotted = Samples.encode(image, "png");
    drop("a.png", spotted);
    look(platform);
    look(platform);
    platform.insights().only().titled("rejected a.png");
    plugin.stop();
    Files.delete(folder.resolve("processed/a.png"));
    drop("a.png", spotted); // as if it had not been moved before the crash
    plugin.start();
    look(platform);
    look(platform);
    assertEquals(List.of("a.png"), names("processed"));
    platform.insights().only();
  }

  @Test
  void aFileThatCannotBeMovedIsJudgedOnceAndKeepsNoOtherBack(TestPlatform platform) throws IOException {
    Path obstacle = Files.createDirectories(folder.resolve("refused/broken.png.reason.txt"));
    drop("broken.png", Arrays.copyOf(CLEAN, CLEAN.length / 2));
    drop("good.png", CLEAN);
    for (int i = 0; i < 4; i++) {
      look(platform);
    }
    assertEquals(List.of("good.png"), names("processed"));
    assertEquals(List.of("broken.png"), names("inbox"));
    assertTrue(plugin.health().detail().contains("SP-VISION-0020: a file cannot be read or moved: "), plugin.health().detail());
    assertEquals(1, platform.audit().entries().size(), "refused once");
    Files.delete(obstacle);
    look(platform);
    assertEquals(List.of("broken.png", "broken.png.reason.txt"), names("refused"));
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void aNameThatIsTooLongForItsReasonIsShortened(TestPlatform platform) throws IOException {
    drop("é".repeat(120) + "-broken.png", Arrays.copyOf(CLEAN, CLEAN.length / 2));
    look(platform);
    look(platform);
    assertEquals(List.of(), names("inbox"));
    String kept = "é".repeat(114) + "-broken.png";
    assertEquals(List.of(kept, kept + ".reason.txt"), names("refused"));
  }

  private static VisionQc plugin(TestPlatform platform) {
    VisionQc made = new VisionQc(platform.inference(), platform.insights(), platform.workOrders(), platform.audit(), platform.scheduler(), platform.files(), platform.clock());
    made.addStation(new Station(Config.of(StationConfig.class, Map.of("name", "brick", "folder", true))));
    return made;
  }

  private static void look(TestPlatform platform) {
    platform.advance(Duration.ofSeconds(1));
  }

  private void drop(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve("inbox").resolve(name), bytes);
  }

  private List<String> names(String which) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(which))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
