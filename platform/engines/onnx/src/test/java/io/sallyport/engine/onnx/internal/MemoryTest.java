package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that ask a model for more memory than there is (ADR 0049). */
class MemoryTest {
  /** KiB: the JVM's own needs fit, none of the large calls does. */
  private static final int LIMIT = 2 << 20;
  private static final long GIBIBYTE = 1L << 30;

  @TempDir
  Path directory;

  /** Under the limit that bin/sallyport sets, each large call is refused, and the small ones before and after are answered. */
  @Test
  void aCallThatAsksForTooMuchIsRefusedAndTheNextIsAnswered() throws Exception {
    Fork fork = Fork.within(LIMIT, directory, RunLarge.class);
    assertEquals(0, fork.status(), fork.output());
    List<String> lines = fork.output().lines().filter(line -> line.contains(": answers, ")).toList();
    assertEquals(MemoryNets.byValue().size() + MemoryNets.byExtent().size(), lines.size(), fork.output());
    assertTrue(lines.stream().allMatch(line -> line.endsWith(": answers, SP-MODEL-0090, answers")), fork.output());
  }

  @Test
  void roomIsShortWhenDataComesNearTheLimit() throws Exception {
    assertFalse(process("4294967296", 3 * GIBIBYTE).isShort());
    assertTrue(process("4294967296", 4 * GIBIBYTE - (100L << 20)).isShort());
    assertFalse(process("unlimited", 4000 * GIBIBYTE).isShort());
    assertFalse(MemoryRoom.of(directory.resolve("absent")).isShort());
    assertFalse(MemoryRoom.ofThisProcess().isShort());
  }

  /** What runs is ended for want of memory; what begins afterwards, when there is room again, is not. */
  @Test
  void theWatchdogEndsRunsWhenMemoryRunsOut() throws Exception {
    AtomicBoolean shortOfMemory = new AtomicBoolean();
    TestEngine.get();
    try (Watchdog watchdog = new Watchdog(shortOfMemory::get, 1_000_000); RunSlot slot = new RunSlot(); RunSlot later = new RunSlot(true)) {
      watchdog.add(slot);
      slot.begin(System.nanoTime() + Long.MAX_VALUE / 4);
      assertFalse(slot.isEnded());
      shortOfMemory.set(true);
      while (!slot.isEnded()) {
        Thread.onSpinWait();
      }
      assertTrue(slot.isStarved());
      shortOfMemory.set(false);
      watchdog.remove(slot);
      watchdog.add(later);
      later.begin(System.nanoTime() + Long.MAX_VALUE / 4);
      assertTrue(later.end());
      assertFalse(later.isStarved());
    }
  }

  private MemoryRoom process(String limit, long data) throws Exception {
    Files.writeString(directory.resolve("limits"), "Limit  Soft Limit  Hard Limit  Units\nMax cpu time  unlimited  unlimited  seconds\nMax data size             " + limit + "  unlimited  bytes\n");
    Files.writeString(directory.resolve("statm"), "900 800 700 1 0 " + data / 4096 + " 0\n");
    return MemoryRoom.of(directory);
  }
}
