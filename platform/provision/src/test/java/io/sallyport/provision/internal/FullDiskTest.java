package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.powercut.PowerCutDisk;
import io.sallyport.provision.StepListener;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk becomes full at any write of an apply. It is refused or taken back and the old generation runs on, or it was committed already;
 * with room again the same change works, without a restart, and what a restart finds is whole.
 */
class FullDiskTest {
  private static final String OLD = "pump 1.0.0";
  private static final String NEW = "pump 1.1.0";

  @TempDir
  Path directory;
  private PowerCutDisk disk = new PowerCutDisk();

  @Test
  void anApplyIsTakenBackAndWorksWithRoomAgain() {
    try (TestAppliance appliance = new TestAppliance(directory, disk.path("data"))) {
      appliance.service.reconcile();
      appliance.release("pump", "1.0.0", "never");
      appliance.change("pump");
      appliance.release("pump", "1.1.0", "never");
      appliance.plan("pump");
      appliance.approve();
      PowerCutDisk before = disk;
      TreeSet<String> ends = new TreeSet<>();
      boolean filled = true;
      for (int writes = 0; filled; writes += step(writes)) {
        disk = before.settled();
        appliance.use(disk.path("data"), Optional.empty());
        appliance.service.reconcile();
        disk.fillAfter(writes);
        ends.add(applied(appliance, writes));
        filled = disk.empty();
        withRoomAgain(appliance, writes);
      }
      assertEquals(List.of("applied, new", "refused, old"), List.copyOf(ends));
    }
  }

  /** Each of the first writes, then some: an apply has about sixty. */
  private static int step(int writes) {
    return writes < 6 ? 1 : 5;
  }

  private static String applied(TestAppliance appliance, int writes) {
    String end;
    try {
      appliance.apply(StepListener.NONE);
      end = "applied";
    } catch (RefusedException e) {
      assertTrue(e.refusal().code().matches("SP-(APPLY|VAULT)-\\d{4}"), e::getMessage);
      end = "refused";
    }
    String runs = appliance.active().equals(List.of(OLD)) ? "old" : appliance.active().equals(List.of(NEW)) ? "new" : appliance.active().toString();
    assertEquals(runs.equals("new") ? 2 : 1, appliance.site.running().running(), "full after " + writes);
    return end + ", " + runs;
  }

  /** The same candidate, unless its apply had begun: then it is burnt, even if there was no room to say so. */
  private static boolean appliedAgain(TestAppliance appliance) {
    try {
      appliance.apply(StepListener.NONE);
      return true;
    } catch (RefusedException e) {
      assertEquals("SP-APPROVE-0005", e.refusal().code());
      return false;
    }
  }

  private void withRoomAgain(TestAppliance appliance, int writes) {
    if (appliance.active().equals(List.of(OLD)) && !appliedAgain(appliance)) {
      appliance.change("pump");
    }
    assertEquals(List.of(NEW), appliance.active(), "full after " + writes);
    appliance.use(disk.path("data"), Optional.empty());
    appliance.service.reconcile();
    assertEquals(List.of(NEW), appliance.active(), "full after " + writes);
    assertEquals(List.of("test." + NEW), appliance.installed());
    assertEquals(List.of(appliance.site.running().running()), appliance.gate.generations());
    assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
  }
}
