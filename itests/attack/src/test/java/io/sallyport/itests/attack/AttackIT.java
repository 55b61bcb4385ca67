package io.sallyport.itests.attack;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.attack.Attack;
import io.sallyport.itests.appliance.attack.FlippedByte;
import io.sallyport.itests.appliance.attack.FrameworkExtension;
import io.sallyport.itests.appliance.attack.InPlaceUpdate;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.PlantedInCache;
import io.sallyport.itests.appliance.attack.SingleKey;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.attack.UnsignedJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each attack is refused with its code and recorded; no hostile code has run. */
class AttackIT {
  private static Appliance appliance;
  private static Target target;

  @BeforeAll
  static void boot() {
    Project project = Project.here();
    appliance = LiveAppliance.withModel(project, Setup.fresh(project).quickBoot());
    target = new Target(project, appliance, new Media(project.medium("demo-2")));
  }

  @AfterAll
  static void end() {
    if (appliance != null) {
      appliance.close();
    }
  }

  @Test
  void byteChangedInTheModel() {
    refused(new FlippedByte(), "SP-VAULT-0005");
  }

  @Test
  void signedByOneKeyOnly() {
    refused(new SingleKey(), "SP-TRUST-0011");
  }

  @Test
  void unsignedJar() {
    refused(new UnsignedJar(), "SP-GATE-0001");
  }

  @Test
  void frameworkExtension() {
    refused(new FrameworkExtension(), "SP-GATE-0001");
  }

  @Test
  void updateInPlaceFromInside() {
    refused(new InPlaceUpdate(), "SP-GATE-0002");
  }

  @Test
  void jarPlantedInTheCache() {
    refused(new PlantedInCache(), "SP-GATE-0005");
  }

  private static void refused(Attack attack, String code) {
    Outcome outcome = attack.attempt(target);
    assertAll(() -> assertTrue(outcome.refused(), outcome::detail), () -> assertEquals(code, outcome.code(), outcome::detail),
        () -> assertTrue(outcome.audited(), "no audit entry"));
  }
}
