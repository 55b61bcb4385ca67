package io.sallyport.api.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void keepsFloatsLittleEndian() {
    Tensor tensor = Tensor.ofFloats(Shape.of(1, 2), new float[] {1.5f, -2f});
    assertEquals(ByteOrder.LITTLE_ENDIAN, tensor.data().order());
    assertEquals(1.5f, tensor.data().getFloat(0));
    assertEquals(-2f, tensor.floats().get(1));
  }

  @Test
  void refusesMemoryThatDoesNotFit() {
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(DataType.FP32, Shape.of(2), ByteBuffer.allocateDirect(7)));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(DataType.FP32, Shape.of(2), ByteBuffer.allocate(8)));
    assertThrows(IllegalArgumentException.class, () -> Tensor.allocate(DataType.FP64, Shape.of(1L << 40)));
    assertThrows(IllegalArgumentException.class, () -> Tensor.allocate(DataType.FP64, Shape.of(Shape.DYNAMIC)));
    assertThrows(IllegalArgumentException.class, () -> Tensor.ofFloats(Shape.of(3), new float[2]));
  }

  @Test
  void specAcceptsDynamicExtents() {
    TensorSpec spec = new TensorSpec("window", DataType.FP32, Shape.of(Shape.DYNAMIC, 64, 9));
    assertTrue(spec.accepts(Tensor.allocate(DataType.FP32, Shape.of(4, 64, 9))));
    assertFalse(spec.accepts(Tensor.allocate(DataType.FP32, Shape.of(4, 64, 8))));
    assertFalse(spec.accepts(Tensor.allocate(DataType.FP64, Shape.of(4, 64, 9))));
    assertFalse(spec.accepts(Tensor.allocate(DataType.FP32, Shape.of(64, 9))));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(0));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(-2));
  }
}
