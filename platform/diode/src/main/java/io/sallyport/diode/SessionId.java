package io.sallyport.diode;

import io.sallyport.trust.Digests;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names a transfer: the first 16 bytes of the SHA-256 of its head, so that a head is proved by the session it came in, and the same medium
 * always has the same session.
 */
public record SessionId(long high, long low) {
  /** Length in bytes. */
  static final int LENGTH = 16;

  static SessionId of(byte[] head) {
    return read(ByteBuffer.wrap(Digests.newSha256().digest(head)));
  }

  static SessionId read(ByteBuffer buffer) {
    return new SessionId(buffer.getLong(), buffer.getLong());
  }

  /** The session that {@link #toString} wrote; empty if it did not. */
  static Optional<SessionId> parse(String hex) {
    if (!hex.matches("[0-9a-f]{32}")) {
      return Optional.empty();
    }
    return Optional.of(read(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
  }

  void write(ByteBuffer buffer) {
    buffer.putLong(high).putLong(low);
  }

  /** 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
