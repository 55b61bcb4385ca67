package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.TooMuchException;
import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models may do wrong, on real sessions. */
class OnnxFaultTest {
  private static final long FOREVER = 1L << 60;
  private final Engine engine = TestEngine.get();

  private static ModelFile looping() {
    return OnnxFiles.file("loop", OnnxFiles.loop(), List.of(OnnxFiles.TRIPS, OnnxFiles.X), List.of(OnnxFiles.Y));
  }

  private static Map<String, Tensor> trips(long trips) {
    Tensor count = Tensor.allocate(DataType.INT64, Shape.of(1));
    count.data().putLong(0, trips);
    return Map.of("trips", count, "x", Tensor.ofFloats(Shape.of(1, 4), new float[] {1, 2, 3, 4}));
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  @Test
  void aRunThatHangsIsEndedAndTheNextOneAnswers() {
    try (LoadedModel model = engine.load(looping())) {
      assertEquals(4, model.run(trips(3), in(Duration.ofSeconds(20))).get("y").floats().get(3));
      long began = System.nanoTime();
      assertThrows(DeadlineException.class, () -> model.run(trips(FOREVER), in(Duration.ofMillis(100))));
      long millis = (System.nanoTime() - began) / 1_000_000;
      assertTrue(millis >= 100 && millis < 5_000, "ended after " + millis + " ms");
      assertEquals(2, model.run(trips(1_000), in(Duration.ofSeconds(20))).get("y").floats().get(1));
    }
  }

  /** The shorter limit of a later run is kept although the watchdog sleeps for an earlier, longer one. */
  @Test
  void eachRunHasItsOwnLimit() throws Exception {
    try (LoadedModel model = engine.load(looping())) {
      CompletableFuture<Void> longer = CompletableFuture.runAsync(() -> model.run(trips(FOREVER), in(Duration.ofSeconds(2))));
      assertThrows(DeadlineException.class, () -> model.run(trips(FOREVER), in(Duration.ofMillis(50))));
      assertFalse(longer.isDone());
      assertTrue(assertThrows(Exception.class, () -> longer.get(20, TimeUnit.SECONDS)).getCause() instanceof DeadlineException);
    }
  }

  @Test
  void closingEndsARunThatHangs() throws Exception {
    OnnxModel model = (OnnxModel) ((OnnxEngine) engine).load(looping(), Duration.ofMillis(200));
    CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> model.run(trips(FOREVER), in(Duration.ofMinutes(5))));
    while (model.running() == 0) {
      Thread.onSpinWait();
    }
    model.close();
    assertTrue(model.isFreed());
    Throwable cause = assertThrows(Exception.class, () -> hanging.get(20, TimeUnit.SECONDS)).getCause();
    assertTrue(cause instanceof EngineException && cause.getMessage().endsWith("is closed"), String.valueOf(cause));
  }

  @Test
  void aModelThatReadsOtherFilesIsRefused(@TempDir Path folder) throws Exception {
    Path secret = Files.write(folder.resolve("secret"), new byte[16]);
    refused("SP-MODEL-0042", "another file", OnnxFiles.external(secret.toString()));
    refused("SP-MODEL-0042", "another file", OnnxFiles.external(folder.relativize(secret).toString()));
  }

  @Test
  void operatorsThatNeedALibraryAreRefused() {
    refused("SP-MODEL-0042", "com.acme", OnnxFiles.operator("Identity", "com.acme"));
    refused("SP-MODEL-0042", "EPContext", OnnxFiles.operator("EPContext", "com.microsoft"));
    refused("SP-MODEL-0086", "com.microsoft:Unheard", OnnxFiles.operator("Unheard", "com.microsoft"));
    loads(OnnxFiles.operator("Identity", ""));
  }

  @Test
  void whatNestsTooDeepIsRefused() {
    refused("SP-MODEL-0042", "nested", OnnxFiles.nested(40));
    loads(OnnxFiles.nested(5));
  }

  private void refused(String code, String what, byte[] bytes) {
    ModelFile file = OnnxFiles.file("bad", bytes, List.of(OnnxFiles.X), List.of(OnnxFiles.Y));
    RefusedException refused = assertThrows(RefusedException.class, () -> engine.load(file));
    assertEquals(code, refused.refusal().code(), refused.getMessage());
    assertTrue(refused.getMessage().contains(what), refused.getMessage());
  }

  /** The negative twin: the same kind of file, well-behaved. */
  private void loads(byte[] bytes) {
    try (LoadedModel model = engine.load(OnnxFiles.file("good", bytes, List.of(OnnxFiles.X), List.of(OnnxFiles.Y)))) {
      assertEquals(3, model.run(Map.of("x", Tensor.ofFloats(Shape.of(1, 4), new float[] {1, 2, 3, 4}))).get("y").floats().get(2));
    }
  }

  @Test
  void outputsOfAnotherShapeThanDeclaredFailTheRun() {
    TensorSpec two = new TensorSpec("y", DataType.FP32, Shape.of(2, 4));
    ModelFile file = OnnxFiles.file("reshape", OnnxFiles.reshape(), List.of(OnnxFiles.X, OnnxFiles.TARGET), List.of(new TensorSpec("y", DataType.FP32, Shape.of(Shape.DYNAMIC, 4))));
    ModelFile narrower = OnnxFiles.file("reshape", OnnxFiles.reshape(), file.inputs(), List.of(two));
    try (LoadedModel model = engine.load(file); LoadedModel other = engine.load(narrower)) {
      assertEquals(Shape.of(1, 4), model.run(target(1, 4)).get("y").shape());
      assertThrows(EngineException.class, () -> model.run(target(2, 4)));
      assertThrows(EngineException.class, () -> model.run(target(2, 2)));
      assertThrows(EngineException.class, () -> other.run(target(1, 4)));
      assertEquals(Shape.of(1, 4), model.run(target(1, 4)).get("y").shape());
    }
  }

  /** How much it is shows only when it is there; the model goes on. */
  @Test
  void outputsBeyondTheLimitFailTheCallAlone() {
    TensorSpec y = new TensorSpec("y", DataType.FP32, Shape.of(Shape.DYNAMIC, 4));
    try (LoadedModel model = engine.load(OnnxFiles.file("much", OnnxFiles.repeats(), List.of(OnnxFiles.TRIPS, OnnxFiles.X), List.of(y)))) {
      TooMuchException refused = assertThrows(TooMuchException.class, () -> model.run(trips(ModelFile.LARGEST_OUTPUTS / (4 * Float.BYTES) + 1)));
      assertEquals("SP-MODEL-0083", refused.refusal().orElseThrow().code());
      assertEquals(Shape.of(7, 4), model.run(trips(7)).get("y").shape());
    }
  }

  /** Of a fixed shape, before anything is loaded. */
  @Test
  void fixedOutputsBeyondTheLimitAreRefused() {
    TensorSpec y = new TensorSpec("y", DataType.FP32, Shape.of(1 << 27));
    assertEquals("SP-MODEL-0082", assertThrows(RefusedException.class, () -> OnnxFiles.file("much", OnnxFiles.steady(), List.of(OnnxFiles.X, OnnxFiles.TARGET), List.of(y))).refusal().code());
  }

  static Map<String, Tensor> target(long... extents) {
    Tensor target = Tensor.allocate(DataType.INT64, Shape.of(2));
    target.data().asLongBuffer().put(extents);
    return Map.of("x", Tensor.ofFloats(Shape.of(1, 4), new float[] {1, 2, 3, 4}), "target", target);
  }

  /** More outputs than fit one common block: each keeps its own content. */
  @Test
  void outputsDoNotShareMemory() {
    try (LoadedModel model = engine.load(looping())) {
      List<Tensor> kept = new java.util.ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        Map<String, Tensor> inputs = Map.of("trips", trips(1).get("trips"), "x", Tensor.ofFloats(Shape.of(1, 4), new float[] {i, i, i, i}));
        kept.add(model.run(inputs, in(Duration.ofSeconds(20))).get("y"));
      }
      for (int i = 0; i < kept.size(); i++) {
        assertEquals(i, kept.get(i).floats().get(0));
        assertEquals(i, kept.get(i).floats().get(3));
      }
    }
  }
}
