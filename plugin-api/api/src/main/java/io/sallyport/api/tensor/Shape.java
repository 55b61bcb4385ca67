package io.sallyport.api.tensor;

import java.util.Arrays;

/** Extents of a tensor, outermost first. Immutable. {@link #DYNAMIC} stands for "any extent" in a {@link TensorSpec} only. */
public final class Shape {
  /** An extent that is fixed only by the tensor that is passed. */
  public static final long DYNAMIC = -1;

  private final long[] extents;

  private Shape(long[] extents) {
    this.extents = extents;
  }

  /**
   * @param extents zero or more extents, each positive or {@link #DYNAMIC}; none means a scalar
   * @throws IllegalArgumentException on a zero or any other negative extent
   */
  public static Shape of(long... extents) {
    for (long extent : extents) {
      if (extent < 1 && extent != DYNAMIC) {
        throw new IllegalArgumentException("extent " + extent + " in shape " + Arrays.toString(extents) + " is neither positive nor DYNAMIC");
      }
    }
    return new Shape(extents.clone());
  }

  public int rank() {
    return extents.length;
  }

  /** @throws IndexOutOfBoundsException if {@code axis} is not in 0 … rank-1 */
  public long extent(int axis) {
    return extents[axis];
  }

  /** A copy of the extents. */
  public long[] toArray() {
    return extents.clone();
  }

  public boolean isDynamic() {
    for (long extent : extents) {
      if (extent == DYNAMIC) {
        return true;
      }
    }
    return false;
  }

  /**
   * Number of elements; 1 for a scalar.
   *
   * @throws IllegalStateException if the shape is dynamic
   * @throws ArithmeticException if the count exceeds a long
   */
  public long elements() {
    long count = 1;
    for (long extent : extents) {
      if (extent == DYNAMIC) {
        throw new IllegalStateException("shape " + this + " is dynamic");
      }
      count = Math.multiplyExact(count, extent);
    }
    return count;
  }

  /** Whether a tensor of the given shape fits this one: same rank, and each extent equal or dynamic here. */
  public boolean accepts(Shape concrete) {
    if (concrete.extents.length != extents.length) {
      return false;
    }
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] != DYNAMIC && extents[axis] != concrete.extents[axis]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}
