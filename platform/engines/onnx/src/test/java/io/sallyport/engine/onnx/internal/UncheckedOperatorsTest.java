package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.List;
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

  @TestFactory
  Stream<DynamicTest> whatACallCouldEndAProcessByIsRefused() {
    return UncheckedNets.deadly().entrySet().stream().map(net -> DynamicTest.dynamicTest(net.getKey(), () -> {
      RefusedException refused = assertThrows(RefusedException.class, () -> OnnxGuard.check(file(net.getValue())));
      assertEquals("SP-MODEL-0085", refused.refusal().code(), refused.getMessage());
    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsCheckedOrConstantIsTaken() {
    return UncheckedNets.harmless().entrySet().stream().map(net -> DynamicTest.dynamicTest(net.getKey(), () -> OnnxGuard.check(file(net.getValue()))));
  }

  /** The negative twin: what the refused nets do to a JVM that nothing keeps from them. That the harmless ones do not is tested with those that divide. */
  @Test
  void whatIsRefusedEndsAJvm() throws Exception {
    for (String name : UncheckedNets.deadly().keySet()) {
      Fork fork = Fork.run(directory, RunRaw.class, name);
      assertTrue(fork.status() != 0 && !fork.output().contains("Exception in thread"), () -> name + ": " + fork.status() + ", " + fork.output());
    }
  }
}
