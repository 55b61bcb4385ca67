package io.sallyport.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies at a step of an import, of an apply, of a rollback, of pruning. After the restart the appliance is wholly as before or wholly as
 * asked for, its audit log proves, and it serves. One site lives through all of it: each operation starts from what the crash before left.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CrashTests {
  private static final String MODEL = "radiator-anomaly";
  private static final String OLD = MODEL + "/1.0.0";
  private static final String NEW = MODEL + "/1.1.0";
  private static final int DIED = 137;
  private final List<CrashPoint> points;
  private Project project;
  private Appliance appliance;
  private Media medium;
  /** What {@link #medium} brings that the vault may lack, {@code NAME/VERSION}. */
  private List<String> carried = List.of(NEW);
  private Generations generations;
  /** What it showed when it was last looked at; empty once something may have changed since. */
  private Optional<Shown> last = Optional.empty();
  /** The next to die; each boot is armed for it, for the boots are what takes the time. */
  private int next;

  /** Each place of these operations once; then more of them, chosen by a seed. */
  CrashTests(CrashPoint.Operation... operations) {
    Set<CrashPoint.Operation> of = Set.of(operations);
    points = Stream.concat(CrashPoint.each(of), CrashPoint.some(of, Long.getLong("swap.seed", 1), Integer.getInteger("swap.random.crashes", 0))).toList();
  }

  @BeforeAll
  void boot() {
    project = Project.here();
    medium = new Media(project.medium("demo-2"));
    appliance = LiveAppliance.imported(project, Setup.fresh(project).quick(), "demo-1");
    generations = new Generations(appliance);
    generations.change(OLD, "predictive-maintenance/1.0.0");
    if (points.get(0).operation() == CrashPoint.Operation.ROLLBACK) {
      appliance.console(User.ADA).run("medium:import " + project.medium("demo-2")).orFail();
      generations.change(NEW);
    }
    appliance.kill();
    start();
  }

  @AfterAll
  void end() {
    Closing.all(appliance);
  }

  List<CrashPoint> all() {
    return points;
  }

  @ParameterizedTest
  @MethodSource("all")
  void wholeAfterCrash(CrashPoint point) {
    Shown before = last.orElseGet(() -> Shown.by(appliance));
    last = Optional.empty();
    List<Shown> allowed = switch (point.operation()) {
      case IMPORT -> importUntilDeath(before);
      case APPLY -> applyUntilDeath(before);
      case CANARY -> canaryUntilDeath(before);
      case PROMOTE -> promoteUntilDeath(before);
      case ROLLBACK -> rollbackUntilDeath(before);
      case PRUNE -> pruneUntilDeath(before);
    };
    assertEquals(DIED, appliance.awaitEnd(), () -> "the appliance was to die: " + point + appliance.logTail());

    next++;
    start();
    Shown after = Shown.by(appliance, "; audit:verify; infer:bench --threads 1 --seconds 0.2 --json " + MODEL);
    assertTrue(allowed.contains(after), () -> after + " is not one of " + allowed);
    last = Optional.of(after);
    giveSomethingToGoBackTo(after);
    System.out.println(point + ": " + (after.equals(before) ? "as before" : "as asked for"));
  }

  private void giveSomethingToGoBackTo(Shown now) {
    if (next < points.size() && points.get(next).operation() == CrashPoint.Operation.ROLLBACK && now.previous() == 0) {
      last = Optional.empty();
      appliance.kill();
      appliance.start();
      generations.change(other(now));
      appliance.kill();
      start();
    }
  }

  private void start() {
    appliance.start(CrashPoint.options(next < points.size() ? Optional.of(points.get(next)) : Optional.empty()));
  }

  private List<Shown> importUntilDeath(Shown before) {
    Set<String> verified = new TreeSet<>(before.verified());
    verified.addAll(carried);
    untilDeath(() -> appliance.console(User.ADA).run("medium:import " + medium.folder()));
    return List.of(before, before.withVerified(List.copyOf(verified)));
  }

  /** Whatever had gone when it died, what runs and what ran before are whole; the rest goes with the next pruning. */
  private List<Shown> pruneUntilDeath(Shown before) {
    JsonObject surplus = prune("--dry-run");
    if (carried.size() == 1 || surplus.integer("files") == 0) {
      releaseSurplus();
      surplus = prune("--dry-run");
    }
    assertTrue(surplus.integer("files") > 0, "nothing to prune");
    Shown full = Shown.by(appliance);
    List<String> rest = new ArrayList<>(full.verified());
    rest.removeAll(surplus.strings("packages").stream().map(pack -> pack.replace(' ', '/')).toList());
    untilDeath(() -> prune("--yes"));
    return List.of(full, full.withVerified(rest));
  }

  private JsonObject prune(String option) {
    return appliance.console(User.ADA).run("generation:prune --json " + option).json();
  }

  /** Three versions of a package of which only the newest is kept. The medium is the one of later imports: an older one would be refused. */
  private void releaseSurplus() {
    Media next = medium.copy();
    List<String> versions = new ArrayList<>(carried);
    for (int version = carried.size(); version < carried.size() + 3; version++) {
      String number = "1.0." + version;
      byte[] bundle = BundleJar.named("io.sallyport.surplus", number).header("Sallyport-Package", "surplus;version=" + number).bytes();
      new Forge(next, new DevelopmentKeys(project)).release(new NewPackage("surplus", "library", number, bundle));
      versions.add("surplus/" + number);
    }
    appliance.console(User.ADA).run("medium:import " + next.folder()).orFail();
    medium = next;
    carried = List.copyOf(versions);
  }

  private List<Shown> applyUntilDeath(Shown before) {
    int candidate = generations.plan(other(before));
    generations.approve(candidate);
    untilDeath(generations::tryApply);
    return List.of(before, swapped(before, candidate, before.running()));
  }

  private List<Shown> canaryUntilDeath(Shown before) {
    String candidate = other(before);
    int generation = generations.planTraffic("model:canary --percent 20 --asset R-1 " + candidate.replace('/', ' '));
    generations.approve(generation);
    untilDeath(generations::tryApply);
    return List.of(before, before.after(generation, before.running(), Stream.concat(before.packages().stream(), Stream.of(candidate + " canary 20 % and R-1")).sorted().toList()));
  }

  private List<Shown> promoteUntilDeath(Shown before) {
    assertEquals(2, before.packages().stream().filter(entry -> entry.startsWith(MODEL + "/")).count(), "a candidate beside the active version");
    String candidate = other(before);
    int generation = generations.planTraffic("model:promote " + MODEL);
    generations.approve(generation);
    untilDeath(generations::tryApply);
    List<String> promoted = Stream.concat(before.packages().stream().filter(entry -> !entry.startsWith(MODEL + "/")), Stream.of(candidate)).sorted().toList();
    return List.of(before, before.after(generation, before.running(), promoted));
  }

  private List<Shown> rollbackUntilDeath(Shown before) {
    assertTrue(before.previous() > 0, "nothing to go back to");
    int base = (int) appliance.console(User.ADA).run("generation:show --json " + before.previous()).json().integer("base");
    untilDeath(generations::tryRollback);
    return List.of(before, swapped(before, before.previous(), base));
  }

  private static Shown swapped(Shown before, int running, int previous) {
    List<String> packages = before.packages().stream().map(entry -> entry.startsWith(MODEL + "/") ? other(before) : entry).sorted().toList();
    return before.after(running, previous, packages);
  }

  private static String other(Shown shown) {
    return shown.version(MODEL).equals("1.0.0") ? NEW : OLD;
  }

  /** The connection breaks when the process dies: what the command says does not matter. */
  private static void untilDeath(Runnable operation) {
    try {
      operation.run();
    } catch (RuntimeException | AssertionError e) {
      // Expected: the server is gone.
    }
  }
}
