package io.sallyport.capability.anomalydetection;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Measures the detectors on real data; prints the tables of the documentation. Run: {@code Evaluation}, in the module's folder. */
final class Evaluation {
  /** @param area under the ROC curve of all faults against normal rows @param falseAlarms share of normal rows @param found share, by class */
  record RowResult(double area, double falseAlarms, double precision, Map<String, Double> found, Map<String, Integer> counts) {}

  /** Rows that are judged: those to choose settings by, those that nothing was chosen by, or both. The donors shuffled the rows, so the halves are alike. */
  enum Half {
    VALIDATION, TEST, BOTH;

    boolean holds(int row) {
      return this == BOTH || (row % 2 == 0) == (this == VALIDATION);
    }
  }

  /** @param delay samples to the insight, -1 if there was none @param falseInsights before the fault */
  record FaultResult(String fault, boolean found, int delay, int falseInsights) {}

  private static final double MOST_FALSE = 0.005;
  private static final int SLOT_MINUTES = 30;
  private static final Instant MONDAY = Instant.parse("2000-06-05T00:00:00Z");
  private static final int WEEK = 336;

  private Evaluation() {}

  public static void main(String[] args) {
    Shuttle shuttle = Shuttle.read();
    Map<String, Object> chosen = chosen(shuttle);
    System.out.println("chosen on the validation half: " + chosen);
    for (Half half : List.of(Half.VALIDATION, Half.TEST)) {
      print("forest as chosen, " + half, forest(shuttle, 4_000, chosen, half));
      print("median and deviation, " + half, robust(shuttle, 4_000, half));
    }
    for (int rows : new int[] {1_000, 16_000}) {
      print("forest of " + rows + " rows, TEST", forest(shuttle, rows, chosen, Half.TEST));
    }
    List<FaultResult> results = faults();
    results.forEach(result -> System.out.printf(Locale.ROOT, "| %s | %s | %s | %d |%n", result.fault, result.found ? "yes" : "no", result.delay < 0 ? "–" : result.delay / 2.0 + " h", result.falseInsights));
  }

  /** The settings with the largest area on the validation half, then the widest limit with at most {@link #MOST_FALSE} false alarms there. */
  static Map<String, Object> chosen(Shuttle shuttle) {
    Map<String, Object> best = Map.of();
    double largest = 0;
    for (int trees : new int[] {100, 200}) {
      for (int sample : new int[] {128, 256, 512}) {
        Map<String, Object> settings = Map.of("forest.trees", trees, "forest.sample", sample);
        double area = forest(shuttle, 4_000, settings, Half.VALIDATION).area();
        System.out.printf(Locale.ROOT, "%s: %.4f%n", settings, area);
        if (area > largest) {
          largest = area;
          best = settings;
        }
      }
    }
    for (double ratio : new double[] {0.01, 0.005, 0.002, 0.001}) {
      Map<String, Object> settings = new LinkedHashMap<>(best);
      settings.put("alarm.ratio", ratio);
      if (forest(shuttle, 4_000, settings, Half.VALIDATION).falseAlarms() <= MOST_FALSE) {
        return settings;
      }
    }
    throw new IllegalStateException("no limit has so few false alarms");
  }

  /** Trained on normal rows only; judged on others, so that every fault class is unseen. */
  static RowResult forest(Shuttle shuttle, int training, Map<String, ?> values, Half half) {
    List<Integer> normal = IntStream.range(0, shuttle.rows().size()).filter(i -> shuttle.classes().get(i).equals(Shuttle.NORMAL)).boxed().toList();
    double[][] rows = normal.subList(0, training).stream().map(i -> shuttle.rows().get(i)).toArray(double[][]::new);
    TrainedForest forest = TrainedForest.train(rows, settings(values), Instant.EPOCH);
    return result(shuttle, normal.get(training), half, i -> forest.ratio(forest.score(shuttle.rows().get(i))));
  }

  /** The worst of the nine signals, each by itself. */
  static RowResult robust(Shuttle shuttle, int training, Half half) {
    List<Integer> normal = IntStream.range(0, shuttle.rows().size()).filter(i -> shuttle.classes().get(i).equals(Shuttle.NORMAL)).boxed().toList();
    Settings settings = settings(Map.of("warmup.samples", training, "window.samples", training, "adapt", false));
    Baseline[] signals = new Baseline[9];
    for (int s = 0; s < signals.length; s++) {
      signals[s] = new Baseline(settings);
      for (int i : normal.subList(0, training)) {
        signals[s].learn(shuttle.rows().get(i)[s]);
      }
    }
    return result(shuttle, normal.get(training), half, i -> {
      double worst = 0;
      for (int s = 0; s < signals.length; s++) {
        worst = Math.max(worst, Math.abs(signals[s].off(shuttle.rows().get(i)[s])) / signals[s].limit());
      }
      return worst;
    });
  }

  private static RowResult result(Shuttle shuttle, int from, Half half, IntToDoubleFunction ratio) {
    List<double[]> scored = new ArrayList<>();
    Map<String, Integer> found = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < shuttle.rows().size(); i++) {
      String label = shuttle.classes().get(i);
      boolean normal = label.equals(Shuttle.NORMAL);
      if (normal && i < from || !half.holds(i)) {
        continue; // training, or the other half
      }
      double value = ratio.applyAsDouble(i);
      scored.add(new double[] {value, normal ? 0 : 1});
      counts.merge(label, 1, Integer::sum);
      found.merge(label, value > 1 ? 1 : 0, Integer::sum);
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    counts.forEach((label, count) -> shares.put(label, (double) found.get(label) / count));
    int alarms = found.values().stream().mapToInt(n -> n).sum();
    return new RowResult(area(scored), shares.get(Shuttle.NORMAL), (double) (alarms - found.get(Shuttle.NORMAL)) / alarms, shares, counts);
  }

  /** By ranks, ties counted half. */
  private static double area(List<double[]> scored) {
    double[][] sorted = scored.stream().sorted((a, b) -> Double.compare(a[0], b[0])).toArray(double[][]::new);
    double ranks = 0;
    long faults = 0;
    for (int i = 0; i < sorted.length; ) {
      int j = i;
      while (j < sorted.length && sorted[j][0] == sorted[i][0]) {
        j++;
      }
      for (int k = i; k < j; k++) {
        if (sorted[k][1] == 1) {
          ranks += (i + j + 1) / 2.0;
          faults++;
        }
      }
      i = j;
    }
    return (ranks - faults * (faults + 1) / 2.0) / (faults * (sorted.length - (double) faults));
  }

  /** Faults put into the real demand series after eight weeks of learning by the hour of the week, one at a time. */
  static List<FaultResult> faults() {
    double[] demand = demand();
    int at = 9 * WEEK + 2 * 48 + 20; // Wednesday of the tenth week, 10:00
    List<FaultResult> results = new ArrayList<>();
    results.add(fault("none", demand, at, demand.length, i -> demand[i]));
    results.add(fault("3 samples of 0", demand, at, at + 3, i -> 0));
    results.add(fault("a level 30 % higher, a day", demand, at, at + 48, i -> 1.3 * demand[i]));
    results.add(fault("a level 15 % lower, a day", demand, at, at + 48, i -> 0.85 * demand[i]));
    results.add(fault("stuck at its value, a day", demand, at, at + 48, i -> demand[at]));
    results.add(fault("slow drift, 0.5 % more each day", demand, at, demand.length, i -> demand[i] * (1 + 0.005 * (i - at) / 48)));
    results.add(fault("scaled by 1 000, as by a wrong unit", demand, at, at + 48, i -> 1_000 * demand[i]));
    return results;
  }

  static FaultResult fault(String name, double[] demand, int from, int to, IntToDoubleFunction faulty) {
    Settings settings = settings(Map.of("signals", "demand", "season", "HOUR_OF_WEEK", "warmup.samples", 10, "window.samples", 16, "forest.rows", 0, "outlier.ratio", 8,
        "drift.slack", 1.5, "drift.limit", 100, "raise.samples", 3, "clear.samples", 6));
    List<Insight> states = new ArrayList<>();
    List<Integer> times = new ArrayList<>();
    int[] now = {0};
    AssetWatch watch = new AssetWatch(settings, new Counters(), new Reporter(sink(insight -> {
      states.add(insight);
      times.add(now[0]);
    }), System::nanoTime, new Counters()), InstantSource.system());
    SignalId id = new SignalId(settings.asset(), "demand", "MW");
    for (int i = 0; i < demand.length; i++) {
      now[0] = i;
      double value = i >= from && i < to ? faulty.applyAsDouble(i) : demand[i];
      watch.accept(SignalBatch.of(id, MONDAY.plus(Duration.ofMinutes((long) SLOT_MINUTES * i)), value, Quality.GOOD));
    }
    int before = (int) IntStream.range(0, states.size()).filter(i -> times.get(i) < from).mapToObj(i -> states.get(i).id()).distinct().count();
    int first = IntStream.range(0, states.size()).filter(i -> times.get(i) >= from && times.get(i) < to + settings.raise() && states.get(i).until().isEmpty()).map(times::get).findFirst().orElse(-1);
    return new FaultResult(name, first >= 0, first < 0 ? -1 : first - from, before);
  }

  static Settings settings(Map<String, ?> values) {
    Map<String, Object> all = new LinkedHashMap<>(Map.of("asset", "asset-1", "signals", "V1,V2,V3,V4,V5,V6,V7,V8,V9"));
    all.putAll(values);
    return Settings.of("test", io.sallyport.testkit.Config.of(WatchConfig.class, all));
  }

  static InsightSink sink(java.util.function.Consumer<Insight> raised) {
    return new InsightSink() {
      @Override
      public void raise(Insight insight) {
        raised.accept(insight);
      }

      @Override
      public List<Insight> lasting() {
        return List.of();
      }
    };
  }

  private static double[] demand() {
    try {
      List<String> lines = Files.readAllLines(Path.of("../../models/demand-forecast/src/main/data/gb-half-hourly-demand.csv"));
      return lines.subList(1, lines.size()).stream().mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(String name, RowResult result) {
    System.out.printf(Locale.ROOT, "%s: AUROC %.4f, false alarms %.3f %%, precision %.3f; found %s; of %s%n", name, result.area, 100 * result.falseAlarms, result.precision,
        Arrays.toString(result.found.entrySet().stream().map(entry -> String.format(Locale.ROOT, "%s %.1f %%", entry.getKey(), 100 * entry.getValue())).toArray()), result.counts);
  }
}
