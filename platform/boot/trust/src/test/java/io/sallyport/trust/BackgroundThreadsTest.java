package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** That Linux heeds it is seen in a running appliance: {@code LockedDownIT}, {@code UnprivilegedIT}. */
class BackgroundThreadsTest {
  @Test
  void areOfTheLowestPriorityAndHoldNobodyUp() {
    Thread thread = new BackgroundThreads("quiet").newThread(() -> {});
    assertEquals("quiet", thread.getName());
    assertEquals(Thread.MIN_PRIORITY, thread.getPriority());
    assertTrue(thread.isDaemon());
  }
}
