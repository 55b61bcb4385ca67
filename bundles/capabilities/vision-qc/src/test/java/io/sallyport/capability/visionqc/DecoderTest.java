package io.sallyport.capability.visionqc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private static final int HEADER = 8;

  @Test
  void readsGreyAndColourAsTheyAre() {
    BufferedImage image = Samples.noise(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    GreyImage png = Decoder.decode(ByteBuffer.wrap(Samples.encode(image, "png")));
    byte[] expected = (byte[]) image.getRaster().getDataElements(0, 0, 64, 48, null);
    assertArrayEquals(expected, png.pixels());
    BufferedImage colour = new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR);
    colour.setRGB(1, 0, 0xffff0000);
    colour.setRGB(2, 0, 0xff0000ff);
    GreyImage luma = Decoder.decode(ByteBuffer.wrap(Samples.encode(colour, "png")));
    assertEquals(76, luma.at(1, 0), "red is 0.299 of white");
    assertEquals(29, luma.at(2, 0), "blue is 0.114");
    GreyImage jpeg = Decoder.decode(ByteBuffer.wrap(Samples.encode(Samples.noise(64, 48, BufferedImage.TYPE_3BYTE_BGR), "jpeg")));
    assertEquals(64, jpeg.width());
    assertEquals(48, jpeg.height());
    assertEquals("64x64", Samples.outcome(Samples.jpeg()));
  }

  @Test
  void anImageWriterOfOursIsReadBack() {
    byte[] pixels = {0, 50, (byte) 200, (byte) 255, 1, 2};
    assertArrayEquals(pixels, Decoder.decode(ByteBuffer.wrap(Png.grey(3, 2, pixels))).pixels());
    assertEquals("1x1", Samples.outcome(Png.rgb(1, 1, new byte[] {9, 9, 9})));
  }

  @Test
  void whatIsNoPictureIsSaid() {
    assertEquals("SP-VISION-0003", Samples.outcome(new byte[0]));
    assertEquals("SP-VISION-0003", Samples.outcome("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8)));
    for (String format : new String[] {"gif", "bmp", "tiff"}) {
      assertEquals("SP-VISION-0003", Samples.outcome(Samples.encode(Samples.noise(8, 8, BufferedImage.TYPE_INT_RGB), format)), format);
    }
  }

  @Test
  void cutOffAnywhereItIsDamaged() {
    for (byte[] whole : new byte[][] {Samples.png(), Samples.jpeg()}) {
      for (int length = 10; length < whole.length; length += 37) {
        assertEquals("SP-VISION-0004", Samples.outcome(Arrays.copyOf(whole, length)), "after " + length + " of " + whole.length);
      }
    }
    byte[] jpeg = Samples.jpeg();
    byte[] patched = Arrays.copyOf(jpeg, jpeg.length / 2);
    patched[patched.length - 2] = (byte) 0xff;
    patched[patched.length - 1] = (byte) 0xd9;
    assertEquals("SP-VISION-0004", Samples.outcome(patched), "cut off, and an end put behind it");
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsDecoded() {
    assertEquals("SP-VISION-0005", Samples.outcome(Arrays.copyOf(Samples.png(), Limits.BYTES + 1)));
    assertEquals("SP-VISION-0006", Samples.outcome(bomb(8_000, 8_000)));
    assertEquals("SP-VISION-0006", Samples.outcome(bomb(0, 64)));
    assertEquals("SP-VISION-0006", Samples.outcome(bomb(Integer.MIN_VALUE, 64)));
    assertEquals("SP-VISION-0006", Samples.outcome(bomb(8_193, 1)));
    byte[] jpeg = Samples.jpeg();
    int frame = frame(jpeg);
    jpeg[frame + 5] = (byte) 0xff;
    jpeg[frame + 7] = (byte) 0xff;
    assertEquals("SP-VISION-0006", Samples.outcome(jpeg));
  }

  @Test
  void otherModesAreNamed() {
    assertEquals("SP-VISION-0008", Samples.outcome(Samples.encode(Samples.noise(8, 8, BufferedImage.TYPE_INT_ARGB), "png")), "alpha");
    assertEquals("SP-VISION-0008", Samples.outcome(Samples.encode(new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY), "png")), "16 bits");
    assertEquals("SP-VISION-0008", Samples.outcome(Samples.encode(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED), "png")), "palette");
    assertEquals("SP-VISION-0008", Samples.outcome(Samples.progressive(Samples.noise(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png")), "interlaced");
    assertEquals("SP-VISION-0008", Samples.outcome(Samples.progressive(Samples.noise(64, 64, BufferedImage.TYPE_BYTE_GRAY), "jpeg")), "progressive");
  }

  @Test
  void aTextBombBesideThePixelsNoDecoderGetsToSee() {
    byte[] png = Samples.png();
    byte[] text = chunk("zTXt", deflated(64 << 20));
    byte[] both = new byte[png.length + text.length];
    int header = HEADER + 12 + 13;
    System.arraycopy(png, 0, both, 0, header);
    System.arraycopy(text, 0, both, header, text.length);
    System.arraycopy(png, header, both, header + text.length, png.length - header);
    assertTrue(PngParts.read(ByteBuffer.wrap(both)).bytes().length <= png.length);
    assertEquals("64x64", Samples.outcome(both));
  }

  @Test
  void tooManyPixelsInsideAreNotDecodedEither() {
    byte[] png = bombInside(64, 64, 32 << 20);
    assertEquals("64x64", Samples.outcome(png), "the decoder takes the rows that the header names, and no more");
  }

  @Test
  void theCallersClassLoaderIsLeftAlone() {
    ClassLoader own = new ClassLoader(getClass().getClassLoader()) { };
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(own);
    try {
      Samples.outcome(Samples.png());
      assertEquals(own, Thread.currentThread().getContextClassLoader());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertNull(Samples.class.getClassLoader().getResource("META-INF/services/javax.imageio.spi.ImageReaderSpi"));
  }

  private static int frame(byte[] jpeg) {
    for (int i = 0; i < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
        return i;
      }
    }
    throw new AssertionError("no frame");
  }

  private static byte[] bomb(int width, int height) {
    return png(width, height, deflated(1 << 20));
  }

  private static byte[] bombInside(int width, int height, int bytes) {
    return png(width, height, deflated(bytes));
  }

  private static byte[] png(int width, int height, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(Samples.png(), HEADER));
    out.writeBytes(chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array()));
    out.writeBytes(chunk("IDAT", data));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] deflated(int zeros) {
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[zeros]);
    deflater.finish();
    byte[] out = new byte[zeros / 500 + 1_000];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, data.length + 4);
    return chunk.putInt((int) sum.getValue()).array();
  }
}
