package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.User;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The appliance's memory after each collection, printed row by row. For one thread. */
final class MemoryRows {
  private static final Pattern USED = Pattern.compile("garbage-first heap\\s+total \\d+K, used (\\d+)K");
  private static final long KIBIBYTES = 1024;

  private record Row(int swaps, long residentMib) {}

  private final Appliance appliance;
  private final List<Row> rows = new ArrayList<>();

  MemoryRows(Appliance appliance) {
    this.appliance = appliance;
  }

  void look(int swaps) {
    appliance.console(User.ADA).run("appliance:status --collect --json").orFail();
    Row row = new Row(swaps, appliance.view().residentMebibytes());
    rows.add(row);
    System.out.printf("%4d swaps: resident %d MiB, heap used %s MiB%n", swaps, row.residentMib(), heapUsed());
  }

  private String heapUsed() {
    Matcher used = USED.matcher(appliance.dump());
    return used.find() ? Long.toString(Long.parseLong(used.group(1)) / KIBIBYTES) : "?";
  }

  long first() {
    return rows.get(0).residentMib();
  }

  long last() {
    return rows.get(rows.size() - 1).residentMib();
  }

  /** Resident MiB a swap in the second half: the least-squares line through its rows, 0 where there are fewer than two. */
  double slope() {
    List<Row> half = rows.subList(rows.size() / 2, rows.size());
    double meanSwaps = half.stream().mapToInt(Row::swaps).average().orElse(0);
    double meanResident = half.stream().mapToLong(Row::residentMib).average().orElse(0);
    double above = half.stream().mapToDouble(row -> (row.swaps() - meanSwaps) * (row.residentMib() - meanResident)).sum();
    double below = half.stream().mapToDouble(row -> (row.swaps() - meanSwaps) * (row.swaps() - meanSwaps)).sum();
    return below == 0 ? 0 : above / below;
  }
}
