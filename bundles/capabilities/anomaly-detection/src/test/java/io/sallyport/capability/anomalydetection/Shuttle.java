package io.sallyport.capability.anomalydetection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Statlog Shuttle: nine radiator signals and a class, which no detector sees. */
record Shuttle(List<double[]> rows, List<String> classes) {
  static final String NORMAL = "Rad.Flow";

  static Shuttle read() {
    Path file = Path.of("../../models/radiator-anomaly/src/main/data/statlog-shuttle.csv.gz");
    List<double[]> rows = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.replace("\"", "").split(",");
        double[] row = new double[9];
        for (int i = 0; i < row.length; i++) {
          row[i] = Double.parseDouble(cells[i]);
        }
        rows.add(row);
        classes.add(cells[9]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Shuttle(rows, classes);
  }
}
