package io.sallyport.itests.bench;

import io.sallyport.diode.PacketSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** A line that loses packets in bursts of ten, the same each time. Used by one thread. */
final class LossyWire implements PacketSink {
  private static final int BURST = 10;

  private final PacketSink next;
  private final double begins;
  private final SplittableRandom random = new SplittableRandom(20261125);
  private int losing;
  private long sent;
  private long lost;

  /** @param loss share of packets that do not arrive */
  LossyWire(PacketSink next, double loss) {
    this.next = next;
    // So that the share lost is as asked for although no burst begins within another.
    this.begins = loss / (BURST * (1 - loss) + loss);
  }

  @Override
  public void send(ByteBuffer packet) throws IOException {
    sent++;
    if (losing > 0 || random.nextDouble() < begins) {
      losing = losing > 0 ? losing - 1 : BURST - 1;
      lost++;
      return;
    }
    next.send(packet);
  }

  long sent() {
    return sent;
  }

  long lost() {
    return lost;
  }
}
