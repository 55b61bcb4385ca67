package io.sallyport.capability.visionqc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Takes a baseline JPEG apart without decoding it: dimensions, mode, segments. Keeps tables, frame and scans; profiles, thumbnails and
 * comments no decoder gets to see. Progressive ones, whose scans may cost any time, are refused.
 */
final class JpegParts {
  private static final int MARK = 0xff;
  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int QUANTISATION = 0xdb;
  private static final int HUFFMAN = 0xc4;
  private static final int RESTARTS = 0xdd;
  private static final int ADOBE = 0xee;
  private static final int JFIF = 0xe0;
  private static final int MOST_SCANS = 3;
  private static final int MOST_SEGMENTS = 1_000;

  private final ByteBuffer bytes;
  private final ByteArrayOutputStream kept;
  private int width;
  private int height;
  private int scans;

  private JpegParts(ByteBuffer bytes) {
    this.bytes = bytes;
    this.kept = new ByteArrayOutputStream(bytes.remaining());
  }

  static boolean begins(ByteBuffer bytes) {
    ByteBuffer first = bytes.slice();
    return first.limit() >= 3 && unsigned(first, 0) == MARK && unsigned(first, 1) == START && unsigned(first, 2) == MARK;
  }

  /** @throws BadPicture SP-VISION-0004, 0006, 0008 */
  static Encoded read(ByteBuffer file) {
    return new JpegParts(file.slice()).read();
  }

  private Encoded read() {
    keep(0, 2);
    bytes.position(2);
    for (int segments = 0; segments < MOST_SEGMENTS; segments++) {
      int marker = marker();
      if (marker == END) {
        if (scans == 0) {
          throw BadPicture.damaged("there are no pixels in it");
        }
        kept.write(MARK);
        kept.write(END);
        return new Encoded("jpeg", width, height, kept.toByteArray());
      }
      segment(marker);
    }
    throw BadPicture.damaged("it has more than " + MOST_SEGMENTS + " segments");
  }

  /** The next marker; fill bytes before it are passed over. */
  private int marker() {
    need(2);
    if (unsigned(bytes, bytes.position()) != MARK) {
      throw BadPicture.damaged("a segment does not begin where it should");
    }
    while (bytes.hasRemaining() && unsigned(bytes, bytes.position()) == MARK) {
      bytes.get();
    }
    need(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  private void segment(int marker) {
    need(2);
    int at = bytes.position();
    int length = Short.toUnsignedInt(bytes.getShort(at));
    if (length < 2 || length > bytes.remaining()) {
      throw BadPicture.damaged("a segment goes beyond the end");
    }
    boolean wanted = marker == QUANTISATION || marker == HUFFMAN || marker == RESTARTS || marker == SCAN || marker == JFIF && length == 16 || marker == ADOBE;
    if (marker >= 0xc0 && marker <= 0xcf && marker != HUFFMAN && marker != 0xc8 && marker != 0xcc) {
      frame(marker, at, length);
      wanted = true;
    } else if (marker == SCAN && width == 0) {
      throw BadPicture.damaged("a scan comes before the frame");
    }
    if (wanted) {
      kept.write(MARK);
      kept.write(marker);
      keep(at, at + length);
    }
    bytes.position(at + length);
    if (marker == SCAN) {
      scan();
    }
  }

  private void frame(int marker, int at, int length) {
    if (marker > 0xc1) {
      throw BadPicture.wrongMode(marker == 0xc2 ? "a progressive JPEG" : "a JPEG of a rare kind");
    }
    if (width != 0 || length < 8) {
      throw BadPicture.damaged("the frame is there twice, or too short");
    }
    int depth = unsigned(bytes, at + 2);
    int components = unsigned(bytes, at + 7);
    if (depth != Byte.SIZE || components != 1 && components != 3) {
      throw BadPicture.wrongMode(components + " channels, " + depth + " bits a channel");
    }
    if (length != 8 + 3 * components) {
      throw BadPicture.damaged("the frame has " + length + " bytes");
    }
    height = Short.toUnsignedInt(bytes.getShort(at + 3));
    width = Short.toUnsignedInt(bytes.getShort(at + 5));
    Limits.check(width, height);
  }

  /** Entropy-coded data, up to the next marker that is no restart. */
  private void scan() {
    if (++scans > MOST_SCANS) {
      throw BadPicture.damaged("it has more than " + MOST_SCANS + " scans");
    }
    int from = bytes.position();
    int at = from;
    while (at + 1 < bytes.limit()) {
      int next = unsigned(bytes, at + 1);
      if (unsigned(bytes, at) == MARK && next != 0 && (next < 0xd0 || next > 0xd7) && next != MARK) {
        break;
      }
      at++;
    }
    if (at + 1 >= bytes.limit()) {
      throw BadPicture.damaged("its end is missing");
    }
    keep(from, at);
    bytes.position(at);
  }

  private void keep(int from, int to) {
    byte[] part = new byte[to - from];
    bytes.get(from, part);
    kept.writeBytes(part);
  }

  private void need(int count) {
    if (bytes.remaining() < count) {
      throw BadPicture.damaged("its end is missing");
    }
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }
}
