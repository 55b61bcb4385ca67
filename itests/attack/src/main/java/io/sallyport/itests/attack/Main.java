package io.sallyport.itests.attack;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.attack.Attack;
import io.sallyport.itests.appliance.attack.Attacks;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;

/** Tries every attack and prints what came of it. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Project project = Project.here();
    boolean held = true;
    System.out.printf("%-8s %-14s %-8s %s%n", "refused", "code", "audited", "attack");
    try (Appliance appliance = LiveAppliance.withModel(project, Setup.fresh(project))) {
      Target target = new Target(project, appliance, new Media(project.medium("demo-2")));
      for (Attack attack : Attacks.all()) {
        Outcome outcome = attack.attempt(target);
        held &= outcome.held();
        System.out.printf("%-8s %-14s %-8s %s%n", outcome.refused() ? "yes" : "NO", outcome.code(), outcome.audited() ? "yes" : "NO", attack.title());
        System.out.println("         " + outcome.detail());
      }
    }
    System.exit(held ? 0 : 1);
  }
}
