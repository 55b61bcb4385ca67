package io.sallyport.api.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A dense tensor: direct, little-endian, row-major memory. Engines read it without copying.
 *
 * <p>The tensor itself is immutable, its memory is not: who made it may refill {@link #data()} for the next call once the
 * call that read it has returned. Not thread-safe while it is being filled; safe for any number of readers after that.
 */
public final class Tensor {
  private final DataType type;
  private final Shape shape;
  private final ByteBuffer data;

  private Tensor(DataType type, Shape shape, ByteBuffer data) {
    this.type = type;
    this.shape = shape;
    this.data = data;
  }

  /**
   * A zeroed tensor.
   *
   * @throws IllegalArgumentException if the shape is dynamic or needs 2 GiB or more
   */
  public static Tensor allocate(DataType type, Shape shape) {
    return new Tensor(type, shape, ByteBuffer.allocateDirect(byteSize(type, shape)).order(ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * A view on the caller's memory, from position to limit.
   *
   * @param data direct; its length must be exactly what type and shape need
   * @throws IllegalArgumentException if it is not direct or has another length
   */
  public static Tensor of(DataType type, Shape shape, ByteBuffer data) {
    int needed = byteSize(type, shape);
    if (!data.isDirect() || data.remaining() != needed) {
      throw new IllegalArgumentException("a " + type + " tensor of shape " + shape + " needs a direct buffer of " + needed
          + " bytes, got " + (data.isDirect() ? "" : "a heap buffer of ") + data.remaining());
    }
    return new Tensor(type, shape, data.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** A copy of the values as an {@code FP32} tensor. */
  public static Tensor ofFloats(Shape shape, float[] values) {
    Tensor tensor = allocate(DataType.FP32, shape);
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException("shape " + shape + " needs " + shape.elements() + " values, got " + values.length);
    }
    tensor.floats().put(values);
    return tensor;
  }

  public DataType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  /** A fresh little-endian view on the whole memory, position 0. */
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A fresh view on the memory as floats, position 0.
   *
   * @throws IllegalStateException unless the type is {@code FP32}
   */
  public FloatBuffer floats() {
    if (type != DataType.FP32) {
      throw new IllegalStateException("a " + type + " tensor has no floats");
    }
    return data().asFloatBuffer();
  }

  @Override
  public String toString() {
    return type + shape.toString();
  }

  private static int byteSize(DataType type, Shape shape) {
    if (shape.isDynamic()) {
      throw new IllegalArgumentException("shape " + shape + " of a tensor must not be dynamic");
    }
    try {
      return Math.toIntExact(Math.multiplyExact(shape.elements(), type.bytes()));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a " + type + " tensor of shape " + shape + " exceeds 2 GiB", e);
    }
  }
}
