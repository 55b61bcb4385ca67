package io.sallyport.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Load;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model is exchanged back and forth while four threads infer, also by way of a candidate: no call fails. */
class SwapUnderLoadIT {
  private static final String MODEL = "radiator-anomaly";
  private static final int SWAPS = Integer.getInteger("swap.count", 6);
  private static Appliance appliance;

  @BeforeAll
  static void boot() {
    Project project = Project.here();
    appliance = LiveAppliance.withModel(project, Setup.fresh(project));
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  @Test
  void noCallFailsAndBothVersionsServe() {
    Generations generations = new Generations(appliance);
    List<Long> resident = new ArrayList<>();
    for (int i = 0; i < SWAPS; i++) {
      generations.approve(generations.plan(MODEL + (i % 2 == 0 ? "/1.1.0" : "/1.0.0")));
      Load load = Load.during(appliance, MODEL, generations::apply);
      System.out.println("swap " + (i + 1) + ": " + load);
      assertServed(load);
      resident.add(appliance.view().residentMebibytes());
    }
    System.out.println("resident after each swap, in MiB: " + resident);
    assertEquals(List.of(), appliance.console(User.ADA).run("appliance:status --collect --json").json().array("leftovers"));
    assertTrue(generations.running().contains(MODEL + (SWAPS % 2 == 0 ? "/1.0.0" : "/1.1.0")));
  }

  /**
   * A canary is promoted under load; then that is gone back on, which brings the old version in again and gives the other its part as a canary back. It
   * answers for an asset that the load does not name, so which version answers the load is certain.
   */
  @Test
  void aCandidateAndTheRollbackKeepTheSameContract() {
    Generations generations = new Generations(appliance);
    String now = generations.running().contains(MODEL + "/1.0.0") ? "1.0.0" : "1.1.0";
    String other = now.equals("1.0.0") ? "1.1.0" : "1.0.0";
    List<String> both = List.of(MODEL + "/" + now, MODEL + "/" + other);
    generations.approve(generations.planTraffic("model:canary --asset R-1 " + MODEL + " " + other));
    generations.apply();
    assertTrue(generations.running().containsAll(both));
    generations.approve(generations.planTraffic("model:promote " + MODEL));
    Load promotion = Load.during(appliance, MODEL, generations::apply);
    System.out.println("promotion: " + promotion);
    assertServed(promotion);
    assertFalse(generations.running().contains(MODEL + "/" + now));

    Load back = Load.during(appliance, MODEL, generations::rollback);
    System.out.println("rollback: " + back);
    assertServed(back);
    assertTrue(generations.running().containsAll(both), "the canary is there again");
  }

  private static void assertServed(Load load) {
    assertEquals(0, load.failed());
    assertEquals(2, load.byVersion().size());
    assertTrue(load.byVersion().values().stream().allMatch(calls -> calls > 100), load::toString);
  }
}
