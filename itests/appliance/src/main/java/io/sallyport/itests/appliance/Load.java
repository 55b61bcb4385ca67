package io.sallyport.itests.appliance;

import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Four threads that infer inside the appliance, as fast as they can or at a pace, while something else happens.
 *
 * @param calls completed calls
 * @param failed calls that failed
 * @param longestGapMillis longest time between completions across the threads
 * @param byVersion completed calls by the model's version
 */
public record Load(long calls, long failed, double longestGapMillis, double p50Micros, double p99Micros, Map<String, Long> byVersion) {
  private static final int THREADS = 4;
  private static final int LEAST_SECONDS = 8;
  private static final int MOST_SECONDS = 120;
  private static final int COMMANDS_PER_SWAP = 10;
  private static final Duration SLACK = Duration.ofSeconds(60);

  /** Nothing else happens: the control. */
  public static Load alone(Appliance appliance, String model, int seconds) {
    return alone(appliance, model, THREADS, seconds);
  }

  /** Nothing else happens, with another number of callers. */
  public static Load alone(Appliance appliance, String model, int threads, int seconds) {
    return of(appliance.console(User.ADA).run(deadline(seconds), command(threads, seconds) + " " + model).json());
  }

  /** Runs one swap; the load begins before it and ends after it. @throws AssertionError also if the swap outlasts the longest load */
  public static Load during(Appliance appliance, String model, Runnable swap) {
    return paced(appliance, model, MOST_SECONDS, 0, loaded -> {
      swap.run();
      if (!loaded.getAsBoolean()) {
        throw new AssertionError("the load was over after " + MOST_SECONDS + " s, before the swap was");
      }
    });
  }

  /** Runs something at a pace; the load ends with it, or after so many seconds. @param perSecond calls a second of the four threads together, 0 for as fast as they can */
  public static Load paced(Appliance appliance, String model, int seconds, int perSecond, Consumer<BooleanSupplier> event) {
    LaterLine over = new LaterLine();
    String command = command(THREADS, seconds) + " --until-line --rate " + perSecond + " " + model;
    return beside(appliance, model, CompletableFuture.supplyAsync(() -> of(appliance.console(User.ADA).run(deadline(seconds), command, over).json())), loaded -> {
      try {
        event.accept(loaded);
      } finally {
        over.come();
      }
    });
  }

  /** Runs something while the load is on for as long as was said, whether or not it takes as long. */
  public static Load during(Appliance appliance, String model, int seconds, Consumer<BooleanSupplier> event) {
    return beside(appliance, model, CompletableFuture.supplyAsync(() -> alone(appliance, model, seconds)), event);
  }

  private static Load beside(Appliance appliance, String model, CompletableFuture<Load> load, Consumer<BooleanSupplier> event) {
    ModelCalls.untilInferring(appliance, model);
    event.accept(() -> !load.isDone());
    try {
      return load.join();
    } catch (CompletionException e) {
      throw new AssertionError("the load failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** Long enough for an apply beside four busy threads: a console command takes about a tenth of that. */
  public static int secondsForOneSwap(Appliance appliance) {
    long begin = System.nanoTime();
    appliance.console(User.ADA).run("model:list").orFail();
    return LEAST_SECONDS + (int) (COMMANDS_PER_SWAP * (System.nanoTime() - begin) / 1_000_000_000L);
  }

  private static Duration deadline(int seconds) {
    return Duration.ofSeconds(seconds).plus(SLACK);
  }

  private static String command(int threads, int seconds) {
    return "infer:bench --threads " + threads + " --seconds " + seconds + " --json";
  }

  private static Load of(JsonObject json) {
    Map<String, Long> versions = new TreeMap<>();
    JsonObject counts = json.object("versions");
    counts.keys().forEach(version -> versions.put(version, counts.integer(version)));
    return new Load(json.integer("calls"), json.integer("failed"), json.number("longest_gap_ms"), json.number("p50_us"), json.number("p99_us"), versions);
  }

  @Override
  public String toString() {
    return String.format("%,d calls, %d failed, longest gap %.1f ms, p50 %.0f µs, p99 %.0f µs, by version %s", calls, failed, longestGapMillis, p50Micros, p99Micros, byVersion);
  }
}
