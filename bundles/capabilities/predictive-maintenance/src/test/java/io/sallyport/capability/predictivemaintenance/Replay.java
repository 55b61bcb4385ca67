package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** The demo's replay of real rows, 50 rows per second of source time. */
final class Replay {
  static final Path MODELS = Path.of("../../models/radiator-anomaly");
  static final int SIGNALS = 9;
  static final long START = 1_700_000_000L * Fixtures.SECOND;
  static final long PERIOD = 20_000_000L;

  private Replay() {}

  /** Cells: number, V1 … V9, label, episode. */
  static List<String[]> rows() throws IOException {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(MODELS.resolve("src/main/replay/replay.csv.gz"))), StandardCharsets.US_ASCII))) {
      return reader.lines().skip(1).map(line -> line.split(",")).toList();
    }
  }

  /** Sends a row as a connector does: one batch per signal. */
  static void send(Consumer<SignalBatch> sink, String[] row, long nanos) {
    for (int signal = 0; signal < SIGNALS; signal++) {
      sink.accept(new SignalBatch(new SignalId("radiator-1", "V" + (signal + 1), "1"), new long[] {nanos},
          new double[] {Double.parseDouble(row[1 + signal])}, new byte[1]));
    }
  }
}
