package io.sallyport.engine.onnx.internal;

/** Types of elements, as {@code onnx.proto} numbers them. */
enum ElementType {
  UNKNOWN(0, 0), FLOAT(1, 4), UINT8(2, 1), INT8(3, 1), UINT16(4, 2), INT16(5, 2), INT32(6, 4), INT64(7, 8), STRING(8, 0), BOOL(9, 1), FLOAT16(10, 2), DOUBLE(11, 8), UINT32(12, 4), UINT64(13, 8), BFLOAT16(16, 2),
  /** One of those that no division takes, or that came after this was written. */
  OTHER(-1, 0);

  private final int number;
  private final int bytes;

  ElementType(int number, int bytes) {
    this.number = number;
    this.bytes = bytes;
  }

  static ElementType of(long number) {
    for (ElementType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return OTHER;
  }

  /** Of one element; 0 where that is not fixed. */
  int bytes() {
    return bytes;
  }

  boolean isKnown() {
    return this != UNKNOWN;
  }

  /** Division of these never ends a process. */
  boolean isFloating() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }

  /** Whether it is of whole numbers that fit signed ones of 64 bits. */
  boolean isFollowed() {
    return bytes > 0 && !isFloating() && this != UINT64;
  }

  /** The numbers that there are of it; of unsigned ones of 64 bits, as if they were signed. */
  Whole range() {
    return switch (this) {
      case BOOL -> Whole.between(0, 1);
      case UINT8 -> Whole.between(0, 0xff);
      case INT8 -> Whole.between(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case UINT16 -> Whole.between(0, 0xffff);
      case INT16 -> Whole.between(Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> Whole.between(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case UINT32 -> Whole.between(0, 0xffff_ffffL);
      default -> Whole.ANY;
    };
  }

  /** Whether the lowest number divided by minus one ends a process: what is shorter is computed in 32 bits, where the quotient has room. */
  boolean trapsAtMinusOne() {
    return this == INT32 || this == INT64 || this == UNKNOWN || this == OTHER;
  }
}
