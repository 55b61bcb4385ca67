package io.sallyport.itests.swap;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A place at which the appliance is made to die as by kill -9.
 *
 * @param at {@code STEP:begin} or {@code STEP:end} for a line of the journal, {@code import:WHERE} for an import, {@code prune:WHERE} for pruning
 */
record CrashPoint(Operation operation, String at) {
  /** What is under way when it dies. */
  enum Operation { IMPORT, APPLY, CANARY, PROMOTE, ROLLBACK, PRUNE }

  /** The last first: what is committed before it dies gives the later ones something to go back to. */
  private static final List<String> STEPS = List.of("finish", "retire", "commit", "drain", "watch", "switch", "prove", "stage", "install", "fetch", "admit");
  private static final List<String> IMPORT = List.of("scanned", "metadata", "copying", "copied", "verified", "accepted", "recorded", "trusted");
  private static final List<String> PRUNE = List.of("recorded", "descriptors", "removed");

  /**
   * Every place of an import and of pruning; every step of an apply after its effect, every step of a rollback before it. Changes of traffic are
   * applies too: of them the places at which it is decided which versions run. The first one leaves a candidate to the others.
   */
  static Stream<CrashPoint> each(Set<Operation> operations) {
    return Stream.of(imports(), steps(Operation.APPLY, "end"), traffic(), steps(Operation.ROLLBACK, "begin"), prunings()).flatMap(points -> points).filter(point -> operations.contains(point.operation()));
  }

  /** So many of all places of these operations, chosen by a seed. */
  static Stream<CrashPoint> some(Set<Operation> operations, long seed, int count) {
    List<CrashPoint> all = Stream.of(imports(), steps(Operation.APPLY, "begin"), steps(Operation.APPLY, "end"), steps(Operation.ROLLBACK, "begin"), steps(Operation.ROLLBACK, "end"), prunings())
        .flatMap(points -> points).filter(point -> operations.contains(point.operation())).toList();
    return new Random(seed).ints(count, 0, Math.max(1, all.size())).mapToObj(all::get);
  }

  private static Stream<CrashPoint> imports() {
    return IMPORT.stream().map(where -> new CrashPoint(Operation.IMPORT, "import:" + where));
  }

  private static Stream<CrashPoint> traffic() {
    return Stream.of(new CrashPoint(Operation.CANARY, "commit:end"), new CrashPoint(Operation.PROMOTE, "switch:end"), new CrashPoint(Operation.PROMOTE, "commit:end"));
  }

  private static Stream<CrashPoint> prunings() {
    return PRUNE.stream().map(where -> new CrashPoint(Operation.PRUNE, "prune:" + where));
  }

  private static Stream<CrashPoint> steps(Operation operation, String phase) {
    return STEPS.stream().map(step -> new CrashPoint(operation, step + ":" + phase));
  }

  static String[] options(Optional<CrashPoint> point) {
    return point.map(armed -> new String[] {"-Dsallyport.test=true", "-Dsallyport.crash.at=" + armed.at()}).orElse(new String[0]);
  }

  @Override
  public String toString() {
    return operation + " at " + at;
  }
}
