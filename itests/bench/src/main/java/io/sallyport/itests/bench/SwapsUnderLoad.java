package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Load;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Exchanges 1.0.0 and 1.1.0 of a model again and again, if wanted while a load is on. A swap that outlasts its load does not count. For one thread. */
final class SwapsUnderLoad {
  private static final int LONGEST_SECONDS = 300;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Appliance appliance;
  private final Generations generations;
  private final String model;
  private final int perSecond;
  private final boolean loaded;
  private boolean newer;
  private long calls;
  private long failed;
  private double longestGapMillis;

  /** Starts on 1.1.0. @param perSecond calls a second, 0 for as fast as they can */
  SwapsUnderLoad(Appliance appliance, String model, int perSecond, boolean loaded) {
    this.appliance = appliance;
    this.generations = new Generations(appliance);
    this.model = model;
    this.perSecond = perSecond;
    this.loaded = loaded;
    change();
  }

  /** @param counted told after each swap how many counted so far */
  void run(int swaps, IntConsumer counted) {
    if (!loaded) {
      stretch(0, swaps, () -> true, counted);
      return;
    }
    int done = 0;
    while (done < swaps) {
      int from = done;
      int[] now = {done};
      long began = System.nanoTime();
      Load load = Load.paced(appliance, model, LONGEST_SECONDS, perSecond, on -> now[0] = stretch(from, swaps, on, counted));
      done = now[0];
      System.out.printf("%d swaps in %.0f s under load%n", done - from, (System.nanoTime() - began) / NANOS_PER_SECOND);
      calls += load.calls();
      failed += load.failed();
      longestGapMillis = Math.max(longestGapMillis, load.longestGapMillis());
    }
  }

  private int stretch(int from, int swaps, BooleanSupplier on, IntConsumer counted) {
    int done = from;
    while (done < swaps && on.getAsBoolean()) {
      change();
      if (on.getAsBoolean()) {
        counted.accept(++done);
      }
    }
    return done;
  }

  private void change() {
    newer = !newer;
    generations.change(model + (newer ? "/1.1.0" : "/1.0.0"));
  }

  long calls() {
    return calls;
  }

  long failed() {
    return failed;
  }

  double longestGapMillis() {
    return longestGapMillis;
  }
}
