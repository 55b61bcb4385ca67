package io.sallyport.capability.loadforecasting;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The real series, as if it ended a month after the platform's time: its weeks 9 to 12, which the model was not fitted to, come live. */
final class Demand {
  static final SignalId SIGNAL = new SignalId("grid", "demand", "MW");
  static final Duration SLOT = Duration.ofMinutes(30);
  static final int WEEK = 336;
  /** A Monday, 00:00 UTC; 53 days before the testkit's clock begins. */
  static final Instant MONDAY = Instant.parse("2025-11-10T00:00:00Z");
  /** First sample after the testkit's clock begins. */
  static final int LIVE = 52 * 48;

  private static final double[] VALUES = read();

  private Demand() {}

  static double at(int index) {
    return VALUES[index];
  }

  static int size() {
    return VALUES.length;
  }

  static Instant time(int index) {
    return MONDAY.plus(SLOT.multipliedBy(index));
  }

  /** One batch for each sample. @param to exclusive */
  static List<SignalBatch> batches(int from, int to) {
    return batches(from, to, Demand::at);
  }

  static List<SignalBatch> batches(int from, int to, IntToDoubleFunction values) {
    return IntStream.range(from, to).mapToObj(i -> SignalBatch.of(SIGNAL, time(i), values.applyAsDouble(i), Quality.GOOD)).toList();
  }

  private static double[] read() {
    try {
      List<String> lines = Files.readAllLines(Path.of("../../models/demand-forecast/src/main/data/gb-half-hourly-demand.csv"));
      return lines.subList(1, lines.size()).stream().mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
