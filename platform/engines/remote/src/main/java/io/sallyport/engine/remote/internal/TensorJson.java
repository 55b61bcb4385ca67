package io.sallyport.engine.remote.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Tensors as lists of numbers, and back. */
final class TensorJson {
  private static final int DEEPEST = 16;

  private TensorJson() {}

  /** In row-major order; floats with as many digits as they need. */
  static List<Object> values(Tensor tensor) {
    ByteBuffer data = tensor.data();
    List<Object> values = new ArrayList<>(data.remaining() / tensor.type().bytes());
    while (data.hasRemaining()) {
      values.add(switch (tensor.type()) {
        case BOOL -> data.get() != 0;
        case INT8 -> (long) data.get();
        case UINT8 -> (long) (data.get() & 0xff);
        case INT32 -> (long) data.getInt();
        case INT64 -> data.getLong();
        case FP32 -> Double.valueOf(Float.toString(data.getFloat()));
        case FP64 -> data.getDouble();
      });
    }
    return values;
  }

  /** Fills a tensor with flat or nested values. @throws IllegalArgumentException if they are too many, too few or of another type */
  static void fill(Tensor tensor, List<?> values) {
    ByteBuffer data = tensor.data();
    fill(tensor.type(), data, values, 0);
    if (data.hasRemaining()) {
      throw new IllegalArgumentException("there are fewer values than the shape says");
    }
  }

  private static void fill(DataType type, ByteBuffer data, List<?> values, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("values are nested too deep");
    }
    for (Object value : values) {
      if (value instanceof List<?> inner) {
        fill(type, data, inner, depth + 1);
      } else if (!data.hasRemaining()) {
        throw new IllegalArgumentException("there are more values than the shape says");
      } else {
        put(type, data, value);
      }
    }
  }

  private static void put(DataType type, ByteBuffer data, Object value) {
    switch (type) {
      case BOOL -> data.put((byte) (value instanceof Boolean truth ? truth ? 1 : 0 : whole(value, 0, 1)));
      case INT8 -> data.put((byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case UINT8 -> data.put((byte) whole(value, 0, 255));
      case INT32 -> data.putInt((int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case INT64 -> data.putLong(whole(value, Long.MIN_VALUE, Long.MAX_VALUE));
      case FP32 -> data.putFloat(number(value).floatValue());
      case FP64 -> data.putDouble(number(value).doubleValue());
    }
  }

  private static Number number(Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("a value is not a number");
  }

  private static long whole(Object value, long least, long most) {
    if (value instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw new IllegalArgumentException("a value is not a whole number from " + least + " to " + most);
  }
}
