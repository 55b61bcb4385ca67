package io.sallyport.diode;

import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sends a medium over a one-way line, again and again: in each pass a heartbeat, the head, then the blocks in groups, symbol by symbol across
 * the group, so that a burst of losses hits many blocks a little. Nothing comes back. Not thread-safe, except {@link #stop}.
 */
public final class Sender {
  /** Blocks that are sent interleaved; 2 560 packets. */
  static final int GROUP = 32;
  /** A receiver that was started late hears the head again after so many groups, 180 MB. */
  private static final int GROUPS_BETWEEN_HEADS = 64;
  /** Heartbeats at the end: one that is lost would be taken for a sender that broke down. */
  private static final int LAST_BEATS = 8;
  private static final int PACKETS_BETWEEN_BEATS = GROUP * Blocks.ALL;

  private final MediumSource medium;
  private final PacketSink sink;
  private final Pacer pacer;
  private final int passes;
  private final int[] wanted;
  private long packets;
  private int pass;
  private volatile boolean stopped;

  /**
   * @param directory the medium; must not change while it is sent
   * @param bytesPerSecond of datagrams, averaged over 2 ms
   * @param passes 0 to go on until stopped
   * @param only the blocks to send; without it all
   * @throws RefusedException SP-DIODE-0012 the list is of another medium, SP-DIODE-0013 this directory cannot be sent
   */
  public Sender(Path directory, PacketSink sink, double bytesPerSecond, int passes, Optional<MissingList> only) {
    this(MediumSource.open(directory), sink, new Pacer(bytesPerSecond), passes, only);
  }

  Sender(MediumSource medium, PacketSink sink, Pacer pacer, int passes, Optional<MissingList> only) {
    this.medium = medium;
    this.sink = sink;
    this.pacer = pacer;
    this.passes = passes;
    this.wanted = only.map(this::blocks).orElseGet(() -> IntStream.range(0, medium.blocks().count()).toArray());
  }

  /** Hears after each group of a pass how far it is. */
  @FunctionalInterface
  public interface Listener {
    void sent(int pass, int blocks, int ofBlocks, long packets);
  }

  public SessionId session() {
    return medium.session();
  }

  /** Length of the medium's files, in bytes. */
  public long bytes() {
    return medium.bytes();
  }

  /** Blocks in a pass. */
  public int blocks() {
    return wanted.length;
  }

  /** Has {@link #send} end after the group under way. May be called by any thread. */
  public void stop() {
    stopped = true;
  }

  /** Sends all passes, or until stopped; then the sign that the sender ends. */
  public void send(Listener listener) throws IOException {
    for (pass = 1; (passes == 0 || pass <= passes) && !stopped; pass++) {
      beat(false);
      onePass(listener);
    }
    pass--;
    for (int i = 0; i < LAST_BEATS; i++) {
      beat(true);
    }
  }

  private void onePass(Listener listener) throws IOException {
    List<byte[][]> head = medium.head();
    for (int at = 0, groups = 0; at == 0 || at < wanted.length; at += GROUP, groups++) {
      if (groups % GROUPS_BETWEEN_HEADS == 0) {
        for (int first = 0; first < head.size(); first += GROUP) {
          int[] blocks = IntStream.range(first, Math.min(first + GROUP, head.size())).toArray();
          group(Frame.Kind.HEAD, blocks, head.subList(first, first + blocks.length));
        }
      }
      int[] blocks = Arrays.copyOfRange(wanted, at, Math.min(at + GROUP, wanted.length));
      List<byte[][]> symbols = new ArrayList<>(blocks.length);
      for (int block : blocks) {
        symbols.add(medium.block(block));
      }
      group(Frame.Kind.BODY, blocks, symbols);
      listener.sent(pass, at + blocks.length, wanted.length, packets);
      if (stopped) {
        return;
      }
    }
  }

  private void group(Frame.Kind kind, int[] blocks, List<byte[][]> symbols) throws IOException {
    for (int symbol = 0; symbol < Blocks.ALL; symbol++) {
      for (int i = 0; i < blocks.length; i++) {
        byte[] payload = symbols.get(i)[symbol];
        if (payload != null) {
          emit(kind == Frame.Kind.HEAD ? Frame.head(session(), blocks[i], symbol, medium.headLength(), payload) : Frame.body(session(), blocks[i], symbol, payload));
        }
      }
    }
  }

  private void emit(Frame frame) throws IOException {
    put(frame);
    if (++packets % PACKETS_BETWEEN_BEATS == 0) {
      beat(false);
    }
  }

  private void beat(boolean last) throws IOException {
    put(Frame.beat(session(), pass, passes, last));
  }

  private void put(Frame frame) throws IOException {
    ByteBuffer packet = frame.toPacket();
    pacer.await(packet.remaining());
    sink.send(packet);
  }

  private int[] blocks(MissingList only) {
    int count = medium.blocks().count();
    if (!only.isOf(session()) || only.ranges().get(only.ranges().size() - 1).last() >= count) {
      throw Refusals.refuse("SP-DIODE-0012", "the missing list is of another medium than this one", "session " + session(), "name the medium that was sent");
    }
    return only.ranges().stream().flatMapToInt(range -> IntStream.rangeClosed(range.first(), range.last())).toArray();
  }
}
