package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputCheckTest {
  private static final List<TensorSpec> ROWS = List.of(new TensorSpec("x", DataType.FP32, Shape.of(Shape.DYNAMIC, 2)));
  private static final Tensor GOOD = Tensor.ofFloats(Shape.of(1, 2), new float[] {1, 2});

  @Test
  void whatIsDeclaredPasses() {
    assertEquals("", code(new InputCheck(ROWS), Map.of("x", GOOD)));
    assertEquals("", code(new InputCheck(ROWS), Map.of("x", Tensor.ofFloats(Shape.of(2, 2), new float[4]))));
  }

  @Test
  void missingUnknownAndIllShapedInputsAreNamed() {
    InputCheck check = new InputCheck(ROWS);
    assertEquals("SP-INFER-0002", code(check, Map.of()));
    assertEquals("SP-INFER-0002", code(check, Map.of("x", GOOD, "y", GOOD)));
    assertEquals("SP-INFER-0002", code(check, Map.of("x", Tensor.ofFloats(Shape.of(2), new float[2]))));
    assertTrue(check.fault(Map.of("y", GOOD)).orElseThrow().what().contains("x is missing"));
  }

  @Test
  void aValueThatIsNotFinitePassesOnlyWhereTheModelTakesIt() {
    Map<String, Tensor> gap = Map.of("x", Tensor.ofFloats(Shape.of(1, 2), new float[] {1, Float.NaN}));
    assertEquals("SP-INFER-0003", code(new InputCheck(ROWS), gap));
    assertEquals("", code(new InputCheck(ROWS, true), gap));
  }

  /** One block of zeros serves as both inputs: each is half of what a call may bring, and with one more row it is too much. */
  @Test
  void whatIsTooLargeIsRefusedBeforeItsValuesAreLookedAt() {
    List<TensorSpec> two = List.of(new TensorSpec("a", DataType.UINT8, Shape.of(Shape.DYNAMIC)), new TensorSpec("b", DataType.UINT8, Shape.of(Shape.DYNAMIC)));
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) (InputCheck.LARGEST / 2) + 1);
    Tensor half = Tensor.of(DataType.UINT8, Shape.of(InputCheck.LARGEST / 2), zeros.slice(0, (int) (InputCheck.LARGEST / 2)));
    Tensor more = Tensor.of(DataType.UINT8, Shape.of(InputCheck.LARGEST / 2 + 1), zeros);
    assertEquals("", code(new InputCheck(two), Map.of("a", half, "b", half)));
    assertEquals("SP-INFER-0024", code(new InputCheck(two), Map.of("a", half, "b", more)));
  }

  private static String code(InputCheck check, Map<String, Tensor> inputs) {
    Optional<InputCheck.Fault> fault = check.fault(inputs);
    return fault.map(InputCheck.Fault::code).orElse("");
  }
}
