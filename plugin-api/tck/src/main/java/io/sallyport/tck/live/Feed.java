package io.sallyport.tck.live;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.operations.ConsumerStatus;
import io.sallyport.testkit.Series;
import io.sallyport.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a plugin has subscribed to, and samples for it. Used by one thread. */
final class Feed {
  private static final String ANY = "*";
  private static final Instant START = Instant.parse("2026-01-05T06:00:00Z");

  private final TestPlatform platform;
  private final List<SignalId> signals;
  private Instant next = START;

  private Feed(TestPlatform platform, List<SignalId> signals) {
    this.platform = platform;
    this.signals = signals;
  }

  /** Of a started plugin; an asset or name that it leaves open is taken from the setup, or is {@code tck}. */
  static Feed of(TestPlatform platform, Setup setup) {
    Set<SignalId> wanted = new LinkedHashSet<>();
    for (ConsumerStatus consumer : platform.signals().consumers()) {
      String[] sides = consumer.wants().split("/", 2);
      for (String asset : sides[0].split(",")) {
        for (String name : sides[1].split(",")) {
          wanted.add(new SignalId(asset.equals(ANY) ? "tck" : asset, name.equals(ANY) ? "tck" : name, "1"));
        }
      }
    }
    if (!wanted.isEmpty()) {
      wanted.addAll(setup.signals());
    }
    return new Feed(platform, List.copyOf(wanted));
  }

  boolean isEmpty() {
    return signals.isEmpty();
  }

  int size() {
    return signals.size();
  }

  /** Sends so much of each signal, all with the same times, row by row as a connector would. */
  void send(int samples, UnaryOperator<Series> content) {
    List<List<SignalBatch>> columns = new ArrayList<>();
    for (SignalId signal : signals) {
      columns.add(content.apply(platform.signals().series(signal.asset(), signal.name(), signal.unit()).at(next)).toBatches());
    }
    int rows = columns.stream().mapToInt(List::size).max().orElse(0);
    List<SignalBatch> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (List<SignalBatch> column : columns) {
        if (row < column.size()) {
          all.add(column.get(row));
        }
      }
    }
    platform.signals().send(all);
    next = next.plus(Duration.ofSeconds(samples + 1L));
  }

  /** Queues a plain ramp of each and does not wait. */
  void post(int samples) {
    for (SignalId signal : signals) {
      platform.signals().series(signal.asset(), signal.name(), signal.unit()).at(next).ramp(1, 100, samples).toBatches().forEach(platform.signals()::post);
    }
    next = next.plus(Duration.ofSeconds(samples + 1L));
  }
}
