package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTest {
  @TempDir
  static Path scratch;
  private static OnnxEngine engine;

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectories(scratch.resolve("onnxruntime-leftover"));
    engine = new OnnxEngine(scratch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "1.1.0"})
  void givesTheGoldenAnswers(String version) {
    try (LoadedModel model = engine.load(RadiatorFiles.model(version))) {
      for (JsonObject vector : RadiatorFiles.golden(version)) {
        Map<String, Tensor> outputs = model.run(Map.of("window", RadiatorFiles.window(vector)));
        assertEquals(2, outputs.size());
        for (TensorSpec spec : RadiatorFiles.OUTPUTS) {
          Tensor output = outputs.get(spec.name());
          assertTrue(spec.accepts(output), output::toString);
          float[] expected = RadiatorFiles.floats(vector.object("outputs").array(spec.name()));
          FloatBuffer seen = output.floats();
          for (float value : expected) {
            assertEquals(value, seen.get(), 1e-4 * Math.max(1, Math.abs(value)));
          }
        }
      }
    }
  }

  @Test
  void leavesNoNativeLibraryOnDisk() throws Exception {
    try (var left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
    assertTrue(engine.runtime().startsWith("ONNX Runtime 1."), engine.runtime());
  }

  @Test
  void answersAreIndependentOfEachOther() {
    try (LoadedModel model = engine.load(RadiatorFiles.model("1.1.0"))) {
      List<JsonObject> golden = RadiatorFiles.golden("1.1.0");
      Map<String, Tensor> first = model.run(Map.of("window", RadiatorFiles.window(golden.get(0))));
      float before = first.get("score").floats().get(0);
      model.run(Map.of("window", RadiatorFiles.window(golden.get(5))));
      assertEquals(before, first.get("score").floats().get(0));
    }
  }

  @Test
  void refusesWhatIsNoModel() {
    byte[] bytes = "not a model".getBytes();
    refused("SP-MODEL-0006", new ModelFile("junk", bytes, Digests.sha256(bytes), List.of(RadiatorFiles.WINDOW), RadiatorFiles.OUTPUTS));
  }

  @Test
  void refusesATruncatedModel() {
    byte[] whole = RadiatorFiles.read("1.0.0", "model.onnx");
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    refused("SP-MODEL-0006", new ModelFile("half", half, Digests.sha256(half), List.of(RadiatorFiles.WINDOW), RadiatorFiles.OUTPUTS));
  }

  /** No library of further operators is ever registered, so a model that needs one has no chance, whatever lies beside it. */
  @Test
  void refusesAModelWithOperatorsThatOnnxRuntimeHasNot() {
    String model = new String(RadiatorFiles.read("1.0.0", "model.onnx"), StandardCharsets.ISO_8859_1);
    assertTrue(model.contains("MatMul") || model.contains("Gemm"), "the test needs an operator to rename");
    byte[] bytes = model.replace("MatMul", "MatMux").replace("Gemm", "Gemx").getBytes(StandardCharsets.ISO_8859_1);
    refused("SP-MODEL-0086", new ModelFile("custom", bytes, Digests.sha256(bytes), List.of(RadiatorFiles.WINDOW), RadiatorFiles.OUTPUTS));
  }

  @Test
  void refusesOtherInputsThanDeclared() {
    ModelFile file = RadiatorFiles.model("1.1.0");
    TensorSpec otherShape = new TensorSpec("window", DataType.FP32, Shape.of(1, 17, 9));
    TensorSpec otherType = new TensorSpec("window", DataType.FP64, Shape.of(1, 16, 9));
    TensorSpec otherName = new TensorSpec("windows", DataType.FP32, Shape.of(1, 16, 9));
    for (TensorSpec wrong : List.of(otherShape, otherType, otherName)) {
      refused("SP-MODEL-0006", new ModelFile("other", file.bytes(), file.sha256(), List.of(wrong), RadiatorFiles.OUTPUTS));
    }
    refused("SP-MODEL-0006", new ModelFile("fewer", file.bytes(), file.sha256(), List.of(RadiatorFiles.WINDOW), RadiatorFiles.OUTPUTS.subList(0, 1)));
  }

  @Test
  void bytesWithAnotherDigestNeverReachIt() {
    byte[] bytes = RadiatorFiles.read("1.0.0", "model.onnx");
    String declared = Digests.sha256(bytes);
    bytes[bytes.length / 2] ^= 1;
    RefusedException refused = assertThrows(RefusedException.class,
        () -> new ModelFile("tampered", bytes, declared, List.of(RadiatorFiles.WINDOW), RadiatorFiles.OUTPUTS));
    assertEquals("SP-MODEL-0004", refused.refusal().code());
  }

  /** The device is what the site says; an engine that has it not says so and loads nothing: nothing is probed, nothing falls back. */
  @Test
  void aDeviceThatIsNotThereIsNotReplaced() {
    for (String[] one : new String[][] {{"cuda:0", "SP-MODEL-0067"}, {"gpu", "SP-MODEL-0068"}, {"", "SP-MODEL-0068"}, {"cuda:-1", "SP-MODEL-0068"}}) {
      OnnxEngine none = new OnnxEngine(scratch, one[0]);
      assertEquals(one[1], assertThrows(RefusedException.class, () -> none.load(RadiatorFiles.model("1.1.0"))).refusal().code());
      assertEquals("ONNX Runtime (unusable)", none.runtime());
    }
    assertTrue(engine.runtime().endsWith("on cpu"), engine.runtime());
  }

  /** Where a data directory should be lies a file: the engine says so at each model, and takes nothing that lies elsewhere. */
  @Test
  void withoutAPlaceForItsLibrariesItLoadsNothing() throws Exception {
    Path file = Files.createFile(scratch.resolve("a file"));
    OnnxEngine none = new OnnxEngine(file);
    Files.delete(file);
    assertEquals("SP-MODEL-0009", assertThrows(RefusedException.class, () -> none.load(RadiatorFiles.model("1.1.0"))).refusal().code());
    assertEquals("ONNX Runtime (unusable)", none.runtime());
  }

  @Test
  void runsAfterCloseFail() {
    LoadedModel model = engine.load(RadiatorFiles.model("1.0.0"));
    model.close();
    model.close();
    assertThrows(EngineException.class, () -> model.run(Map.of("window", RadiatorFiles.window(RadiatorFiles.golden("1.0.0").get(0)))));
  }

  @Test
  void badInputFailsOneRunOnly() {
    try (LoadedModel model = engine.load(RadiatorFiles.model("1.1.0"))) {
      Tensor wrong = Tensor.allocate(DataType.FP32, Shape.of(1, 3, 9));
      assertThrows(EngineException.class, () -> model.run(Map.of("window", wrong)));
      assertThrows(EngineException.class, () -> model.run(Map.of("other", Tensor.allocate(DataType.FP32, RadiatorFiles.WINDOW.shape()))));
      model.run(Map.of("window", RadiatorFiles.window(RadiatorFiles.golden("1.1.0").get(0))));
    }
  }

  /** Many threads run while the model is closed under them, many times: every run answers or says that it is closed, and the JVM lives. */
  @Test
  void closingWaitsForRuns() throws Exception {
    Tensor window = RadiatorFiles.window(RadiatorFiles.golden("1.0.0").get(0));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 50; round++) {
        LoadedModel model = engine.load(RadiatorFiles.model("1.0.0"));
        CountDownLatch running = new CountDownLatch(4);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          counts.add(threads.submit(() -> runUntilClosed(model, window, running)));
        }
        assertTrue(running.await(20, TimeUnit.SECONDS));
        model.close();
        for (Future<Integer> count : counts) {
          assertTrue(count.get(20, TimeUnit.SECONDS) > 0);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int runUntilClosed(LoadedModel model, Tensor window, CountDownLatch running) {
    int runs = 0;
    while (true) {
      try {
        model.run(Map.of("window", window));
      } catch (EngineException e) {
        assertTrue(e.getMessage().endsWith("is closed"), e.getMessage());
        return runs;
      }
      if (++runs == 1) {
        running.countDown();
      }
    }
  }

  private static void refused(String code, ModelFile file) {
    RefusedException refused = assertThrows(RefusedException.class, () -> engine.load(file));
    assertEquals(code, refused.refusal().code());
  }
}
