package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongestGapTest {
  @Test
  void agreesWithSortingEverything() {
    Random random = new Random(7);
    for (int callers = 1; callers <= 5; callers++) {
      List<Completions> all = new ArrayList<>();
      List<Long> times = new ArrayList<>();
      long[] clocks = new long[callers];
      for (int i = 0; i < callers; i++) {
        all.add(new Completions());
      }
      LongestGap gap = new LongestGap(all, 0);
      for (int n = 0; n < 100_000; n++) {
        int caller = random.nextInt(callers);
        clocks[caller] += random.nextInt(1_000) == 0 ? random.nextInt(100_000) : random.nextInt(100);
        all.get(caller).add(clocks[caller]);
        times.add(clocks[caller]);
        if (n % 9_000 == 0) {
          gap.advance();
        }
      }
      long end = Arrays.stream(clocks).max().orElseThrow() + 5;
      all.forEach(Completions::end);
      gap.end(end);
      times.add(end);
      assertEquals(longest(times), gap.longest());
      assertEquals(100_000, gap.count());
    }
  }

  private static long longest(List<Long> times) {
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    long last = 0;
    long longest = 0;
    for (long time : sorted) {
      longest = Math.max(longest, time - last);
      last = time;
    }
    return longest;
  }

  @Test
  void withoutCompletionsItIsTheWholeTime() {
    Completions idle = new Completions();
    LongestGap gap = new LongestGap(List.of(idle), 100);
    gap.advance();
    idle.end();
    gap.end(350);
    assertEquals(250, gap.longest());
    assertEquals(100, gap.began());
    assertEquals(0, gap.count());
  }
}
