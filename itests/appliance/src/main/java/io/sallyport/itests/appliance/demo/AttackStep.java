package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.attack.Attack;
import io.sallyport.itests.appliance.attack.Attacks;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;

/** Step 7. */
final class AttackStep implements Step {
  @Override
  public String title() {
    return "Attacks";
  }

  @Override
  public void tell(Scene scene) {
    Target target = new Target(scene.project(), scene.appliance(), scene.medium("demo-2"));
    for (Attack attack : Attacks.all()) {
      Outcome outcome = attack.attempt(target);
      scene.story().check(outcome.held(), attack.title() + " → " + outcome.code() + (outcome.code().equals(Outcome.GONE) ? "" : outcome.audited() ? ", audited" : ", NOT AUDITED"));
      scene.story().say("    " + outcome.detail());
    }
  }
}
