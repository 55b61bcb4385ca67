package io.sallyport.models.radiator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** The Statlog Shuttle data set, in the order of its file. */
final class ShuttleData {
  private static final int ROWS = 58_000;

  private final List<Row> rows;

  private ShuttleData(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it is not the whole data set
   */
  static ShuttleData read(Path file) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      List<Row> rows = new ArrayList<>(ROWS);
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(parse(rows.size() + 1, line));
      }
      if (rows.size() != ROWS) {
        throw new IllegalArgumentException(file + " has " + rows.size() + " rows instead of " + ROWS);
      }
      return new ShuttleData(List.copyOf(rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row parse(int number, String line) {
    String[] cells = line.split(",");
    if (cells.length != Row.SIGNALS + 1) {
      throw new IllegalArgumentException("row " + number + " has " + cells.length + " cells");
    }
    int[] values = new int[Row.SIGNALS];
    for (int i = 0; i < values.length; i++) {
      values[i] = Integer.parseInt(cells[i]);
    }
    return new Row(number, values, cells[Row.SIGNALS].replace("\"", ""));
  }

  /** The normal rows of a split, in file order. */
  List<Row> normal(Split split) {
    return select(row -> row.isNormal() && Split.of(row) == split);
  }

  /** The rows of one fault class of a split, in file order. */
  List<Row> fault(Split split, String label) {
    return select(row -> row.label().equals(label) && Split.of(row) == split);
  }

  private List<Row> select(Predicate<Row> wanted) {
    return rows.stream().filter(wanted).toList();
  }
}
