package io.sallyport.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EntryBudgetTest {
  private Instant now = Instant.parse("2026-11-24T08:55:17Z");
  private final EntryBudget budget = new EntryBudget(() -> now);

  @Test
  void letsTenAMinuteThroughAndCountsTheRest() {
    for (int i = 0; i < EntryBudget.MOST; i++) {
      assertEquals(OptionalLong.of(0), budget.take("a"));
    }
    assertEquals(OptionalLong.empty(), budget.take("a"));
    assertEquals(OptionalLong.empty(), budget.take("a"));
    assertEquals(OptionalLong.of(0), budget.take("b"), "another cause");
    now = now.plusSeconds(60);
    assertEquals(OptionalLong.of(2), budget.take("a"));
  }

  @Test
  void forgetsTheCauseThatCameLongestAgo() {
    for (int i = 0; i <= EntryBudget.MOST; i++) {
      budget.take("first");
    }
    for (int i = 0; i < 1_000; i++) {
      budget.take("cause " + i);
    }
    assertEquals(OptionalLong.of(0), budget.take("first"));
  }
}
