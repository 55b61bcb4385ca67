package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.User;
import io.sallyport.trust.JsonObject;
import java.util.List;

/** Step 3. */
final class ImportStep implements Step {
  private static final List<String> EXPECTED = List.of("opcua/1.0.0", "predictive-maintenance/1.0.0", "radiator-anomaly/1.0.0");

  @Override
  public String title() {
    return "A signed medium comes in";
  }

  @Override
  public void tell(Scene scene) {
    scene.type(User.ADA, "medium:import " + scene.medium("demo-1").folder());
    scene.type(User.ADA, "package:list");
    List<JsonObject> packages = scene.ask(User.ADA, "package:list --json").jsonList();
    List<String> verified = packages.stream().filter(p -> p.string("state").equals("VERIFIED")).map(p -> p.string("name") + "/" + p.string("version")).sorted().toList();
    scene.story().check(verified.equals(EXPECTED), "VERIFIED, and nothing of it runs: " + verified);
  }
}
