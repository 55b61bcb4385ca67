package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.Protobuf.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor whose values are in the file. Immutable; a view of the file's bytes.
 *
 * @param numbers of those that are written one by one
 * @param packed those that are written as lists of varints
 * @param raw those that are written as bytes, little-endian
 * @param dense false if only some values are written, and the others are nought
 */
record OnnxConstant(ElementType type, List<Long> extents, List<Long> numbers, List<ByteBuffer> packed, ByteBuffer raw, boolean dense) {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  /** Longer lists are no shapes. */
  private static final int MOST_EXTENTS = 64;
  /** Of what has more elements, it is not looked at which. */
  private static final int MOST = 1 << 16;
  private static final int LONGEST_VARINT = 10;

  OnnxConstant {
    extents = List.copyOf(extents);
    numbers = List.copyOf(numbers);
    packed = List.copyOf(packed);
  }

  /** One number, or a list of them. */
  static OnnxConstant of(List<Long> numbers, boolean scalar) {
    return new OnnxConstant(ElementType.INT64, scalar ? List.of() : List.of((long) numbers.size()), numbers, List.of(), NONE, true);
  }

  /** The same values among noughts. */
  OnnxConstant sparse(List<Long> whole) {
    return new OnnxConstant(type, whole, numbers, packed, raw, false);
  }

  /** {@link Long#MAX_VALUE} beyond what can be counted. */
  long elements() {
    long elements = 1;
    for (long extent : extents) {
      elements = times(elements, extent);
    }
    return elements;
  }

  static long times(long one, long other) {
    return one <= 0 || other <= 0 ? 0 : one > Long.MAX_VALUE / other ? Long.MAX_VALUE : one * other;
  }

  /** Its values, if they can be extents; empty for others, and for those that are too many. */
  List<Long> shape() {
    return type == ElementType.INT64 ? written(MOST_EXTENTS) : List.of();
  }

  /** The whole numbers that it may hold; all of its type if there are too many to look at, or not those that its shape says. */
  Whole values() {
    long elements = elements();
    if (type.isFloating() || type.bytes() == 0 || !dense || elements > MOST) {
      return type.range();
    }
    List<Long> all = written(MOST);
    if (elements != all.size()) {
      return type.range();
    }
    return all.stream().map(number -> Whole.only(number).as(type)).reduce(Whole::or).orElse(Whole.only(1));
  }

  /** Empty if they are more. */
  private List<Long> written(int most) {
    int bytes = Math.max(1, type.bytes());
    long length = packed.stream().mapToLong(ByteBuffer::remaining).sum();
    if (length > (long) most * LONGEST_VARINT || numbers.size() > most || raw.remaining() / bytes > most) {
      return List.of();
    }
    List<Long> all = new ArrayList<>(numbers);
    try {
      for (ByteBuffer part : packed) {
        all.addAll(Protobuf.varints(part));
      }
    } catch (MalformedException e) {
      return List.of();
    }
    for (ByteBuffer left = raw.duplicate().order(ByteOrder.LITTLE_ENDIAN); left.remaining() >= bytes; ) {
      all.add(next(left));
    }
    return all.size() > most ? List.of() : all;
  }

  private long next(ByteBuffer from) {
    return switch (type.bytes()) {
      case 2 -> type == ElementType.UINT16 ? from.getShort() & 0xffff : from.getShort();
      case 4 -> type == ElementType.UINT32 ? from.getInt() & 0xffff_ffffL : from.getInt();
      case 8 -> from.getLong();
      default -> type == ElementType.UINT8 ? from.get() & 0xff : from.get();
    };
  }
}
