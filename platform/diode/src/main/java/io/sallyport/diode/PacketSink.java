package io.sallyport.diode;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a sender's datagrams go. */
@FunctionalInterface
public interface PacketSink {
  /** @param packet one datagram, from position to limit; not used any more afterwards */
  void send(ByteBuffer packet) throws IOException;
}
