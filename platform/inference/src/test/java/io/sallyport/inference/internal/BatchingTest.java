package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.EngineException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchingTest {
  private static TensorSpec spec(long... extents) {
    return new TensorSpec("t", DataType.FP32, Shape.of(extents));
  }

  @Test
  void onlyWhereEveryFirstExtentIsDynamic() {
    assertTrue(Batching.of(List.of(spec(-1, 2)), List.of(spec(-1)), 8).isPossible());
    assertFalse(Batching.of(List.of(spec(-1, 2)), List.of(spec(-1)), 1).isPossible());
    assertFalse(Batching.of(List.of(spec(-1, 2), spec(1, 2)), List.of(spec(-1)), 8).isPossible());
    assertFalse(Batching.of(List.of(spec(-1, 2)), List.of(spec(1)), 8).isPossible());
    assertFalse(Batching.of(List.of(spec(2, -1)), List.of(spec(-1)), 8).isPossible());
    assertFalse(Batching.of(List.of(spec()), List.of(spec(-1)), 8).isPossible());
  }

  @Test
  void onlyWhatIsAlike() {
    Map<String, Tensor> two = Map.of("t", Tensor.allocate(DataType.FP32, Shape.of(3, 2)));
    assertTrue(Batching.fit(two, Map.of("t", Tensor.allocate(DataType.FP32, Shape.of(1, 2)))));
    assertFalse(Batching.fit(two, Map.of("t", Tensor.allocate(DataType.FP32, Shape.of(3, 4)))));
    assertFalse(Batching.fit(two, Map.of("t", Tensor.allocate(DataType.FP32, Shape.of(3)))));
  }

  @Test
  void largeInputsAndFullBatchesLeaveNoRoom() {
    Batching batching = Batching.of(List.of(spec(-1, -1)), List.of(spec(-1)), 8);
    assertEquals(7, batching.room(Map.of("t", Tensor.allocate(DataType.FP32, Shape.of(1, 16)))));
    assertEquals(0, batching.room(Map.of("t", Tensor.allocate(DataType.FP32, Shape.of(9, 16)))));
    assertTrue(batching.room(Map.of("t", Tensor.allocate(DataType.FP32, Shape.of(1, 3 * 224 * 224)))) <= 0);
    Map<String, Tensor> uneven = Map.of("a", Tensor.allocate(DataType.FP32, Shape.of(1, 2)), "b", Tensor.allocate(DataType.FP32, Shape.of(2, 2)));
    assertEquals(0, batching.room(uneven));
  }

  @Test
  void joinsAndSplitsSeveralTensors() {
    Batching batching = Batching.of(List.of(spec(-1, 3)), List.of(spec(-1)), 8);
    List<Map<String, Tensor>> calls = List.of(call(1, 10), call(2, 20));
    try (Batching.Joined joined = batching.join(calls)) {
      assertEquals(Shape.of(3, 3), joined.inputs().get("a").shape());
      List<Map<String, Tensor>> apart = Batching.split(joined.inputs(), calls);
      for (int i = 0; i < calls.size(); i++) {
        for (String name : List.of("a", "b")) {
          assertEquals(calls.get(i).get(name).data(), apart.get(i).get(name).data());
          assertEquals(calls.get(i).get(name).shape(), apart.get(i).get(name).shape());
        }
      }
      assertThrows(EngineException.class, () -> Batching.split(joined.inputs(), List.of(calls.get(0))));
    }
  }

  private static Map<String, Tensor> call(int rows, float base) {
    Tensor a = Tensor.allocate(DataType.FP32, Shape.of(rows, 3));
    Tensor b = Tensor.allocate(DataType.FP64, Shape.of(rows, 1));
    for (int i = 0; i < rows * 3; i++) {
      a.floats().put(i, base + i);
    }
    b.data().asDoubleBuffer().put(0, base);
    return Map.of("a", a, "b", b);
  }
}
