package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteTest {
  /** Around a block: less, one, more, several and a rest. */
  private static final int[] SIZES = {1, 2, 255, Finite.BLOCK / 2 + 1, Finite.BLOCK, Finite.BLOCK + 1, 2 * Finite.BLOCK + 7};
  private static final int MOST_PLACES = 200;

  /** Zeros, ones, the largest, the smallest normal and denormal ones, the last denormal one, infinities, quiet and signalling NaN with either sign. */
  @ParameterizedTest
  @ValueSource(ints = {0, 0x8000_0000, 0x3f80_0000, 0xbf80_0000, 0x7f7f_ffff, 0xff7f_ffff, 0x0080_0000, 0x0000_0001, 0x807f_ffff, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0xffc0_0000,
      0x7f80_0001, 0xff80_0001, 0x7fff_ffff, 0xffff_ffff, 0x7fbf_ffff})
  void oneFloatAnywhere(int bits) {
    boolean finite = Float.isFinite(Float.intBitsToFloat(bits));
    for (int size : SIZES) {
      Tensor tensor = filled(DataType.FP32, size);
      ByteBuffer data = tensor.data();
      for (int at = size - 1; at >= 0; at -= 1 + size / MOST_PLACES) {
        int former = data.getInt(at * Float.BYTES);
        data.putInt(at * Float.BYTES, bits);
        assertEquals(finite, Finite.all(tensor), () -> "bits " + Integer.toHexString(bits) + " among " + size);
        data.putInt(at * Float.BYTES, former);
      }
      assertTrue(Finite.all(tensor), "nothing stays of what was seen before");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0x8000_0000_0000_0000L, 0x3ff0_0000_0000_0000L, 0x7fef_ffff_ffff_ffffL, 0xffef_ffff_ffff_ffffL, 0x0010_0000_0000_0000L, 1, 0x800f_ffff_ffff_ffffL,
      0x7ff0_0000_0000_0000L, 0xfff0_0000_0000_0000L, 0x7ff8_0000_0000_0000L, 0xfff8_0000_0000_0000L, 0x7ff0_0000_0000_0001L, 0xfff0_0000_0000_0001L, 0x7ff0_0000_7fff_ffffL, -1})
  void oneDoubleAnywhere(long bits) {
    boolean finite = Double.isFinite(Double.longBitsToDouble(bits));
    for (int size : SIZES) {
      Tensor tensor = filled(DataType.FP64, size);
      ByteBuffer data = tensor.data();
      for (int at = size - 1; at >= 0; at -= 1 + size / MOST_PLACES) {
        long former = data.getLong(at * Double.BYTES);
        data.putLong(at * Double.BYTES, bits);
        assertEquals(finite, Finite.all(tensor), () -> "bits " + Long.toHexString(bits) + " among " + size);
        data.putLong(at * Double.BYTES, former);
      }
      assertTrue(Finite.all(tensor), "nothing stays of what was seen before");
    }
  }

  /** Numbers of all exponents. */
  private static Tensor filled(DataType type, int size) {
    Tensor tensor = Tensor.allocate(type, Shape.of(size));
    for (int i = 0; i < size; i++) {
      if (type == DataType.FP32) {
        tensor.data().putInt(i * Float.BYTES, (i % 0xff) << 23 | i & 1 << 31 | i);
      } else {
        tensor.data().putLong(i * Double.BYTES, (long) (i % 0x7ff) << 52 | i);
      }
    }
    return tensor;
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
