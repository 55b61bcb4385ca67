package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Load;
import io.sallyport.itests.appliance.User;

/** Step 6. */
final class SwapStep implements Step {
  private static final String MODEL = "radiator-anomaly";
  private static final int CONTROL_SECONDS = 8;

  @Override
  public String title() {
    return "Hot swap of the model under full load, and back";
  }

  @Override
  public void tell(Scene scene) {
    Story story = scene.story();
    Generations generations = new Generations(scene.appliance());
    scene.type(User.ADA, "medium:import " + scene.medium("demo-2").folder());
    int generation = generations.plan(MODEL + "/1.1.0");
    scene.type(User.ADA, "generation:show " + generation);
    generations.approve(generation);
    story.say("quinn and sam approved generation " + generation + "; four threads infer as fast as they can");
    Load control = Load.alone(scene.appliance(), MODEL, CONTROL_SECONDS);
    story.say("no swap:   " + control);
    contract(story, "1.0.0 → 1.1.0", control, Load.during(scene.appliance(), MODEL, generations::apply));
    contract(story, "rollback", control, Load.during(scene.appliance(), MODEL, generations::rollback));
    scene.type(User.ADA, "generation:list");
    story.check(generations.running().contains(MODEL + "/1.0.0"), "1.0.0 runs again");
  }

  private static void contract(Story story, String what, Load control, Load swap) {
    story.say(what + ": " + swap);
    story.check(swap.failed() == 0 && swap.byVersion().size() == 2, what + ": " + swap.failed() + " failed of " + swap.calls() + " calls, both versions served");
    story.say(String.format("longest time between completions %.1f ms, without a swap %.1f ms", swap.longestGapMillis(), control.longestGapMillis()));
  }
}
