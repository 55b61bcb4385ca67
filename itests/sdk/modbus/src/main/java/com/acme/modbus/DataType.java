package com.acme.modbus;

/** What a number is made of. */
enum DataType {
  /** One bit of a coil or discrete input: 0 or 1. */
  BOOL(0),
  INT16(1), UINT16(1), INT32(2), UINT32(2), FLOAT32(2), FLOAT64(4);

  private final int registers;

  DataType(int registers) {
    this.registers = registers;
  }

  /** Entries of its table that it takes: one bit, or 1 to 4 registers. */
  int entries() {
    return this == BOOL ? 1 : registers;
  }

  boolean isBit() {
    return this == BOOL;
  }

  /**
   * Reads a number from a response.
   *
   * @param bytes a response's data: registers, or bits with the first in the lowest place
   * @param index entry of the response at which the number begins, from 0
   */
  double decode(byte[] bytes, int index, WordOrder order) {
    if (this == BOOL) {
      return bytes[index / 8] >> index % 8 & 1;
    }
    long bits = order.assemble(bytes, 2 * index, registers);
    return switch (this) {
      case INT16 -> (short) bits;
      case INT32 -> (int) bits;
      case UINT16, UINT32 -> bits;
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
      case BOOL -> throw new AssertionError(this);
    };
  }
}
