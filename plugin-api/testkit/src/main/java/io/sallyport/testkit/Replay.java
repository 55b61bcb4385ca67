package io.sallyport.testkit;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Rows of a CSV file as signals: a header line, commas, one column per signal, optionally one with the time. A row becomes one batch of
 * one sample per signal; an empty cell is no sample, {@code NaN} is one that is no number. Files that end in {@code .gz} are unpacked.
 * Immutable.
 */
public final class Replay {
  private record Column(int index, SignalId signal) {}

  private final List<String> header;
  private final List<String[]> rows;
  private final List<Column> columns;
  private final Optional<Integer> time;
  private final Instant start;
  private final Duration period;

  private Replay(List<String> header, List<String[]> rows, List<Column> columns, Optional<Integer> time, Instant start, Duration period) {
    this.header = header;
    this.rows = rows;
    this.columns = columns;
    this.time = time;
    this.start = start;
    this.period = period;
  }

  /** @throws UncheckedIOException if it cannot be read */
  public static Replay csv(Path file) {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      List<String[]> lines = reader.lines().filter(line -> !line.isBlank()).map(line -> line.split(",", -1)).toList();
      return new Replay(List.of(lines.get(0)), lines.subList(1, lines.size()), List.of(), Optional.empty(), TestClock.START, Duration.ofSeconds(1));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** Its columns as signals of that asset, named as the columns are. @throws IllegalArgumentException if there is no such column */
  public Replay signals(String asset, String unit, String... names) {
    List<Column> more = new ArrayList<>(columns);
    for (String name : names) {
      more.add(new Column(index(name), new SignalId(asset, name, unit)));
    }
    return new Replay(header, rows, List.copyOf(more), time, start, period);
  }

  /** The column that holds the source time, as in {@code 2026-01-01T00:00:00Z}. */
  public Replay time(String column) {
    return new Replay(header, rows, columns, Optional.of(index(column)), start, period);
  }

  /** Source time of the first row of the file, and from one row to the next; for files without a time. */
  public Replay time(Instant first, Duration distance) {
    return new Replay(header, rows, columns, Optional.empty(), first, distance);
  }

  /** Rows from the first index up to and without the last; their times stay. */
  public Replay rows(int from, int to) {
    Instant shifted = start.plus(period.multipliedBy(from));
    return new Replay(header, rows.subList(from, to), columns, time, shifted, period);
  }

  public int size() {
    return rows.size();
  }

  /** A cell, such as a label. */
  public String cell(int row, String column) {
    return rows.get(row)[index(column)];
  }

  /** Source time of a row. */
  public Instant time(int row) {
    return time.map(column -> Instant.parse(rows.get(row)[column].strip())).orElseGet(() -> start.plus(period.multipliedBy(row)));
  }

  /** The batches of one row. */
  public List<SignalBatch> batches(int row) {
    List<SignalBatch> batches = new ArrayList<>();
    for (Column column : columns) {
      String cell = rows.get(row)[column.index()].strip();
      if (!cell.isEmpty()) {
        batches.add(SignalBatch.of(column.signal(), time(row), Double.parseDouble(cell), Quality.GOOD));
      }
    }
    return batches;
  }

  /** The batches of all rows. */
  public List<SignalBatch> batches() {
    List<SignalBatch> all = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      all.addAll(batches(row));
    }
    return all;
  }

  private int index(String column) {
    int index = header.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException("there is no column " + column + " among " + header);
    }
    return index;
  }
}
