package io.sallyport.models.radiator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A made-up history of real rows: normal rows in file order, with episodes of fault rows, also in file order, spliced in.
 *
 * @param entries in replay order
 */
record Replay(List<Entry> entries) {
  /** The fault classes, the most frequent first. */
  static final List<String> FAULTS = List.of("High", "Bypass", "Fpv.Open", "Fpv.Close", "Bpv.Open", "Bpv.Close");

  /** @param episode 0 outside any episode, else its number, from 1 */
  record Entry(Row row, int episode) {}

  /** @param normalBefore normal rows before it */
  private record Episode(int normalBefore, String label, int length) {}

  /** What the demo's plant replays: 6 000 test rows. Lengths of rare classes are what the test split has of them. */
  private static final List<Episode> DEMO = List.of(
      new Episode(900, "Bypass", 80),
      new Episode(700, "High", 80),
      new Episode(700, "Fpv.Open", 48),
      new Episode(600, "Bypass", 40),
      new Episode(600, "Fpv.Close", 16),
      new Episode(600, "High", 60),
      new Episode(500, "Bpv.Open", 5),
      new Episode(500, "Fpv.Open", 32));
  private static final int DEMO_LENGTH = 6_000;

  static Replay demo(ShuttleData data) {
    return build(data, Split.TEST, DEMO, DEMO_LENGTH);
  }

  /** Every row of the split once: its normal rows, with all its fault rows spread evenly in episodes of up to {@code longest}. */
  static Replay everything(ShuttleData data, Split split, int longest) {
    List<Episode> episodes = new ArrayList<>();
    int normal = data.normal(split).size();
    Map<String, Integer> left = new HashMap<>();
    FAULTS.forEach(label -> left.put(label, data.fault(split, label).size()));
    for (boolean any = true; any; ) {
      any = false;
      for (String label : FAULTS) {
        int length = Math.min(longest, left.get(label));
        if (length > 0) {
          episodes.add(new Episode(0, label, length));
          left.merge(label, -length, Integer::sum);
          any = true;
        }
      }
    }
    int between = normal / (episodes.size() + 1);
    return build(data, split, episodes.stream().map(e -> new Episode(between, e.label, e.length)).toList(), 0);
  }

  private static Replay build(ShuttleData data, Split split, List<Episode> episodes, int length) {
    Iterator<Row> normal = data.normal(split).iterator();
    Map<String, Iterator<Row>> faults = new HashMap<>();
    FAULTS.forEach(label -> faults.put(label, data.fault(split, label).iterator()));
    List<Entry> entries = new ArrayList<>();
    for (int number = 1; number <= episodes.size(); number++) {
      Episode episode = episodes.get(number - 1);
      append(entries, normal, episode.normalBefore, 0);
      append(entries, faults.get(episode.label), episode.length, number);
    }
    int rest = length > 0 ? length - entries.size() : Integer.MAX_VALUE;
    for (int i = 0; i < rest && normal.hasNext(); i++) {
      append(entries, normal, 1, 0);
    }
    return new Replay(List.copyOf(entries));
  }

  private static void append(List<Entry> entries, Iterator<Row> rows, int count, int episode) {
    for (int i = 0; i < count; i++) {
      entries.add(new Entry(rows.next(), episode));
    }
  }
}
