package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.Drift;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drift of the committed surface models by their committed references, on blocks of the real pictures that took no part in either. */
class SurfaceDriftTest {
  private static final Path FOLDER = Path.of("../../../bundles/models/surface-inspection");
  private static final int SIDE = 64;
  private static final int BLOCK = 128;
  private static final int BLUR = 5;

  @ParameterizedTest
  @ValueSource(strings = {"brick", "gravel"})
  void aDarkerAndABlurredCameraRaiseAnInsightAndTheSameCameraDoesNot(String surface) throws IOException {
    BufferedImage picture = ImageIO.read(FOLDER.resolve("src/main/data").resolve(surface).resolve(surface + ".png").toFile());
    ModelDocument document = ModelDocument.parse(read(surface, "model.json"), "model.json");
    try (LoadedModel model = TestEngine.get().load(new ModelFile(surface, read(surface, "model.onnx"), document.sha256(), document.inputs(), document.outputs()))) {
      Drift same = window(document, surface, model, picture);
      assertTrue(same.drifting().isEmpty(), same::toString);
      assertEquals(List.of(), insights(same));
      Drift dark = window(document, surface, model, new RescaleOp(0.7f, 0, null).filter(picture, null));
      assertOver("brightness", dark);
      float[] box = new float[BLUR * BLUR];
      Arrays.fill(box, 1f / box.length);
      Drift blurred = window(document, surface, model, new ConvolveOp(new Kernel(BLUR, BLUR, box), ConvolveOp.EDGE_NO_OP, null).filter(picture, null));
      assertOver("roughness", blurred);
      System.out.println(surface + ": same camera " + worst(same) + "; darker " + worst(dark) + "; blurred " + worst(blurred));
    }
  }

  private static void assertOver(String feature, Drift drift) {
    assertTrue(drift.drifting().isPresent(), drift::toString);
    assertTrue(drift.features().stream().filter(Drift.Feature::over).anyMatch(one -> one.name().equals(feature)), drift::toString);
    assertEquals(List.of("model/" + drift.identity().name()), insights(drift).stream().map(Insight::asset).toList());
  }

  private static List<Insight> insights(Drift drift) {
    List<Insight> raised = new ArrayList<>();
    new DriftAlarm().update(List.of(drift), Instant.EPOCH, new InsightSink() {
      @Override
      public void raise(Insight insight) {
        raised.add(insight);
      }

      @Override
      public List<Insight> lasting() {
        return List.of();
      }
    });
    return raised;
  }

  private static String worst(Drift drift) {
    return drift.features().stream().map(one -> String.format("%s PSI %.2f of %.2f, KS %.2f of %.2f", one.name(), one.psi(), one.psiLimit(), one.ks(), one.ksLimit())).toList().toString();
  }

  /** One full window of random tiles of the test blocks. */
  private static Drift window(ModelDocument document, String surface, LoadedModel model, BufferedImage picture) {
    ReferenceDocument reference = ReferenceDocument.parse(read(surface, "reference.json"), document, "reference.json");
    DriftWatch watch = new DriftWatch(new ModelIdentity(document.name(), document.version(), "00"), reference, InstantSource.system());
    Random random = new Random(6);
    Tensor tile = Tensor.allocate(DataType.FP32, Shape.of(1, 1, SIDE, SIDE));
    for (int i = 0; i < reference.window(); i++) {
      int row = random.nextInt(picture.getHeight() / BLOCK);
      int column = Math.floorMod(2 - row, 4); // of 4 × 4 blocks, the four that test
      int left = column * BLOCK + random.nextInt(BLOCK - SIDE + 1);
      int top = row * BLOCK + random.nextInt(BLOCK - SIDE + 1);
      FloatBuffer values = tile.floats();
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        values.put(picture.getRaster().getSample(left + pixel % SIDE, top + pixel / SIDE, 0));
      }
      Map<String, Tensor> inputs = Map.of("image", tile);
      watch.seen(Optional.of("line-3"), inputs, model.run(inputs), i * 10_000_000L);
    }
    return watch.drift();
  }

  private static byte[] read(String surface, String file) {
    try {
      return Files.readAllBytes(FOLDER.resolve(surface).resolve("1.0.0").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
