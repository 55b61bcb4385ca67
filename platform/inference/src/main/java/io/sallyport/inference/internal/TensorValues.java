package io.sallyport.inference.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;

/** Values of tensors as doubles, and back; for golden vectors and small outputs. */
public final class TensorValues {
  private TensorValues() {}

  public static double at(Tensor tensor, ByteBuffer data, int index) {
    DataType type = tensor.type();
    int offset = index * type.bytes();
    return switch (type) {
      case BOOL, INT8 -> data.get(offset);
      case UINT8 -> data.get(offset) & 0xff;
      case INT32 -> data.getInt(offset);
      case INT64 -> data.getLong(offset);
      case FP32 -> data.getFloat(offset);
      case FP64 -> data.getDouble(offset);
    };
  }

  public static int count(Tensor tensor) {
    return Math.toIntExact(tensor.shape().elements());
  }

  /** A tensor of the declared type and (concrete) shape. */
  public static Tensor of(TensorSpec spec, List<Double> values) {
    Tensor tensor = Tensor.allocate(spec.type(), spec.shape());
    ByteBuffer data = tensor.data();
    for (double value : values) {
      switch (spec.type()) {
        case BOOL, INT8, UINT8 -> data.put((byte) value);
        case INT32 -> data.putInt((int) value);
        case INT64 -> data.putLong((long) value);
        case FP32 -> data.putFloat((float) value);
        case FP64 -> data.putDouble(value);
      }
    }
    return tensor;
  }
}
