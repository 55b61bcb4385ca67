package io.sallyport.models.surface;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How well a model does on blocks it never saw.
 *
 * @param threshold above it a tile is rejected
 * @param clean tiles without a defect
 * @param falseAlarms share of them that are rejected
 * @param area under the ROC curve, all defects against the clean tiles
 * @param micros processor time of a call, 99 % quantile, on one thread of the machine that trained
 */
record Metrics(double threshold, int clean, double falseAlarms, double area, double micros, Map<Defects.Kind, Part> kinds) {
  private static final int STEP = 8;
  private static final int EACH = 20;
  /** Share of the clean validation tiles whose score the threshold is not below. */
  static final double QUANTILE = 0.95;

  /**
   * One kind of defect.
   *
   * @param image area under the ROC curve of tiles by score
   * @param pixel area under the ROC curve of cells by heat, within tiles with this defect
   * @param found share of tiles that are rejected
   * @param bySize area by size, small to large
   * @param byContrast area by contrast, low to high
   */
  record Part(int tiles, double image, double pixel, double found, double[] bySize, double[] byContrast) {}

  static double threshold(OnnxRun exported, Split split) {
    double[] scores = exported.scores(Split.tiles(split.validation(), STEP));
    Arrays.sort(scores);
    return scores[(int) (QUANTILE * (scores.length - 1))];
  }

  static Metrics of(OnnxRun exported, Split split, double threshold, long seed) {
    double[] clean = exported.scores(Split.tiles(split.test(), STEP));
    Defects defects = new Defects(new Sampler(split.test()), Scale.of(split.test()));
    Map<Defects.Kind, Part> kinds = new EnumMap<>(Defects.Kind.class);
    List<Double> all = new ArrayList<>();
    for (Defects.Kind kind : Defects.Kind.values()) {
      kinds.put(kind, part(exported, defects, kind, clean, threshold, seed, all));
    }
    return new Metrics(threshold, clean.length, share(clean, threshold), Measure.area(clean, array(all)), micros(exported, split), kinds);
  }

  private static Part part(OnnxRun exported, Defects defects, Defects.Kind kind, double[] clean, double threshold, long seed, List<Double> all) {
    List<Double> normal = new ArrayList<>();
    List<Double> defect = new ArrayList<>();
    List<List<Double>> sizes = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<List<Double>> contrasts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Defects.Step size : Defects.Step.values()) {
      for (Defects.Step contrast : Defects.Step.values()) {
        for (int i = 0; i < EACH; i++) {
          Random random = new Random(seed + 100_000L * kind.ordinal() + 10_000L * size.ordinal() + 1_000L * contrast.ordinal() + i);
          Example example = defects.make(kind, size, contrast, random).example();
          OnnxRun.Output output = exported.run(example.picture());
          sizes.get(size.ordinal()).add((double) output.score());
          contrasts.get(contrast.ordinal()).add((double) output.score());
          for (int cell = 0; cell < output.heat().length; cell++) {
            if (example.labels()[cell] >= 0) {
              (example.labels()[cell] == 1 ? defect : normal).add((double) output.heat()[cell]);
            }
          }
        }
      }
    }
    double[] scores = sizes.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
    sizes.forEach(all::addAll);
    return new Part(scores.length, Measure.area(clean, scores), Measure.area(array(normal), array(defect)), share(scores, threshold),
        sizes.stream().mapToDouble(part -> Measure.area(clean, array(part))).toArray(), contrasts.stream().mapToDouble(part -> Measure.area(clean, array(part))).toArray());
  }

  private static double micros(OnnxRun exported, Split split) {
    List<Grey> tiles = Split.tiles(split.test(), STEP);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return tiles.stream().mapToDouble(tile -> {
      long start = threads.getCurrentThreadCpuTime();
      exported.run(tile);
      return (threads.getCurrentThreadCpuTime() - start) / 1e3;
    }).sorted().skip(tiles.size() * 99 / 100).findFirst().orElseThrow();
  }

  private static double share(double[] scores, double threshold) {
    int above = 0;
    for (double score : scores) {
      above += score > threshold ? 1 : 0;
    }
    return above / (double) scores.length;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
