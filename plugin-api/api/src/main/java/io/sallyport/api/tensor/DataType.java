package io.sallyport.api.tensor;

import java.util.Locale;

/** Element types, named as in the Open Inference Protocol (version 2, "Tensor Data Types"). */
public enum DataType {
  BOOL(1), UINT8(1), INT8(1), INT32(4), INT64(8), FP32(4), FP64(8);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element, in bytes. */
  public int bytes() {
    return bytes;
  }

  /** @throws IllegalArgumentException if the name is not one of this enum's, in any case */
  public static DataType of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
