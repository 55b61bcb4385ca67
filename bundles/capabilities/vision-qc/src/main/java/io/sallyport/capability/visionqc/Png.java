package io.sallyport.capability.visionqc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNGs of 8 bits a channel. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int CHANNELS = 3;
  private static final int BUFFER = 1 << 16;

  private Png() {}

  static byte[] grey(int width, int height, byte[] pixels) {
    return write(width, height, GREY, width, pixels);
  }

  /** @param pixels red, green, blue of each */
  static byte[] rgb(int width, int height, byte[] pixels) {
    return write(width, height, RGB, width * CHANNELS, pixels);
  }

  private static byte[] write(int width, int height, int mode, int row, byte[] pixels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) Byte.SIZE).put((byte) mode).array());
    chunk(out, "IDAT", deflated(height, row, pixels));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** Each row after a 0: as it is. */
  private static byte[] deflated(int height, int row, byte[] pixels) {
    byte[] lines = new byte[height * (row + 1)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, y * row, lines, y * (row + 1) + 1, row);
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(lines);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }
}
