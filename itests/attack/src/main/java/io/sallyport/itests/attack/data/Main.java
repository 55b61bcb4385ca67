package io.sallyport.itests.attack.data;

import io.sallyport.itests.appliance.DataInventory;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.attack.data.Trial.Alteration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prints what became of an appliance after each alteration of its data directory: {@code fuzz [ROWS [SEED]]}, every row whose first path
 * begins with {@code ROWS}, one alteration at a start. Exit status 0 only if all is as it must be.
 */
public final class Main {
  private static final long SEED = 20261203;

  private Main() {}

  public static void main(String[] arguments) {
    Project project = Project.here();
    Specimen specimen = Specimen.make(project);
    String rows = arguments.length > 0 ? arguments[0] : "";
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : SEED;
    int wrong = 0;
    for (List<Alteration> start : Plan.of(DataInventory.of(project), specimen, rows, seed).everything()) {
      long begin = System.nanoTime();
      List<String> broken = new Trial(specimen, start).broken();
      System.out.printf("%-5s %3d s  %s%n", broken.isEmpty() ? "holds" : "WRONG", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin), start.get(0));
      broken.stream().limit(Math.max(0, broken.size() - 1L)).forEach(each -> System.out.println("             " + each));
      wrong += broken.isEmpty() ? 0 : 1;
    }
    System.out.println(wrong + " wrong, seed " + seed);
    System.exit(wrong == 0 ? 0 : 1);
  }
}
