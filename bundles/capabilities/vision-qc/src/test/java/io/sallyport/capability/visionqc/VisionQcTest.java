package io.sallyport.capability.visionqc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.sallyport.api.image.InspectionRequest;
import io.sallyport.api.image.InspectionResult;
import io.sallyport.api.image.InspectionResult.Inspected;
import io.sallyport.api.image.InspectionResult.Reason;
import io.sallyport.api.image.InspectionResult.Refused;
import io.sallyport.api.image.InspectionResult.Verdict;
import io.sallyport.api.image.Picture;
import io.sallyport.api.image.PictureView;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.RecordedModel;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SallyportTest
class VisionQcTest {
  private VisionQc plugin;

  @BeforeEach
  void plugin(TestPlatform platform) {
    platform.inference().serve(Model.brightness());
    plugin = new VisionQc(platform.inference(), platform.insights(), platform.workOrders(), platform.audit(), platform.scheduler(), platform.files(), platform.clock());
  }

  @Test
  void aSpotIsRejectedWithAHeatMapAndAnInsight(TestPlatform platform) throws Exception {
    start(platform, Map.of());
    Inspected result = assertInstanceOf(Inspected.class, inspect("part-1", spotted(70, 40)));
    assertEquals(Verdict.REJECTED, result.verdict());
    assertEquals(1.25, result.score(), 1e-6);
    assertEquals(1, result.threshold());
    assertTrue(Math.abs(result.x() - 70) <= 4 && Math.abs(result.y() - 40) <= 4, result.toString());
    platform.insights().only().asset("brick").severity(Severity.MEDIUM).titled("rejected part-1").ended();
    byte[] heat = plugin.picture("brick", result.id(), PictureView.HEAT).orElseThrow();
    GreyImage map = Decoder.decode(ByteBuffer.wrap(heat));
    assertTrue(map.at(70, 40) > 140 && map.at(10, 10) < 130, "hot at the spot, cold elsewhere: " + map.at(70, 40) + ", " + map.at(10, 10));
    assertEquals(96, Decoder.decode(ByteBuffer.wrap(plugin.picture("brick", result.id(), PictureView.OVERLAY).orElseThrow())).width());
    assertTrue(Files.exists(platform.files().directory().resolve("stations/brick/pictures/" + result.id() + "-overlay.png")));
    assertTrue(plugin.picture("brick", new java.util.UUID(0, 0), PictureView.HEAT).isEmpty());
  }

  @Test
  void aCleanItemIsAcceptedAndLeavesNothing(TestPlatform platform) {
    TestPlugin started = start(platform, Map.of());
    Inspected result = assertInstanceOf(Inspected.class, inspect("part-1", Samples.encode(Samples.noise(96, 96, BufferedImage.TYPE_BYTE_GRAY), "png")));
    assertEquals(Verdict.ACCEPTED, result.verdict());
    assertTrue(result.insight().isEmpty());
    platform.insights().none();
    assertTrue(plugin.picture("brick", result.id(), PictureView.HEAT).isEmpty());
    assertEquals(Health.Status.OK, started.health().status());
    assertTrue(started.health().detail().contains("accepted 1"), started.health().detail());
  }

  @Test
  void aTensorIsInspectedAsThePictureIs(TestPlatform platform) {
    start(platform, Map.of());
    byte[] png = spotted(20, 20);
    GreyImage image = Decoder.decode(ByteBuffer.wrap(png));
    Tensor tensor = Tensor.allocate(DataType.UINT8, Shape.of(96, 96));
    tensor.data().put(image.pixels());
    Inspected first = assertInstanceOf(Inspected.class, inspect("part-1", png));
    Inspected second = assertInstanceOf(Inspected.class, plugin.inspect(new InspectionRequest("brick", "part-1", new Picture.Pixels(tensor))));
    assertEquals(first.id(), second.id(), "the same picture of the same item");
    assertEquals(first.score(), second.score());
    platform.insights().only();
    Tensor wrong = Tensor.allocate(DataType.FP32, Shape.of(96, 96));
    assertEquals("SP-VISION-0015", refused(plugin.inspect(new InspectionRequest("brick", "part-1", new Picture.Pixels(wrong)))).code());
  }

  @Test
  void picturesThatShowNothingAreRefusedAndRecorded(TestPlatform platform) {
    start(platform, Map.of("width", 96, "height", 96));
    assertEquals("SP-VISION-0009", code(Samples.even(96, 96, 0)));
    assertEquals("SP-VISION-0010", code(Samples.even(96, 96, 255)));
    assertEquals("SP-VISION-0011", code(Samples.even(96, 96, 128)));
    assertEquals("SP-VISION-0007", code(Samples.noise(95, 96, BufferedImage.TYPE_BYTE_GRAY)));
    assertEquals("SP-VISION-0018", refused(inspect("a\u0007b", Samples.png())).code());
    assertEquals("SP-VISION-0018", refused(inspect(" ", Samples.png())).code());
    platform.insights().none();
    assertEquals(6, platform.audit().entries().size());
    assertEquals(0, platform.inference().calls().size(), "no model was asked");
  }

  @Test
  void aRegionIsCutOutAndPlacesAreThoseOfThePicture(TestPlatform platform) {
    start(platform, Map.of("region", "32,16,64,64"));
    Inspected inside = assertInstanceOf(Inspected.class, inspect("a", spotted(40, 40)));
    assertEquals(Verdict.REJECTED, inside.verdict());
    assertTrue(Math.abs(inside.x() - 40) <= 4 && Math.abs(inside.y() - 40) <= 4, inside.toString());
    assertEquals(Verdict.ACCEPTED, assertInstanceOf(Inspected.class, inspect("b", spotted(8, 8))).verdict());
    assertEquals("SP-VISION-0007", refused(inspect("c", Samples.png())).code(), "the region is not in it");
  }

  @Test
  void aPictureSmallerThanATileIsRefused(TestPlatform platform) {
    start(platform, Map.of());
    assertEquals("SP-VISION-0007", code(Samples.noise(63, 96, BufferedImage.TYPE_BYTE_GRAY)));
  }

  @Test
  void rejectsThatPileUpLeadToOneWorkOrder(TestPlatform platform) {
    start(platform, Map.of("work.order.rejects", 2, "work.order.items", 3));
    inspect("1", spotted(10, 10));
    inspect("1", spotted(10, 10));
    assertEquals(0, platform.workOrders().all().size(), "the same item again does not count");
    inspect("2", Samples.encode(Samples.noise(96, 96, BufferedImage.TYPE_BYTE_GRAY), "png"));
    inspect("3", spotted(20, 20));
    assertEquals(1, platform.workOrders().all().size());
    inspect("4", spotted(30, 30));
    assertEquals(1, platform.workOrders().all().size(), "it counts anew");
  }

  @Test
  void whatCannotBeStoredIsNotSaid(TestPlatform platform) {
    TestPlugin started = start(platform, Map.of("work.order.rejects", 1));
    platform.insights().fail(1);
    Refused refused = refused(inspect("1", spotted(10, 10)));
    assertEquals(Reason.UNAVAILABLE, refused.reason());
    assertEquals("SP-VISION-0014", refused.code());
    assertEquals(Health.Status.DEGRADED, started.health().status());
    platform.workOrders().fail(1);
    assertInstanceOf(Inspected.class, inspect("1", spotted(10, 10)));
    assertEquals(Health.Status.DEGRADED, started.health().status(), "the work order waits");
    inspect("2", Samples.encode(Samples.noise(96, 96, BufferedImage.TYPE_BYTE_GRAY), "png"));
    assertEquals(1, platform.workOrders().all().size());
    assertEquals(Health.Status.OK, started.health().status());
  }

  @Test
  void aModelThatIsAwayOrUnfitMakesItUnavailable(TestPlatform platform) {
    TestPlugin started = start(platform, Map.of());
    platform.inference().refuse("SP-INFER-0006", "too busy", "try again");
    assertEquals("SP-VISION-0012", refused(inspect("1", spotted(10, 10))).code());
    assertTrue(started.health().detail().contains("SP-INFER-0006"), started.health().detail());
    platform.inference().answer();
    platform.inference().remove(Model.NAME);
    assertEquals("SP-VISION-0012", refused(inspect("1", spotted(10, 10))).code());
    platform.inference().serve(RecordedModel.of(Model.NAME, new io.sallyport.api.tensor.TensorSpec("image", DataType.FP32, Shape.of(1, 8)),
        new io.sallyport.api.tensor.TensorSpec("score", DataType.FP32, Shape.of(1, 1)), Map.of("threshold", java.util.List.of(1.0)), inputs -> inputs));
    assertEquals("SP-VISION-0013", refused(inspect("1", spotted(10, 10))).code());
    platform.inference().serve(Model.brightness());
    assertInstanceOf(Inspected.class, inspect("1", spotted(10, 10)));
    assertEquals(Health.Status.OK, started.health().status());
  }

  @Test
  void aSwitchDuringAPictureJudgesAllOfItByTheNewVersion(TestPlatform platform) {
    start(platform, Map.of());
    RecordedModel next = Model.even("2.0.0", 64, 0.1f, 2, () -> { });
    platform.inference().serve(Model.even("1.0.0", 64, 1.5f, 1, () -> platform.inference().serve(next)));
    Inspected result = assertInstanceOf(Inspected.class, inspect("1", Samples.encode(Samples.noise(128, 128, BufferedImage.TYPE_BYTE_GRAY), "png")));
    assertEquals("2.0.0", result.model().version());
    assertEquals(0.1f, result.score(), "none of it is of the former version");
    assertEquals(2, result.threshold());
  }

  @Test
  void aSwitchToAnotherTileDuringAPictureBeginsAnew(TestPlatform platform) {
    start(platform, Map.of());
    RecordedModel next = Model.even("2.0.0", 32, 0.1f, 2, () -> { });
    platform.inference().serve(Model.even("1.0.0", 64, 1.5f, 1, () -> platform.inference().serve(next)));
    assertEquals("2.0.0", assertInstanceOf(Inspected.class, inspect("1", Samples.encode(Samples.noise(128, 128, BufferedImage.TYPE_BYTE_GRAY), "png"))).model().version());
  }

  @Test
  void stationsComeAndGoWhileItRuns(TestPlatform platform) {
    TestPlugin started = platform.start(plugin);
    assertEquals(Set.of(), plugin.stations());
    assertEquals(Reason.STATION, refused(inspect("1", Samples.png())).reason());
    Station brick = station(Map.of("name", "brick"));
    plugin.addStation(brick);
    assertEquals(Set.of("brick"), plugin.stations());
    Station twin = station(Map.of("name", "brick", "asset", "other"));
    plugin.addStation(twin);
    assertEquals(Health.Status.DEGRADED, started.health().status());
    plugin.removeStation(twin);
    Station bad = station(Map.of("name", "../x"));
    plugin.addStation(bad);
    assertTrue(started.health().detail().contains("SP-VISION-0001"), started.health().detail());
    assertThrows(IllegalArgumentException.class, plugin::prepare);
    plugin.removeStation(bad);
    plugin.removeStation(brick);
    assertEquals(Set.of(), plugin.stations());
    started.stop();
  }

  @Test
  void aStationThatCannotHaveItsFolderShowsInTheHealth(TestPlatform platform) {
    TestPlugin started = platform.start(plugin);
    platform.files().fail(1);
    Station brick = station(Map.of("name", "brick"));
    plugin.addStation(brick);
    assertTrue(started.health().detail().contains("SP-PLUGIN-0001"), started.health().detail());
    plugin.removeStation(brick);
    plugin.addStation(brick);
    assertEquals(Set.of("brick"), plugin.stations());
    assertEquals(Health.Status.OK, started.health().status());
  }

  @Test
  void heatMapsAreKeptUpToANumber(TestPlatform platform) {
    start(platform, Map.of("pictures.keep", 2));
    Inspected[] results = new Inspected[3];
    for (int i = 0; i < 3; i++) {
      results[i] = (Inspected) inspect("part-" + i, spotted(10, 10));
    }
    assertTrue(plugin.picture("brick", results[0].id(), PictureView.OVERLAY).isEmpty());
    assertTrue(plugin.picture("brick", results[0].id(), PictureView.HEAT).isEmpty());
    assertTrue(plugin.picture("brick", results[2].id(), PictureView.OVERLAY).isPresent());
  }

  @Test
  void isStoppedAlsoWhileTheModelIsStuck(TestPlatform platform) throws Exception {
    platform.allowThreads("caller");
    TestPlugin started = start(platform, Map.of());
    platform.inference().hold();
    Thread caller = new Thread(() -> inspect("1", spotted(10, 10)), "caller");
    caller.start();
    while (caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    started.stop();
    platform.inference().release();
    caller.join();
    platform.insights().none();
  }

  @Test
  void theCommittedModelFindsAScratchOnAHeldOutPart(TestPlatform platform) throws OrtException {
    platform.inference().serve(Model.real());
    start(platform, Map.of());
    byte[] clean = tile(0);
    byte[] scratched = tile(1);
    assertEquals(Verdict.ACCEPTED, assertInstanceOf(Inspected.class, inspect("clean", clean)).verdict());
    assertEquals(Verdict.REJECTED, assertInstanceOf(Inspected.class, inspect("scratched", scratched)).verdict());
  }

  /**
   * The threshold is that of one tile: the worst of the 63 tiles of a whole picture is above it without any defect. The health says by how much, and with a ratio set by
   * that the picture passes and a scratch does not.
   */
  @Test
  void theRatioThatAWholePictureNeedsIsInTheHealth(TestPlatform platform) throws Exception {
    platform.inference().serve(Model.real());
    byte[] whole = Files.readAllBytes(Path.of("../../models/surface-inspection/src/main/data/brick/brick.png"));
    TestPlugin started = start(platform, Map.of("region", "0,0,512,384"));
    Inspected tooStrict = assertInstanceOf(Inspected.class, inspect("whole", whole));
    assertEquals(Verdict.REJECTED, tooStrict.verdict());
    String worst = String.format(Locale.ROOT, "%.2f", tooStrict.score() / tooStrict.threshold());
    assertTrue(started.health().detail().contains("scores of the newest 1: " + worst + " times the model's threshold at the median, " + worst + " at most"), started.health().detail());
    Station free = station(Map.of("name", "free", "region", "0,0,512,384", "threshold.ratio", 3.0));
    plugin.addStation(free);
    Inspected passed = assertInstanceOf(Inspected.class, plugin.inspect(new InspectionRequest("free", "whole", new Picture.Encoded(ByteBuffer.wrap(whole)))));
    assertEquals(Verdict.ACCEPTED, passed.verdict());
    assertTrue(started.health().detail().contains("free: accepted 1") && started.health().detail().contains(worst + " at most"), started.health().detail());
    assertEquals(Verdict.REJECTED, assertInstanceOf(Inspected.class, plugin.inspect(new InspectionRequest("free", "scratched", new Picture.Encoded(ByteBuffer.wrap(scratched(whole)))))).verdict());
  }

  private static byte[] scratched(byte[] picture) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.setStroke(new BasicStroke(4));
    pen.drawLine(50, 50, 250, 200);
    pen.dispose();
    return Samples.encode(image, "png");
  }

  @Test
  void scoresAreThoseOfTheNewestPictures() {
    Scores scores = new Scores();
    assertEquals("", scores.toString());
    scores.add(9);
    for (int i = 0; i < Scores.KEPT; i++) {
      scores.add(i < 100 ? 0.5 : 1.25);
    }
    assertEquals(", scores of the newest 200: 0.50 times the model's threshold at the median, 1.25 at most", scores.toString());
  }

  /** A tile of the model's golden vectors: test blocks, which it was not trained on. */
  private static byte[] tile(int index) {
    Tensor tensor = RecordedModel.vector(Model.BRICK, index).get("image");
    byte[] pixels = new byte[64 * 64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) tensor.floats().get(i);
    }
    return Png.grey(64, 64, pixels);
  }

  private TestPlugin start(TestPlatform platform, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("name", "brick");
    plugin.addStation(station(all));
    return platform.start(plugin);
  }

  private static Station station(Map<String, ?> settings) {
    return new Station(Config.of(StationConfig.class, settings));
  }

  private InspectionResult inspect(String item, byte[] picture) {
    return plugin.inspect(new InspectionRequest("brick", item, new Picture.Encoded(ByteBuffer.wrap(picture))));
  }

  private String code(BufferedImage image) {
    return refused(inspect("1", Samples.encode(image, "png"))).code();
  }

  private static Refused refused(InspectionResult result) {
    return assertInstanceOf(Refused.class, result);
  }

  /** Noise with a bright spot of 5 × 5 pixels. */
  private static byte[] spotted(int x, int y) {
    BufferedImage image = Samples.noise(96, 96, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 25; i++) {
      image.getRaster().setSample(x - 2 + i % 5, y - 2 + i / 5, 0, 250);
    }
    return Samples.encode(image, "png");
  }
}
