package io.sallyport.models.radiator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static ShuttleData data;

  @BeforeAll
  static void read() {
    data = ShuttleData.read(Path.of("../src/main/data/statlog-shuttle.csv.gz"));
  }

  @Test
  void theCommittedReplayIsTheOneThisMakes() throws IOException {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(Path.of("../src/main/replay/replay.csv.gz"))), StandardCharsets.US_ASCII))) {
      assertEquals(ReplayFile.text(Replay.demo(data)), String.join("\n", lines.lines().toList()) + "\n");
    }
  }

  @Test
  void replaysUseRowsOfTheirSplitOnceOnly() {
    for (Replay replay : List.of(Replay.demo(data), Replay.everything(data, Split.TEST, 40))) {
      Set<Integer> rows = new HashSet<>();
      for (Replay.Entry entry : replay.entries()) {
        assertEquals(Split.TEST, Split.of(entry.row()));
        assertEquals(entry.row().isNormal(), entry.episode() == 0);
        assertTrue(rows.add(entry.row().number()));
      }
    }
  }

  @Test
  void noRowOfTheTestSplitLooksLikeATrainingRow() {
    Set<List<Integer>> training = new HashSet<>();
    data.normal(Split.TRAINING).forEach(row -> training.add(values(row)));
    assertEquals(27_322, training.size());
    for (Replay.Entry entry : Replay.everything(data, Split.TEST, 40).entries()) {
      assertTrue(training.add(values(entry.row())), () -> "row " + entry.row().number());
    }
  }

  private static List<Integer> values(Row row) {
    return java.util.Arrays.stream(row.values()).boxed().toList();
  }
}
