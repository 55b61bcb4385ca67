package io.sallyport.itests.appliance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How well the insights agree with the labels of the rows that were sent. A row counts as reported while an insight lasts.
 *
 * @param truePositives anomalous rows that were reported
 * @param falsePositives other rows that were reported
 * @param falseNegatives anomalous rows that were not
 * @param episodes anomalous episodes that were sent whole
 * @param delays of each detected episode: rows from its first to the one whose arrival raised the insight
 */
public record DetectionQuality(long truePositives, long falsePositives, long falseNegatives, int episodes, List<Long> delays) {
  /**
   * One insight, source times in nanoseconds since 1970.
   *
   * @param until empty while it lasts
   * @param detected source time of the sample that raised it
   */
  public record Reported(long from, Optional<Long> until, long detected) {
    boolean covers(long nanos) {
      return nanos >= from && nanos <= until.orElse(Long.MAX_VALUE);
    }
  }

  public DetectionQuality {
    delays = List.copyOf(delays);
  }

  public static DetectionQuality of(TruthLog truth, List<Reported> insights) {
    long[] counts = new long[3];
    for (TruthLog.Sent row : truth.rows()) {
      boolean reported = insights.stream().anyMatch(insight -> insight.covers(row.nanos()));
      if (reported || row.anomalous()) {
        counts[reported && row.anomalous() ? 0 : reported ? 1 : 2]++;
      }
    }
    List<Long> delays = new ArrayList<>();
    Map<Integer, List<TruthLog.Sent>> episodes = episodes(truth);
    episodes.values().forEach(rows -> delay(rows, truth, insights).ifPresent(delays::add));
    return new DetectionQuality(counts[0], counts[1], counts[2], episodes.size(), delays);
  }

  private static Map<Integer, List<TruthLog.Sent>> episodes(TruthLog truth) {
    Map<Integer, List<TruthLog.Sent>> episodes = new TreeMap<>();
    for (TruthLog.Sent row : truth.rows()) {
      if (row.episode() > 0) {
        episodes.computeIfAbsent(row.episode(), number -> new ArrayList<>()).add(row);
      }
    }
    if (!truth.rows().isEmpty()) {
      // The episode that was being sent when the log was read is not over.
      episodes.remove(truth.rows().get(truth.rows().size() - 1).episode());
    }
    return episodes;
  }

  private static Optional<Long> delay(List<TruthLog.Sent> episode, TruthLog truth, List<Reported> insights) {
    long first = episode.get(0).nanos();
    long last = episode.get(episode.size() - 1).nanos();
    return insights.stream().filter(insight -> insight.from() <= last && insight.until().orElse(Long.MAX_VALUE) >= first && insight.detected() >= first)
        .map(insight -> truth.rows().stream().filter(row -> row.nanos() > first && row.nanos() <= insight.detected()).count()).min(Long::compare);
  }

  /** Share of reported rows that are anomalous; 1 if none was reported. */
  public double precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  /** Share of anomalous rows that were reported; 1 if there were none. */
  public double recall() {
    return ratio(truePositives, truePositives + falseNegatives);
  }

  /** Median delay in rows; empty if no episode was detected. */
  public Optional<Long> medianDelay() {
    return delays.isEmpty() ? Optional.empty() : Optional.of(delays.stream().sorted().toList().get(delays.size() / 2));
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
