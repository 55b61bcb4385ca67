package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OnnxJavaType;
import io.sallyport.api.tensor.DataType;
import java.util.Optional;

/** ONNX Runtime's element types and ours. */
final class Types {
  private Types() {}

  static OnnxJavaType of(DataType type) {
    return switch (type) {
      case BOOL -> OnnxJavaType.BOOL;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT8 -> OnnxJavaType.INT8;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case FP32 -> OnnxJavaType.FLOAT;
      case FP64 -> OnnxJavaType.DOUBLE;
    };
  }

  /** Empty for types that Sallyport has not. */
  static Optional<DataType> of(OnnxJavaType type) {
    return switch (type) {
      case BOOL -> Optional.of(DataType.BOOL);
      case UINT8 -> Optional.of(DataType.UINT8);
      case INT8 -> Optional.of(DataType.INT8);
      case INT32 -> Optional.of(DataType.INT32);
      case INT64 -> Optional.of(DataType.INT64);
      case FLOAT -> Optional.of(DataType.FP32);
      case DOUBLE -> Optional.of(DataType.FP64);
      default -> Optional.empty();
    };
  }
}
