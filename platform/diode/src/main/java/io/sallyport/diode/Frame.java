package io.sallyport.diode;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One datagram (ADR 0008). The checksum tells noise from frames; it proves nothing, and every field may be a lie.
 *
 * @param value for {@link Kind#HEAD} the head's length in bytes; for {@link Kind#BEAT} the number of passes planned, 0 for no end; else 0
 * @param block for {@link Kind#BEAT} the number of the pass, from 1
 * @param symbol for {@link Kind#BEAT} 1 if the sender ends now
 * @param payload a symbol, none for {@link Kind#BEAT}; valid until the buffer it came in is used again
 */
record Frame(Kind kind, SessionId session, int block, int symbol, int value, ByteBuffer payload) {
  /** What a frame carries. */
  enum Kind {
    /** A symbol of the head. */
    HEAD,
    /** A symbol of the files. */
    BODY,
    /** A sign of life. */
    BEAT
  }

  static final int HEADER = 36;
  /** Longest frame, in bytes. */
  static final int LONGEST = HEADER + Blocks.SYMBOL;
  private static final int MAGIC = 'S' << 24 | 'P' << 16 | 'D' << 8 | 1;
  private static final int CHECKSUM_AT = 32;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  static Frame head(SessionId session, int block, int symbol, int length, byte[] payload) {
    return new Frame(Kind.HEAD, session, block, symbol, length, ByteBuffer.wrap(payload));
  }

  static Frame body(SessionId session, int block, int symbol, byte[] payload) {
    return new Frame(Kind.BODY, session, block, symbol, 0, ByteBuffer.wrap(payload));
  }

  static Frame beat(SessionId session, int pass, int passes, boolean last) {
    return new Frame(Kind.BEAT, session, pass, last ? 1 : 0, passes, NOTHING);
  }

  /** The frame as a datagram, from position 0 to the limit. */
  ByteBuffer toPacket() {
    ByteBuffer packet = ByteBuffer.allocate(HEADER + payload.remaining());
    packet.putInt(MAGIC).put((byte) kind.ordinal()).put((byte) symbol).putShort((short) 0);
    session.write(packet);
    packet.putInt(block).putInt(value).putInt(0).put(payload.duplicate()).flip();
    return packet.putInt(CHECKSUM_AT, checksum(packet));
  }

  /** Reads a datagram from position to limit; empty if it is none of ours, damaged, or of a length that its kind does not have. */
  static Optional<Frame> parse(ByteBuffer packet) {
    ByteBuffer in = packet.slice();
    if (in.remaining() < HEADER || in.getInt(0) != MAGIC || in.getInt(CHECKSUM_AT) != checksum(in)) {
      return Optional.empty();
    }
    in.position(Integer.BYTES);
    int number = in.get();
    int symbol = in.get() & 0xff;
    if (number < 0 || number >= Kind.values().length || in.getShort() != 0) {
      return Optional.empty();
    }
    Kind kind = Kind.values()[number];
    SessionId session = SessionId.read(in);
    int block = in.getInt();
    int value = in.getInt();
    ByteBuffer payload = in.position(HEADER).slice();
    boolean fits = payload.remaining() == (kind == Kind.BEAT ? 0 : Blocks.SYMBOL);
    return fits ? Optional.of(new Frame(kind, session, block, symbol, value, payload)) : Optional.empty();
  }

  byte[] payloadBytes() {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }

  private static int checksum(ByteBuffer packet) {
    CRC32C crc = new CRC32C();
    crc.update(packet.duplicate().position(0).limit(CHECKSUM_AT));
    crc.update(packet.duplicate().position(HEADER));
    return (int) crc.getValue();
  }
}
