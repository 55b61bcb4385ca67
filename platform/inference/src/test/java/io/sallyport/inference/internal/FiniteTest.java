package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1, -1, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void findsWhatIsNotFinite(double value) {
    for (int size : new int[] {1, 1_024, 2_500}) {
      Tensor floats = Tensor.allocate(DataType.FP32, Shape.of(size));
      Tensor doubles = Tensor.allocate(DataType.FP64, Shape.of(size));
      floats.floats().put(size - 1, (float) value);
      doubles.data().asDoubleBuffer().put(size - 1, value);
      assertEquals(Double.isFinite(value), Finite.all(floats));
      assertEquals(Double.isFinite(value), Finite.all(doubles));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOOL", "UINT8", "INT8", "INT32", "INT64"})
  void integersAlwaysAre(String type) {
    Tensor tensor = Tensor.allocate(DataType.of(type), Shape.of(8));
    for (int i = 0; i < tensor.data().capacity(); i++) {
      tensor.data().put(i, (byte) 0xff);
    }
    assertTrue(Finite.all(tensor));
  }
}
