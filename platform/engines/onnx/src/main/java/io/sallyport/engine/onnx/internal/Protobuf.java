package io.sallyport.engine.onnx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of one protobuf message, strictly, in place. For one thread. */
final class Protobuf {
  static final int VARINT = 0;
  static final int BYTES = 2;
  private static final int FIXED64 = 1;
  private static final int FIXED32 = 5;
  private static final int MOST_VARINT_BITS = 64;

  /** The bytes are no protobuf message. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message, null, false, false);
    }
  }

  private final ByteBuffer data;
  private int field;
  private int type;
  private long number;
  private ByteBuffer bytes;

  Protobuf(ByteBuffer data) {
    this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; false at the end. */
  boolean next() throws MalformedException {
    if (!data.hasRemaining()) {
      return false;
    }
    long key = varint();
    field = (int) (key >>> 3);
    type = (int) (key & 7);
    if (key >>> 3 == 0 || key >>> 32 != 0) {
      throw new MalformedException("a field has the number " + (key >>> 3));
    }
    switch (type) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case BYTES -> {
        long length = varint();
        int begin = data.position();
        skip(length);
        bytes = data.slice(begin, (int) length);
      }
      default -> throw new MalformedException("a field is of the unknown kind " + type);
    }
    return true;
  }

  /** Whether the current field is this one, and of this kind. */
  boolean is(int number, int kind) {
    return field == number && type == kind;
  }

  /** Of a {@link #VARINT}. */
  long number() {
    return number;
  }

  /** Of {@link #BYTES}, a view. */
  ByteBuffer bytes() {
    return bytes;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  /** Numbers one after the other, as repeated ones are packed. */
  static List<Long> varints(ByteBuffer packed) throws MalformedException {
    Protobuf numbers = new Protobuf(packed);
    List<Long> all = new ArrayList<>();
    while (numbers.data.hasRemaining()) {
      all.add(numbers.varint());
    }
    return all;
  }

  private long varint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < MOST_VARINT_BITS && data.hasRemaining(); shift += 7) {
      byte next = data.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number does not end");
  }

  private void skip(long length) throws MalformedException {
    if (length < 0 || length > data.remaining()) {
      throw new MalformedException("a field of " + length + " bytes is longer than what is there");
    }
    data.position(data.position() + (int) length);
  }
}
