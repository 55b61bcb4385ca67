package io.sallyport.diode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A bad line, the same each time for one seed: bursts of losses, duplicates, packets that are overtaken by later ones, changed bytes.
 */
final class LossyLine implements PacketSink {
  private final PacketSink next;
  private final Random random;
  private final double loss;
  private final int burst;
  private final double disorder;
  private final List<ByteBuffer> late = new ArrayList<>();
  private int losing;
  private long lost;
  private long sent;

  /**
   * @param loss share of packets lost, in bursts of that many
   * @param disorder share of packets that come twice, late, or changed
   */
  LossyLine(PacketSink next, long seed, double loss, int burst, double disorder) {
    this.next = next;
    this.random = new Random(seed);
    this.loss = loss;
    this.burst = burst;
    this.disorder = disorder;
  }

  @Override
  public void send(ByteBuffer packet) throws IOException {
    sent++;
    // A gap begins so often that the share lost is as asked for.
    if (losing > 0 || random.nextDouble() < loss / (burst * (1 - loss) + loss)) {
      losing = losing > 0 ? losing - 1 : burst - 1;
      lost++;
      return;
    }
    if (random.nextDouble() < disorder) {
      disturb(packet);
    } else {
      next.send(packet);
    }
    if (late.size() > 50) {
      next.send(late.remove(random.nextInt(late.size())));
    }
  }

  private void disturb(ByteBuffer packet) throws IOException {
    switch (random.nextInt(3)) {
      case 0 -> {
        next.send(packet.duplicate());
        next.send(packet);
      }
      case 1 -> late.add(packet);
      default -> {
        int at = random.nextInt(packet.remaining());
        packet.put(at, (byte) (packet.get(at) ^ 1 << random.nextInt(8)));
        next.send(packet);
      }
    }
  }

  double lossRate() {
    return (double) lost / sent;
  }
}
