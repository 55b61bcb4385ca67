package io.sallyport.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies at a step of an apply. After the restart the appliance is wholly in the old or wholly in the new generation, its audit
 * log proves, and it serves. One site lives through all of it: each apply starts from what the crash before left.
 */
class CrashIT {
  private static final String MODEL = "radiator-anomaly";
  private static final int DIED = 137;
  private static Appliance appliance;
  private static Optional<CrashPoint> armed = Optional.empty();

  @BeforeAll
  static void boot() {
    Project project = Project.here();
    appliance = LiveAppliance.withModel(project, Setup.fresh(project).quickBoot());
  }

  @AfterAll
  static void end() {
    if (appliance != null) {
      appliance.close();
    }
  }

  static List<CrashPoint> points() {
    Random random = new Random(Long.getLong("swap.seed", 1));
    var all = CrashPoint.all();
    Stream<CrashPoint> repeats = random.ints(Integer.getInteger("swap.random.crashes", 0), 0, all.size()).mapToObj(all::get);
    return Stream.concat(all.stream(), repeats).toList();
  }

  @ParameterizedTest
  @MethodSource("points")
  void wholeAfterCrash(CrashPoint point) {
    arm(point);
    Generations generations = new Generations(appliance);
    int old = generations.current();
    String oldModel = model(generations);
    String newModel = oldModel.endsWith("1.0.0") ? MODEL + "/1.1.0" : MODEL + "/1.0.0";
    int candidate = generations.plan(newModel);
    generations.approve(candidate);
    applyUntilDeath(generations);
    assertEquals(DIED, appliance.awaitEnd(), () -> "the appliance was to die at " + point + appliance.logTail());

    // Armed for the next crash already: the boots are what takes the time.
    armed = Optional.empty();
    arm(next(point));
    int now = generations.current();
    assertTrue(now == old || now == candidate, "neither " + old + " nor " + candidate + " but " + now);
    assertEquals(now == old ? oldModel : newModel, model(generations));
    run("audit:verify");
    run("infer:bench --threads 1 --seconds 1 --json " + MODEL);
    assertEquals(now, appliance.console(User.ADA).run("appliance:status --json").json().object("provision").integer("running"));
    System.out.println(point + ": " + (now == old ? "old" : "new") + " generation");
  }

  private static void arm(CrashPoint point) {
    if (armed.equals(Optional.of(point)) && appliance.isRunning()) {
      return;
    }
    if (appliance.isRunning()) {
      appliance.kill();
    }
    appliance.start(point.options());
    armed = Optional.of(point);
  }

  private static CrashPoint next(CrashPoint point) {
    List<CrashPoint> all = CrashPoint.all();
    return all.get((all.indexOf(point) + 1) % all.size());
  }

  /** The connection breaks when the process dies: what the command says does not matter. */
  private static void applyUntilDeath(Generations generations) {
    try {
      generations.tryApply();
    } catch (RuntimeException | AssertionError e) {
      // Expected: the server is gone.
    }
  }

  private static String model(Generations generations) {
    return generations.running().stream().filter(entry -> entry.startsWith(MODEL + "/")).findFirst().orElseThrow();
  }

  private static Result run(String command) {
    return appliance.console(User.ADA).run(command).orFail();
  }
}
