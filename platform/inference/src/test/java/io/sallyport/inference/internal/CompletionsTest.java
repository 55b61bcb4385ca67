package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompletionsTest {
  @Test
  void mergesAllCallersInOrder() {
    int each = 70_000;
    Completions even = new Completions();
    Completions odd = new Completions();
    for (int i = 0; i < each; i++) {
      even.add(2L * i, each - i);
      odd.add(2L * i + 1, Long.MAX_VALUE);
    }
    assertEquals(each, even.count());
    List<Completions> callers = List.of(odd, new Completions(), even);
    assertArrayEquals(LongStream.range(0, 2L * each).toArray(), Completions.mergedTimes(callers));
    int[] durations = Completions.sortedDurations(callers);
    assertArrayEquals(IntStream.rangeClosed(1, each).toArray(), java.util.Arrays.copyOf(durations, each));
    assertEquals(Integer.MAX_VALUE, durations[each]);
  }
}
