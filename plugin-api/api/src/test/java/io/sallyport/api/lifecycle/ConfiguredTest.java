package io.sallyport.api.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfiguredTest {
  private final List<String> story = new ArrayList<>();
  private final Configured<Integer, Work> work = new Configured<>(1, Work::new);

  @Test
  void runsByItsConfigurationFromStartToStop() {
    assertEquals(Health.ok("not started"), work.health());
    work.start();
    work.start();
    assertEquals(Health.ok("by 1"), work.health());
    work.stop();
    work.stop();
    assertEquals(List.of("open 1", "close 1"), story);
    assertTrue(work.running().isEmpty());
  }

  @Test
  void aChangeBeforeTheStartWaitsForIt() {
    work.change(2);
    assertEquals(List.of(), story);
    work.start();
    assertEquals(List.of("open 2"), story);
  }

  @Test
  void aChangeBeginsAnew() {
    work.start();
    work.change(2);
    assertEquals(List.of("open 1", "close 1", "open 2"), story);
    assertEquals(2, work.configuration());
  }

  @Test
  void whatCannotBeUsedEndsTheWorkUntilTheNextChange() {
    work.start();
    work.change(-1);
    assertEquals(Health.degraded("less than nothing"), work.health());
    assertTrue(work.running().isEmpty());
    work.change(3);
    assertEquals(Health.ok("by 3"), work.health());
    assertEquals(List.of("open 1", "close 1", "open 3"), story);
  }

  @Test
  void aStopForgetsWhatCouldNotBeUsed() {
    work.start();
    work.change(-1);
    work.stop();
    work.change(2);
    assertEquals(Health.ok("not started"), work.health());
    assertEquals(List.of("open 1", "close 1"), story);
  }

  @Test
  void aStartWithWhatCannotBeUsedThrows() {
    work.change(-1);
    assertThrows(IllegalArgumentException.class, work::start);
    assertEquals(Health.ok("not started"), work.health());
    work.change(2);
    assertEquals(List.of(), story, "nobody has started it");
  }

  @Test
  void whatFailsToCloseIsNotClosedTwice() {
    work.change(13);
    work.start();
    assertThrows(IllegalStateException.class, work::stop);
    work.stop();
    assertEquals(List.of("open 13", "close 13"), story);
  }

  @Test
  void actsOnlyOnWhatRuns() {
    work.ifRunning(one -> story.add("seen"));
    work.start();
    work.ifRunning(one -> story.add("seen " + one.by));
    assertEquals(List.of("open 1", "seen 1"), story);
  }

  private final class Work implements Configured.Run {
    final int by;

    Work(int by) {
      if (by < 0) {
        throw new IllegalArgumentException("less than nothing");
      }
      this.by = by;
      story.add("open " + by);
    }

    @Override
    public Health health() {
      return Health.ok("by " + by);
    }

    @Override
    public void close() {
      story.add("close " + by);
      if (by == 13) {
        throw new IllegalStateException("stuck");
      }
    }
  }
}
