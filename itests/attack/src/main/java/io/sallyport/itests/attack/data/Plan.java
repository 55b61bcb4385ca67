package io.sallyport.itests.attack.data;

import io.sallyport.itests.appliance.DataInventory;
import io.sallyport.itests.appliance.DataInventory.Effect;
import io.sallyport.itests.appliance.DataInventory.Row;
import io.sallyport.itests.attack.data.Trial.Alteration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which files of a specimen are altered together at each start. The same seed gives the same starts.
 *
 * @param files of the specimen, by the row of the inventory that names them
 */
record Plan(Map<Row, List<Path>> files, long seed) {
  private static final int TOLD_TOGETHER = 3;
  /** The harness itself writes there while the appliance runs. */
  private static final Path OUTPUT = Path.of("log/console.log");

  /** @param rows only rows whose first path begins so; all of them if empty */
  static Plan of(DataInventory inventory, Specimen specimen, String rows, long seed) {
    Map<Row, List<Path>> files = new TreeMap<>(Comparator.comparing(row -> row.patterns().get(0)));
    for (Path path : DataInventory.paths(specimen.data())) {
      inventory.row(path).filter(row -> !path.equals(OUTPUT) && row.patterns().get(0).startsWith(rows))
          .ifPresent(row -> files.computeIfAbsent(row, each -> new ArrayList<>()).add(path));
    }
    return new Plan(files, seed);
  }

  /** In turn: a file of every row that can be made anew, of some whose loss is told, of one that stops something. */
  List<List<Alteration>> some(int starts) {
    Random random = new Random(seed);
    List<Effect> turns = List.of(Effect.REBUILT, Effect.TOLD, Effect.STOPS, Effect.REBUILT);
    return IntStream.range(0, starts).mapToObj(start -> together(turns.get(start % turns.size()), random)).filter(start -> !start.isEmpty()).toList();
  }

  /** Each row with each alteration, one at a time. */
  List<List<Alteration>> everything() {
    Random random = new Random(seed);
    return files.keySet().stream().flatMap(row -> Stream.of(Mutation.values()).map(mutation -> List.of(alteration(row, mutation, random)))).toList();
  }

  private List<Alteration> together(Effect effect, Random random) {
    List<Row> rows = new ArrayList<>(files.keySet().stream().filter(row -> row.effect() == effect).toList());
    Collections.shuffle(rows, random);
    int max = switch (effect) {
      case REBUILT -> rows.size();
      case TOLD -> TOLD_TOGETHER;
      case STOPS -> 1;
    };
    return rows.stream().limit(max).map(row -> alteration(row, Mutation.values()[random.nextInt(Mutation.values().length)], random)).toList();
  }

  private Alteration alteration(Row row, Mutation mutation, Random random) {
    List<Path> choice = files.get(row);
    return new Alteration(choice.get(random.nextInt(choice.size())), mutation, row.effect());
  }
}
