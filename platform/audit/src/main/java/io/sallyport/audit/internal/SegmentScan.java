package io.sallyport.audit.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads one segment of the write-ahead log.
 *
 * @param first index of its first record
 * @param next index after its last intact record
 * @param end position after its last intact record
 * @param torn bytes after {@code end} up to the last that is not zero
 * @param tail the torn bytes
 * @param lost whether intact records of a later group commit follow the torn bytes: then what is torn had been acknowledged
 */
record SegmentScan(long first, long next, long end, int torn, byte[] tail, boolean lost) {
  /** Told of each intact record, in order. */
  interface Records {
    void record(long index, byte[] payload);
  }

  /**
   * @throws IOException if it cannot be read
   * @throws Damage if it is not a segment or its records do not follow each other
   */
  static SegmentScan of(Path file, String name, Records records) throws IOException {
    ByteBuffer segment = ByteBuffer.wrap(Files.readAllBytes(file));
    long first = Frame.segmentFirst(segment);
    if (first < 0) {
      throw new Damage(name, -1, "is not a segment of the write-ahead log");
    }
    long next = first;
    int at = Frame.SEGMENT_HEADER;
    while (Frame.intact(segment, at)) {
      long index = segment.getLong(at + 8);
      if (index != next) {
        throw new Damage(name, next, "has record " + index + " where " + next + " must be");
      }
      byte[] payload = new byte[segment.getInt(at + 4)];
      segment.get(at + Frame.HEADER, payload);
      records.record(index, payload);
      at += Frame.length(payload.length);
      next++;
    }
    int last = segment.limit() - 1;
    while (last >= at && segment.get(last) == 0) {
      last--;
    }
    byte[] tail = new byte[last + 1 - at];
    segment.get(at, tail);
    return new SegmentScan(first, next, at, tail.length, tail, tail.length > 0 && laterBatch(segment, at, next));
  }

  /** A group commit that began after {@code next} began after the one that {@code next} was part of had been acknowledged. */
  private static boolean laterBatch(ByteBuffer segment, int from, long next) {
    for (int at = from; at + Frame.HEADER <= segment.limit(); at += Frame.ALIGNMENT) {
      if (segment.getLong(at + 16) > next && Frame.intact(segment, at)) {
        return true;
      }
    }
    return false;
  }
}
