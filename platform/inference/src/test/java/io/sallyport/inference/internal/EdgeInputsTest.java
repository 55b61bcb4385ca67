package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeInputsTest {
  private static final TensorSpec FLOATS = new TensorSpec("x", DataType.FP32, Shape.of(Shape.DYNAMIC, 2));
  private static final TensorSpec WHOLE = new TensorSpec("n", DataType.INT64, Shape.of(2));
  private static final TensorSpec SMALL = new TensorSpec("b", DataType.INT8, Shape.of(1));

  @Test
  void fractionsAreNoughtOnly() {
    List<Map<String, Tensor>> all = EdgeInputs.of(List.of(FLOATS));
    assertEquals(1, all.size());
    assertEquals(Shape.of(1, 2), all.get(0).get("x").shape());
    assertEquals(0, all.get(0).get("x").floats().get(1));
  }

  @Test
  void wholeNumbersAreNoughtMinusOneAndTheLeast() {
    List<Map<String, Tensor>> all = EdgeInputs.of(List.of(FLOATS, WHOLE, SMALL));
    assertEquals(List.of(0L, -1L, Long.MIN_VALUE), all.stream().map(inputs -> inputs.get("n").data().getLong(Long.BYTES)).toList());
    assertEquals(List.of((byte) 0, (byte) -1, Byte.MIN_VALUE), all.stream().map(inputs -> inputs.get("b").data().get(0)).toList());
    assertTrue(all.stream().allMatch(inputs -> inputs.get("x").floats().get(0) == 0));
  }
}
