package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final AtomicLong time = new AtomicLong(42);
  private final Breaker breaker = new Breaker(time::get);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertTrue(breaker.refuses().isEmpty());
      breaker.failed();
    }
  }

  @Test
  void opensAfterFailuresInARowOnly() {
    fail(Breaker.FAILURES - 1);
    assertEquals(Breaker.Change.NONE, breaker.succeeded());
    fail(Breaker.FAILURES - 1);
    assertFalse(breaker.isOpen());
    assertEquals(Breaker.Change.OPENED, breaker.failed());
    assertTrue(breaker.isOpen());
    assertEquals(Optional.of(Breaker.FIRST), breaker.refuses());
    time.addAndGet(Breaker.FIRST.toNanos() / 4);
    assertEquals(Optional.of(Breaker.FIRST.dividedBy(4).multipliedBy(3)), breaker.refuses());
  }

  @Test
  void oneAtATimeMayTryAndSuccessClosesIt() {
    fail(Breaker.FAILURES);
    time.addAndGet(Breaker.FIRST.toNanos());
    assertTrue(breaker.refuses().isEmpty());
    assertEquals(Optional.of(Duration.ZERO), breaker.refuses());
    breaker.undecided();
    assertTrue(breaker.refuses().isEmpty());
    assertEquals(Breaker.Change.CLOSED, breaker.succeeded());
    assertFalse(breaker.isOpen());
    fail(Breaker.FAILURES - 1);
    assertFalse(breaker.isOpen());
  }

  /** Calls under way when it opened end later, with whatever outcome: the one that tries is another. */
  @Test
  void whatBeganBeforeTheSuspensionNeitherLengthensItNorEndsAnothersTry() throws InterruptedException {
    fail(Breaker.FAILURES);
    time.addAndGet(Breaker.FIRST.toNanos());
    assertTrue(breaker.refuses().isEmpty());
    Thread earlier = new Thread(() -> {
      breaker.failed();
      breaker.undecided();
    });
    earlier.start();
    earlier.join();
    assertEquals(Optional.of(Duration.ZERO), breaker.refuses(), "the try goes on, for the same while");
    breaker.undecided();
    assertTrue(breaker.refuses().isEmpty());
  }

  @Test
  void eachFailedTryDoublesTheWhileUpToALimit() {
    fail(Breaker.FAILURES);
    Duration expected = Breaker.FIRST;
    for (int i = 0; i < 10; i++) {
      time.addAndGet(expected.toNanos());
      assertTrue(breaker.refuses().isEmpty());
      assertEquals(Breaker.Change.NONE, breaker.failed());
      expected = expected.multipliedBy(2).compareTo(Breaker.LONGEST) < 0 ? expected.multipliedBy(2) : Breaker.LONGEST;
      assertEquals(Optional.of(expected), breaker.refuses());
    }
    assertEquals(Breaker.LONGEST, expected);
  }
}
