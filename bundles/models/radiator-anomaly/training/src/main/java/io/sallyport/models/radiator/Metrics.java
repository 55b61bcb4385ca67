package io.sallyport.models.radiator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well scores tell fault from normal on a replay. A window counts as normal if none of its rows is a fault row, and as fault if all
 * the rows that the score is about are; windows between are left out of rates and of the area.
 *
 * @param threshold the {@link #QUANTILE} of the scores of normal validation windows
 * @param area area under the ROC curve
 * @param falseAlarms share of normal windows above the threshold
 * @param classes per fault class
 */
record Metrics(double threshold, double area, double falseAlarms, int normalWindows, Map<String, FaultClass> classes) {
  static final double QUANTILE = 0.999;

  /**
   * @param windowsFound share of its fault windows above the threshold
   * @param episodesFound episodes with a window above the threshold
   * @param medianDelay rows from the first fault row to the alarm, median over the episodes found; -1 if none was
   */
  record FaultClass(int windows, double windowsFound, int episodes, int episodesFound, int medianDelay) {}

  static double threshold(float[] normalScores) {
    float[] sorted = normalScores.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1];
  }

  static Metrics of(Replay replay, float[] scores, double threshold, int newest) {
    List<Replay.Entry> entries = replay.entries();
    List<Float> normal = new ArrayList<>();
    List<Float> fault = new ArrayList<>();
    Map<String, int[]> counts = new LinkedHashMap<>();
    Replay.FAULTS.forEach(label -> counts.put(label, new int[2]));
    for (int i = 0; i < scores.length; i++) {
      List<Replay.Entry> window = entries.subList(i, i + Windows.LENGTH);
      if (window.stream().allMatch(entry -> entry.episode() == 0)) {
        normal.add(scores[i]);
      } else if (window.subList(Windows.LENGTH - newest, Windows.LENGTH).stream().allMatch(entry -> entry.episode() > 0)) {
        fault.add(scores[i]);
        int[] count = counts.get(window.get(Windows.LENGTH - 1).row().label());
        count[0]++;
        count[1] += scores[i] > threshold ? 1 : 0;
      }
    }
    Map<String, FaultClass> classes = new LinkedHashMap<>();
    Map<String, List<Integer>> delays = delays(entries, scores, threshold);
    counts.forEach((label, count) -> {
      List<Integer> found = delays.getOrDefault(label, List.of());
      int[] sorted = found.stream().filter(delay -> delay >= 0).mapToInt(Integer::intValue).sorted().toArray();
      classes.put(label, new FaultClass(count[0], count[0] == 0 ? 0 : (double) count[1] / count[0], found.size(), sorted.length,
          sorted.length == 0 ? -1 : sorted[sorted.length / 2]));
    });
    double falseAlarms = (double) normal.stream().filter(score -> score > threshold).count() / normal.size();
    return new Metrics(threshold, area(normal, fault), falseAlarms, normal.size(), classes);
  }

  /** Per class, for each episode the rows until its first window above the threshold, or -1. */
  private static Map<String, List<Integer>> delays(List<Replay.Entry> entries, float[] scores, double threshold) {
    Map<String, List<Integer>> delays = new LinkedHashMap<>();
    for (int first = 0; first < entries.size(); first++) {
      int episode = entries.get(first).episode();
      if (episode == 0 || entries.get(first - 1).episode() == episode) {
        continue;
      }
      int delay = -1;
      for (int i = first; delay < 0 && i < entries.size() && entries.get(i).episode() == episode; i++) {
        int window = i - Windows.LENGTH + 1;
        delay = window >= 0 && scores[window] > threshold ? i - first + 1 : -1;
      }
      delays.computeIfAbsent(entries.get(first).row().label(), label -> new ArrayList<>()).add(delay);
    }
    return delays;
  }

  /** The share of (normal, fault) pairs in which the fault window scores higher. */
  private static double area(List<Float> normal, List<Float> fault) {
    float[] sorted = new float[normal.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = normal.get(i);
    }
    Arrays.sort(sorted);
    double pairs = 0;
    for (float score : fault) {
      int place = Arrays.binarySearch(sorted, score);
      pairs += place >= 0 ? place + 0.5 : -place - 1;
    }
    return pairs / ((double) normal.size() * fault.size());
  }
}
