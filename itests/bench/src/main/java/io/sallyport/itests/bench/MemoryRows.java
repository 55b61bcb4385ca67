package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The appliance's memory after each collection, printed row by row. For one thread. */
final class MemoryRows {
  private record Row(int swaps, long residentMib, NativeMemory memory) {}

  private final Appliance appliance;
  private final long pid;
  private final List<Row> rows = new ArrayList<>();

  MemoryRows(Appliance appliance) {
    this.appliance = appliance;
    this.pid = appliance.view().pid();
  }

  void look(int swaps) {
    NativeMemory.collect(pid);
    Row row = new Row(swaps, appliance.view().residentMebibytes(), NativeMemory.of(pid));
    rows.add(row);
    System.out.printf("%4d swaps: resident %d MiB, committed by the JVM %.0f, heap used %.0f%n", swaps, row.residentMib(), row.memory().total(), row.memory().heapUsed());
  }

  /** The categories of the first row beside those of the last. */
  void difference() {
    Map<String, Double> before = rows.get(0).memory().committed();
    System.out.printf("%-26s %10s %10s%n", "committed, MiB", "before", "after");
    rows.get(rows.size() - 1).memory().committed().forEach((category, after) -> System.out.printf("%-26s %10.1f %10.1f%n", category, before.getOrDefault(category, 0.0), after));
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
