package io.sallyport.itests.plant;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads replay data: CSV with a header, plain or gzip. Needs the columns V1 … V9; takes {@code row}, {@code label} (0, 1, or a class
 * name as in the Statlog {@code Class}, which it takes otherwise: everything but {@code Rad.Flow} counts as anomalous) and {@code episode} where they exist.
 */
public final class ReplayFile {
  private static final int MOST_ROWS = 1_000_000;
  private static final int LONGEST_LINE = 4096;

  private ReplayFile() {}

  /** Rows of a file. @throws IllegalArgumentException if it is empty, cut short or has another form */
  public static List<Row> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The first 2 000 rows of Statlog Shuttle, which the jar carries. */
  public static List<Row> sample() {
    try (InputStream in = ReplayFile.class.getResourceAsStream("shuttle-sample.csv.gz")) {
      return read(in, "the built-in sample");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> read(InputStream raw, String name) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(gzip ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
    String header = lines.readLine();
    if (header == null) {
      throw new IllegalArgumentException(name + " is empty");
    }
    Columns columns = Columns.of(header, name);
    List<Row> rows = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank()) {
        continue;
      }
      if (rows.size() == MOST_ROWS || line.length() > LONGEST_LINE) {
        throw new IllegalArgumentException(name + " is too large at line " + (rows.size() + 2));
      }
      rows.add(columns.parse(line, rows.size(), name));
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(name + " has no rows");
    }
    return rows;
  }

  private record Columns(int row, int[] sensors, int label, int clazz, int episode) {
    static Columns of(String header, String name) {
      List<String> names = Arrays.stream(header.split(",")).map(Columns::unquote).toList();
      int[] sensors = new int[Row.SENSORS];
      for (int i = 0; i < sensors.length; i++) {
        sensors[i] = names.indexOf("V" + (i + 1));
        if (sensors[i] < 0) {
          throw new IllegalArgumentException(name + " has no column V" + (i + 1));
        }
      }
      return new Columns(names.indexOf("row"), sensors, names.indexOf("label"), names.indexOf("Class"), names.indexOf("episode"));
    }

    Row parse(String line, int index, String name) {
      String[] cells = line.split(",", -1);
      try {
        double[] values = new double[Row.SENSORS];
        for (int i = 0; i < values.length; i++) {
          values[i] = Double.parseDouble(cells[sensors[i]].trim());
        }
        long number = row < 0 ? index : Long.parseLong(cells[row].trim());
        return new Row(number, values, labelOf(cells), episode < 0 ? 0 : (int) Double.parseDouble(cells[episode].trim()));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException(name + ", line " + (index + 2) + " is damaged: " + e.getMessage(), e);
      }
    }

    private int labelOf(String[] cells) {
      if (label >= 0 && cells[label].trim().matches("[01]")) {
        return Integer.parseInt(cells[label].trim());
      }
      int named = label >= 0 ? label : clazz;
      return named >= 0 && !unquote(cells[named]).equals("Rad.Flow") ? 1 : 0;
    }

    private static String unquote(String cell) {
      return cell.trim().replace("\"", "");
    }
  }
}
