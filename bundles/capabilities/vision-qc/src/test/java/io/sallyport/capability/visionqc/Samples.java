package io.sallyport.capability.visionqc;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures for tests, encoded by the JDK. */
final class Samples {
  private Samples() {}

  /** Noise, the same each time. */
  static BufferedImage noise(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(7);
    for (int i = 0; i < width * height; i++) {
      int grey = 60 + random.nextInt(120);
      image.setRGB(i % width, i / width, 0xff000000 | grey << 16 | grey << 8 | grey);
    }
    return image;
  }

  static BufferedImage even(int width, int height, int grey) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, grey);
    }
    return image;
  }

  static byte[] encode(BufferedImage image, String format) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] progressive(BufferedImage image, String format) {
    ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format).next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
      stream.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }

  static byte[] png() {
    return encode(noise(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png");
  }

  static byte[] jpeg() {
    return encode(noise(64, 64, BufferedImage.TYPE_BYTE_GRAY), "jpeg");
  }

  /** What the decoder says of it: a code, or how big it is. */
  static String outcome(byte[] bytes) {
    try {
      GreyImage image = Decoder.decode(ByteBuffer.wrap(bytes));
      return image.width() + "x" + image.height();
    } catch (BadPicture e) {
      return e.refused().code();
    }
  }
}
