package com.acme.modbus;

/** The four tables of a Modbus unit. */
enum Table {
  /** Read-write bits, function 1. */
  COIL(2000, true),
  /** Read-only bits, function 2. */
  DISCRETE(2000, true),
  /** Read-write registers, function 3. */
  HOLDING(125, false),
  /** Read-only registers, function 4. */
  INPUT(125, false);

  private final int most;
  private final boolean bits;

  Table(int most, boolean bits) {
    this.most = most;
    this.bits = bits;
  }

  /** Most entries that one request may ask for. */
  int most() {
    return most;
  }

  boolean isBits() {
    return bits;
  }
}
