package io.sallyport.itests.attack.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.itests.appliance.DataInventory;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.attack.data.Trial.Alteration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whoever can write to the data directory, and the appliance off: never code, never a wider rule, never a silent loss, never a plant that
 * stays down for a file that can be made anew. Each start has several files altered; what the page about the data directory says of each
 * decides what must hold. Seeded ({@code fuzz.seed}); the profile {@code soak} tries every row with every alteration, one at a time.
 */
class DataFuzzIT {
  private static final Project PROJECT = Project.here();
  private static final DataInventory INVENTORY = DataInventory.of(PROJECT);
  private static final long SEED = Long.getLong("fuzz.seed");
  private static final int STARTS = Integer.getInteger("fuzz.starts");
  private static final boolean EVERYTHING = Boolean.getBoolean("fuzz.everything");
  private static Specimen specimen;

  @BeforeAll
  static void make() {
    specimen = Specimen.make(PROJECT);
  }

  @Test
  void everyFileOfTheSpecimenIsInTheInventory() {
    assertEquals(List.of(), INVENTORY.unlisted(specimen.data()));
  }

  @TestFactory
  Stream<DynamicTest> alteredFiles() {
    Plan plan = Plan.of(INVENTORY, specimen, "", SEED);
    List<List<Alteration>> starts = EVERYTHING ? plan.everything() : plan.some(STARTS);
    return starts.stream().map(start -> DynamicTest.dynamicTest(start.toString(),
        () -> assertEquals(List.of(), new Trial(specimen, start).broken(), () -> "seed " + SEED + ": " + start)));
  }
}
