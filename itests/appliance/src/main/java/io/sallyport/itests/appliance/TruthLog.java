package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the plant really sent, in order. */
public record TruthLog(List<Sent> rows) {
  /**
   * One row.
   *
   * @param nanos its source time, nanoseconds since 1970
   * @param anomalous what the data set says of it
   * @param episode number of its anomalous episode, 0 for none
   */
  public record Sent(long row, long nanos, boolean anomalous, int episode) {
  }

  static TruthLog read(Path data) {
    List<Sent> rows = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(data.resolve("replay-log.csv"));
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",");
        if (cells.length == 4) {
          rows.add(new Sent(Long.parseLong(cells[0]), Long.parseLong(cells[1]), cells[2].equals("1"), Integer.parseInt(cells[3])));
        }
      }
      return new TruthLog(List.copyOf(rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
