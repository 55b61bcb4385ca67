package io.sallyport.capability.visionqc;

import io.sallyport.api.image.Picture;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** What comes in, as grey values. */
final class Pictures {
  private static final int RANK = 2;

  private Pictures() {}

  /** @throws BadPicture SP-VISION-0003 to 0006, 0008, 0015 */
  static GreyImage grey(Picture picture) {
    return picture instanceof Picture.Encoded encoded ? Decoder.decode(encoded.bytes()) : grey(((Picture.Pixels) picture).tensor());
  }

  private static GreyImage grey(Tensor tensor) {
    if (tensor.type() != DataType.UINT8 || tensor.shape().rank() != RANK) {
      throw BadPicture.wrongTensor(tensor.toString());
    }
    Limits.check(tensor.shape().extent(1), tensor.shape().extent(0));
    byte[] pixels = new byte[(int) tensor.shape().elements()];
    tensor.data().get(pixels);
    return new GreyImage((int) tensor.shape().extent(1), (int) tensor.shape().extent(0), pixels);
  }

  /** The same picture of the same item at the same station has the same id, so that inspecting it again repeats nothing. */
  static UUID id(String station, String item, GreyImage image) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((station + '\n' + item + '\n' + image.width() + '\n').getBytes(StandardCharsets.UTF_8));
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(image.pixels()));
      long high = hash.getLong() & ~0xf000L | 0x8000L;
      long low = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
