package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final double RATE = 1_000_000;

  @Test
  void keepsTheRateAlthoughPausesLastLongerThanAskedFor() {
    AtomicLong now = new AtomicLong(5_000);
    Pacer pacer = new Pacer(RATE, now::get, nanos -> now.addAndGet(nanos + 70_000));
    for (int i = 0; i < 10_000; i++) {
      pacer.await(1_000);
    }
    assertEquals(10.0, (now.get() - 5_000) / 1e9, 0.01);
  }

  @Test
  void afterAStallAtMostOneBurstIsSentAtOnce() {
    AtomicLong now = new AtomicLong();
    AtomicLong paused = new AtomicLong();
    Pacer pacer = new Pacer(RATE, now::get, nanos -> {
      paused.incrementAndGet();
      now.addAndGet(nanos);
    });
    pacer.await(1_000);
    now.addAndGet(60_000_000_000L);
    int atOnce = 0;
    while (paused.get() == 0) {
      pacer.await(1_000);
      atOnce++;
    }
    assertTrue(atOnce <= 5, "sent at once: " + atOnce);
  }
}
