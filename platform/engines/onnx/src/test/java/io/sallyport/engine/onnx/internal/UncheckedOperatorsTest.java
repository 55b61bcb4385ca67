package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Operators that ONNX Runtime does not check, before it sees them, and what they do when nobody looks. */
class UncheckedOperatorsTest {
  @TempDir
  Path directory;

  private static ModelFile file(byte[] bytes) {
    return OnnxFiles.file("net", bytes, List.of(OnnxFiles.X), List.of(OnnxFiles.Y));
  }

  private static Stream<DynamicTest> refused(String code, Map<String, byte[]> nets) {
    return nets.entrySet().stream().map(net -> DynamicTest.dynamicTest(net.getKey(), () -> {
      RefusedException refused = assertThrows(RefusedException.class, () -> OnnxGuard.check(file(net.getValue())));
      assertEquals(code, refused.refusal().code(), refused.getMessage());
    }));
  }

  @TestFactory
  Stream<DynamicTest> whatACallCouldEndAProcessByIsRefused() {
    return refused("SP-MODEL-0085", UncheckedNets.deadly());
  }

  @TestFactory
  Stream<DynamicTest> whatReadsWhatIsNotItsOwnIsRefused() {
    return refused("SP-MODEL-0085", UncheckedNets.reading());
  }

  @TestFactory
  Stream<DynamicTest> whatIsCheckedOrConstantIsTaken() {
    return UncheckedNets.harmless().entrySet().stream().map(net -> DynamicTest.dynamicTest(net.getKey(), () -> OnnxGuard.check(file(net.getValue()))));
  }

  /** The negative twin: what the refused nets do to a JVM that nothing keeps from them. That the harmless ones do not is tested with those that divide. */
  @Test
  void whatIsRefusedEndsAJvm() throws Exception {
    List<String> names = Stream.of(UncheckedNets.deadly(), UncheckedNets.untried()).flatMap(nets -> nets.keySet().stream()).toList();
    for (String name : names) {
      Fork fork = Fork.run(directory, RunRaw.class, name);
      assertTrue(fork.status() != 0 && !fork.output().contains("Exception in thread"), () -> name + ": " + fork.status() + ", " + fork.output());
    }
  }

  /** Pictures of a fixed size, or at least of one, windows and steps say what is left. */
  @Test
  void windowsThatFitLeaveSomething() {
    TensorSpec picture = new TensorSpec("x", DataType.FP32, Shape.of(1, 1, 8, 8));
    TensorSpec normal = new TensorSpec("y", DataType.FP32, Shape.of(1, 4, 3, 3));
    try (LoadedModel model = TestEngine.get().load(OnnxFiles.file("net", UncheckedNets.normalised(8, 3), List.of(picture), List.of(normal)))) {
      assertEquals(normal.shape(), model.run(Map.of("x", Tensor.allocate(DataType.FP32, picture.shape()))).get("y").shape());
    }
    assertEquals("SP-MODEL-0085", assertThrows(RefusedException.class, () -> OnnxGuard.check(file(UncheckedNets.normalised(8, 8)))).refusal().code(), "one is left, in which two do not fit");
    assertEquals("SP-MODEL-0085", assertThrows(RefusedException.class, () -> OnnxGuard.check(file(UncheckedNets.normalised(-1, 3)))).refusal().code(), "a call may send one of one");
  }
}
