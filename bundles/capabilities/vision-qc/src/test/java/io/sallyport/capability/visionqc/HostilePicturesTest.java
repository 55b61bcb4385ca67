package io.sallyport.capability.visionqc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Damaged on purpose, thousands of times: each is decoded or refused with a code, nothing else escapes, and none takes much memory. */
class HostilePicturesTest {
  private static final int EACH = 2_000;
  private static final long MOST_BYTES = 96L << 20;

  @Test
  void everyDamagedPictureIsDecodedOrRefused() {
    Map<String, Integer> outcomes = new TreeMap<>();
    Random random = new Random(20_261_125);
    com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long most = 0;
    for (byte[] whole : new byte[][] {Samples.png(), Samples.jpeg()}) {
      for (int i = 0; i < EACH; i++) {
        byte[] damaged = damage(whole, random);
        long before = threads.getThreadAllocatedBytes(self);
        String outcome = Samples.outcome(damaged);
        outcomes.merge(outcome.startsWith("SP-") ? outcome : "decoded", 1, Integer::sum);
        most = Math.max(most, threads.getThreadAllocatedBytes(self) - before);
      }
    }
    assertEquals(2 * EACH, outcomes.values().stream().mapToInt(Integer::intValue).sum());
    assertTrue(outcomes.containsKey("SP-VISION-0004") && outcomes.containsKey("SP-VISION-0006") && outcomes.containsKey("SP-VISION-0008"), outcomes.toString());
    assertTrue(most < MOST_BYTES, "one picture took " + most + " bytes");
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int span = random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length;
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      bytes[random.nextInt(span)] = (byte) random.nextInt(256);
    }
    if (random.nextBoolean() && PngParts.begins(ByteBuffer.wrap(bytes))) {
      repair(bytes);
    }
    return bytes;
  }

  /** Makes the check sums right again, so that damage gets further in. */
  private static void repair(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    for (int at = 8; at + 12 <= png.length;) {
      int length = bytes.getInt(at);
      if (length < 0 || at + 12L + length > png.length) {
        return;
      }
      CRC32 sum = new CRC32();
      sum.update(png, at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) sum.getValue());
      at += 12 + length;
    }
  }

  @Test
  void theirTypesAreNotTrusted() {
    assertEquals("SP-VISION-0003", Samples.outcome("\u0089PNG".getBytes(StandardCharsets.ISO_8859_1)));
    assertEquals("SP-VISION-0004", Samples.outcome(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}));
  }
}
