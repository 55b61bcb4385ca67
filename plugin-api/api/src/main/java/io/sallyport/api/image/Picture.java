package io.sallyport.api.image;

import io.sallyport.api.tensor.Tensor;
import java.nio.ByteBuffer;

/** What is to be looked at. */
public sealed interface Picture {
  /** A PNG or a JPEG, told apart by its first bytes. @param bytes from position to limit; they must not change until the call returns */
  record Encoded(ByteBuffer bytes) implements Picture {}

  /** Grey values, 0 black … 255 white. @param tensor {@code UINT8}, height × width; its memory must not change until the call returns */
  record Pixels(Tensor tensor) implements Picture {}
}
