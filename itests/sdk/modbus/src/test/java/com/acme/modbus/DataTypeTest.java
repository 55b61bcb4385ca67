package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataTypeTest {
  @Test
  void sixteenBits() {
    byte[] bytes = {0, 0, (byte) 0xFF, (byte) 0x85};
    assertEquals(-123, DataType.INT16.decode(bytes, 1, WordOrder.ABCD));
    assertEquals(65_413, DataType.UINT16.decode(bytes, 1, WordOrder.ABCD));
    assertEquals(0x85FF, DataType.UINT16.decode(bytes, 1, WordOrder.DCBA));
  }

  @Test
  void thirtyTwoBits() {
    byte[] bytes = {(byte) 0x89, (byte) 0xAB, (byte) 0xCD, (byte) 0xEF};
    assertEquals(0x89ABCDEFL, DataType.UINT32.decode(bytes, 0, WordOrder.ABCD));
    assertEquals(0xCDEF89ABL, DataType.UINT32.decode(bytes, 0, WordOrder.CDAB));
    assertEquals(0xAB89EFCDL, DataType.UINT32.decode(bytes, 0, WordOrder.BADC));
    assertEquals(0xEFCDAB89L, DataType.UINT32.decode(bytes, 0, WordOrder.DCBA));
    assertEquals(0x89ABCDEF, DataType.INT32.decode(bytes, 0, WordOrder.ABCD));
  }

  /** What a device in that order sends is what comes out, for every order and both widths. */
  @ParameterizedTest
  @EnumSource(WordOrder.class)
  void floats(WordOrder order) {
    assertEquals(-12.345678f, (float) DataType.FLOAT32.decode(sent(ByteBuffer.allocate(4).putFloat(-12.345678f).array(), order), 0, order));
    assertEquals(Math.PI, DataType.FLOAT64.decode(sent(ByteBuffer.allocate(8).putDouble(Math.PI).array(), order), 0, order));
    assertTrue(Double.isNaN(DataType.FLOAT32.decode(sent(ByteBuffer.allocate(4).putFloat(Float.NaN).array(), order), 0, order)));
  }

  @Test
  void bits() {
    byte[] bytes = {0b0000_0101, (byte) 0b1000_0000};
    assertEquals(1, DataType.BOOL.decode(bytes, 0, WordOrder.ABCD));
    assertEquals(0, DataType.BOOL.decode(bytes, 1, WordOrder.ABCD));
    assertEquals(1, DataType.BOOL.decode(bytes, 2, WordOrder.ABCD));
    assertEquals(1, DataType.BOOL.decode(bytes, 15, WordOrder.ABCD));
  }

  /** A device's bytes, made without the class under test: the letters of the order name the places. */
  private static byte[] sent(byte[] number, WordOrder order) {
    byte[] sent = new byte[number.length];
    for (int i = 0; i < number.length; i++) {
      int source = switch (order) {
        case ABCD -> i;
        case CDAB -> number.length - 2 - i / 2 * 2 + i % 2;
        case BADC -> i ^ 1;
        case DCBA -> number.length - 1 - i;
      };
      sent[i] = number[source];
    }
    return sent;
  }
}
