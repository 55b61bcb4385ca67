package io.sallyport.audit.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Framing of the write-ahead log. A record is, big-endian: CRC-32C of all that follows up to the padding (4 bytes), length of the
 * payload (4), index (8), batch = index of the first record of its group commit (8), payload, zeros up to a multiple of 8. A segment
 * begins with 32 bytes: {@code SPWAL001}, index of its first record (8), zeros (8), CRC-32C of these 24 (4), zeros (4).
 */
final class Frame {
  static final int SEGMENT_HEADER = 32;
  static final int HEADER = 24;
  static final int ALIGNMENT = 8;
  static final int LARGEST_PAYLOAD = 65_535;
  private static final long MAGIC = 0x535057414C303031L;

  private Frame() {}

  static int length(int payload) {
    return HEADER + payload + ALIGNMENT - 1 & -ALIGNMENT;
  }

  static ByteBuffer segmentHeader(long first) {
    ByteBuffer header = ByteBuffer.allocate(SEGMENT_HEADER);
    header.putLong(MAGIC).putLong(first).putLong(0);
    header.putInt(crc(header, 0, HEADER)).putInt(0);
    return header.flip();
  }

  /** Index of the first record of a segment; -1 if the header is not intact. */
  static long segmentFirst(ByteBuffer segment) {
    if (segment.limit() < SEGMENT_HEADER || segment.getLong(0) != MAGIC || segment.getInt(HEADER) != crc(segment, 0, HEADER)
        || segment.getLong(16) != 0 || segment.getInt(28) != 0) {
      return -1;
    }
    return segment.getLong(8);
  }

  /** Writes a record at the buffer's position. */
  static void write(ByteBuffer buffer, CRC32C crc, long index, long batch, byte[] payload) {
    int start = buffer.position();
    buffer.putInt(0).putInt(payload.length).putLong(index).putLong(batch).put(payload);
    int end = buffer.position();
    crc.reset();
    crc.update(buffer.duplicate().position(start + 4).limit(end));
    buffer.putInt(start, (int) crc.getValue());
    while (buffer.position() < start + length(payload.length)) {
      buffer.put((byte) 0);
    }
  }

  /** Whether an intact record begins at {@code at}. */
  static boolean intact(ByteBuffer segment, int at) {
    if (at + HEADER > segment.limit()) {
      return false;
    }
    int length = segment.getInt(at + 4);
    if (length < 1 || length > LARGEST_PAYLOAD || at + length(length) > segment.limit()
        || segment.getInt(at) != crc(segment, at + 4, HEADER - 4 + length)) {
      return false;
    }
    for (int pad = at + HEADER + length; pad < at + length(length); pad++) {
      if (segment.get(pad) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int crc(ByteBuffer buffer, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.duplicate().position(0).limit(from + length).position(from));
    return (int) crc.getValue();
  }
}
