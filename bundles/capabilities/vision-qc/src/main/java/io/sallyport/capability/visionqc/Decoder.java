package io.sallyport.capability.visionqc;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes pictures with the JDK's own readers, from memory, after their structure and size were checked. Thread-safe. */
final class Decoder {
  private static final int RED = 299;
  private static final int GREEN = 587;
  private static final int BLUE = 114;
  private static final int WHOLE = 1_000;

  private Decoder() {}

  /** @throws BadPicture SP-VISION-0003 to 0006, 0008 */
  static GreyImage decode(ByteBuffer file) {
    if (file.remaining() > Limits.BYTES) {
      throw BadPicture.tooManyBytes(file.remaining());
    }
    if (PngParts.begins(file)) {
      return decode(PngParts.read(file));
    }
    if (JpegParts.begins(file)) {
      return decode(JpegParts.read(file));
    }
    throw BadPicture.notOne();
  }

  /** ImageIO keeps the class loader of whoever calls first for ever: it gets the JDK's. */
  private static GreyImage decode(Encoded encoded) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return grey(encoded);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static GreyImage grey(Encoded encoded) {
    ImageReader reader = reader(encoded.format());
    String[] warning = {""};
    IIOReadWarningListener warned = (source, what) -> warning[0] = what;
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded.bytes()))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(warned);
      if (reader.getWidth(0) != encoded.width() || reader.getHeight(0) != encoded.height()) {
        throw BadPicture.damaged("it has two sizes");
      }
      GreyImage image = grey(reader.read(0).getRaster());
      if (!warning[0].isEmpty()) {
        throw BadPicture.damaged(warning[0]);
      }
      return image;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException | IllegalStateException e) {
      throw BadPicture.damaged(plain(e));
    } finally {
      reader.dispose();
    }
  }

  private static GreyImage grey(Raster raster) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    byte[] pixels = new byte[width * raster.getHeight()];
    int[] line = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        pixels[y * width + x] = (byte) (bands == 1 ? line[at] : (RED * line[at] + GREEN * line[at + 1] + BLUE * line[at + 2] + WHOLE / 2) / WHOLE);
      }
    }
    return new GreyImage(width, raster.getHeight(), pixels);
  }

  private static ImageReader reader(String format) {
    for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format); readers.hasNext();) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
      reader.dispose();
    }
    throw new IllegalStateException("this JDK has no reader for " + format);
  }

  private static String plain(Exception e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? "it cannot be decoded" : message.lines().findFirst().orElse("").strip();
  }
}
