package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final SessionId SESSION = new SessionId(0x0123456789abcdefL, -2);
  private final byte[] payload = new byte[Blocks.SYMBOL];

  FrameTest() {
    new Random(1).nextBytes(payload);
  }

  @Test
  void framesAreReadAsTheyWereWritten() {
    for (Frame frame : List.of(Frame.head(SESSION, 3, 79, 12_345, payload), Frame.body(SESSION, Integer.MAX_VALUE, 0, payload), Frame.beat(SESSION, 2, 5, true))) {
      Frame read = Frame.parse(frame.toPacket()).orElseThrow();
      assertEquals(frame.kind(), read.kind());
      assertEquals(SESSION, read.session());
      assertEquals(List.of(frame.block(), frame.symbol(), frame.value()), List.of(read.block(), read.symbol(), read.value()));
      assertArrayEquals(frame.payloadBytes(), read.payloadBytes());
    }
  }

  @Test
  void everyChangedBitIsNoticed() {
    ByteBuffer packet = Frame.beat(SESSION, 1, 1, false).toPacket();
    for (int bit = 0; bit < packet.remaining() * 8; bit++) {
      byte before = packet.get(bit / 8);
      packet.put(bit / 8, (byte) (before ^ 1 << bit % 8));
      assertTrue(Frame.parse(packet).isEmpty(), "bit " + bit);
      packet.put(bit / 8, before);
    }
    assertTrue(Frame.parse(packet).isPresent());
  }

  @Test
  void otherLengthsAreNoFrames() {
    ByteBuffer packet = Frame.body(SESSION, 1, 1, payload).toPacket();
    for (int length = 0; length < packet.capacity(); length++) {
      assertTrue(Frame.parse(packet.duplicate().limit(length)).isEmpty(), "length " + length);
    }
    ByteBuffer longer = ByteBuffer.allocate(packet.capacity() + 1).put(packet.duplicate()).position(0);
    assertTrue(Frame.parse(longer).isEmpty());
    // Intact by their checksum, but of a length that their kind does not have.
    assertTrue(Frame.parse(Frame.body(SESSION, 1, 1, new byte[Blocks.SYMBOL - 1]).toPacket()).isEmpty());
    assertTrue(Frame.parse(Frame.body(SESSION, 1, 1, new byte[0]).toPacket()).isEmpty());
    assertTrue(Frame.parse(new Frame(Frame.Kind.BEAT, SESSION, 1, 1, 1, ByteBuffer.wrap(payload)).toPacket()).isEmpty());
  }

  @Test
  void aFrameFitsAnEthernetFrame() {
    assertTrue(Frame.LONGEST + 8 + 40 <= 1_500); // UDP, IPv6
  }
}
