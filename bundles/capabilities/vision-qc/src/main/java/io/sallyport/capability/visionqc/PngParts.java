package io.sallyport.capability.visionqc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Takes a PNG apart without decoding it: dimensions, mode, and every chunk's length and check sum. Keeps the header, the pixels and the end;
 * what else is in the file, such as compressed texts and colour profiles, no decoder gets to see.
 */
final class PngParts {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER = 13;
  private static final int AROUND = 12;
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final String[] MODES = {"grey", "", "RGB", "of palette", "grey with alpha", "", "RGB with alpha"};

  private PngParts() {}

  static boolean begins(ByteBuffer bytes) {
    return bytes.remaining() >= SIGNATURE.length && ByteBuffer.wrap(SIGNATURE).equals(bytes.slice().limit(SIGNATURE.length));
  }

  /** @throws BadPicture SP-VISION-0004, 0006, 0008 */
  static Encoded read(ByteBuffer file) {
    ByteBuffer bytes = file.slice().position(SIGNATURE.length);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.capacity());
    kept.writeBytes(SIGNATURE);
    Encoded found = null;
    boolean pixels = false;
    while (bytes.remaining() >= AROUND) {
      ByteBuffer whole = bytes.slice();
      long length = Integer.toUnsignedLong(bytes.getInt());
      if (length > bytes.remaining() - Integer.BYTES * 2) {
        throw BadPicture.damaged("a chunk goes beyond the end");
      }
      String type = StandardCharsets.ISO_8859_1.decode(bytes.slice().limit(Integer.BYTES)).toString();
      check(bytes, (int) length);
      if ((found == null) != type.equals("IHDR")) {
        throw BadPicture.damaged("the header is not the first chunk, or is there twice");
      }
      if (found == null) {
        found = header(bytes.slice().position(Integer.BYTES), (int) length);
      }
      boolean end = type.equals("IEND");
      boolean data = type.equals("IDAT");
      pixels |= data;
      if (data || end || type.equals("IHDR")) {
        byte[] chunk = new byte[AROUND + (int) length];
        whole.get(chunk);
        kept.writeBytes(chunk);
      }
      if (end) {
        if (!pixels) {
          throw BadPicture.damaged("there are no pixels in it");
        }
        return new Encoded("png", found.width(), found.height(), kept.toByteArray());
      }
      bytes.position(bytes.position() + Integer.BYTES * 2 + (int) length);
    }
    throw BadPicture.damaged("its end is missing");
  }

  private static Encoded header(ByteBuffer chunk, int length) {
    if (length != HEADER) {
      throw BadPicture.damaged("the header has " + length + " bytes");
    }
    int width = chunk.getInt();
    int height = chunk.getInt();
    Limits.check(Integer.toUnsignedLong(width), Integer.toUnsignedLong(height));
    int depth = chunk.get();
    int colour = chunk.get();
    if (depth != Byte.SIZE || colour != GREY && colour != RGB) {
      throw BadPicture.wrongMode((colour >= 0 && colour < MODES.length ? MODES[colour] : "of an unknown mode") + ", " + depth + " bits a channel");
    }
    if (chunk.get() != 0 || chunk.get() != 0) {
      throw BadPicture.damaged("compression or filter are unknown");
    }
    if (chunk.get() != 0) {
      throw BadPicture.wrongMode("interlaced");
    }
    return new Encoded("png", width, height, new byte[0]);
  }

  /** @param bytes at the chunk's type */
  private static void check(ByteBuffer bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes.slice().limit(Integer.BYTES + length));
    if ((int) sum.getValue() != bytes.getInt(bytes.position() + Integer.BYTES + length)) {
      throw BadPicture.damaged("a check sum differs");
    }
  }
}
