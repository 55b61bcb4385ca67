package io.sallyport.provision.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.site.PackageKind;
import io.sallyport.trust.site.TrafficMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A canary's share: exact over many keys, the same for one key every time, and only growing. */
class TrafficTest {
  private static final int KEYS = 100_000;

  @Test
  void theShareIsWithinOnePercent() {
    Random random = new Random(20261125);
    List<IntFunction<String>> kinds = List.of(Integer::toString, i -> "R-" + i, i -> "site-7/line-" + i % 40 + "/asset-" + i, i -> new UUID(random.nextLong(), random.nextLong()).toString());
    for (IntFunction<String> kind : kinds) {
      for (int percent : List.of(1, 10, 50, 99)) {
        Traffic canary = canary("radiator-anomaly", percent);
        int taken = 0;
        for (int i = 0; i < KEYS; i++) {
          taken += canary.takes(kind.apply(i)) ? 1 : 0;
        }
        assertEquals(percent, taken * 100.0 / KEYS, 1.0, "of keys such as " + kind.apply(7));
      }
    }
  }

  @Test
  void aGrowingShareNeverMovesAKeyBack() {
    for (int i = 0; i < 2_000; i++) {
      String key = "R-" + i;
      boolean taken = false;
      for (int percent = 1; percent <= 100; percent++) {
        boolean now = canary("m", percent).takes(key);
        assertTrue(now || !taken, key + " moves back at " + percent + " %");
        taken = now;
      }
      assertTrue(taken, "100 % are all");
      assertFalse(canary("m", 0).takes(key), "0 % are none");
    }
  }

  @Test
  void theVersionDoesNotMatterAndTheModelDoes() {
    List<String> first = new ArrayList<>();
    List<String> nextVersion = new ArrayList<>();
    List<String> otherModel = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String key = "R-" + i;
      add(first, canary("m", 10), key);
      add(nextVersion, new Traffic(new PackageVersion("m", PackageKind.MODEL, "9.0.0", "1".repeat(64)), TrafficMode.CANARY, 10, Set.of()), key);
      add(otherModel, canary("n", 10), key);
    }
    assertEquals(first, nextVersion);
    first.retainAll(otherModel);
    assertTrue(first.size() < 40, "not the same assets try out every model: " + first.size() + " of about 100");
  }

  /** The hash is a format: these values hold for good. */
  @Test
  void theHashIsWhatItWas() {
    assertEquals(0.47992207071017057, KeyShare.of("radiator-anomaly", "R-1"), 1e-15);
    assertEquals(0.24829798059193486, KeyShare.of("radiator-anomaly", ""), 1e-15);
    assertEquals(0.6317095631050225, KeyShare.of("m", "Kühlturm 7 – Ost"), 1e-15);
  }

  @Test
  void namedAssetsAreAlwaysTakenAndAShadowTakesNone() {
    Traffic named = new Traffic(canary("m", 0).candidate(), TrafficMode.CANARY, 0, Set.of("R-1"));
    assertTrue(named.takes("R-1"));
    assertFalse(named.takes("R-2"));
    assertFalse(new Traffic(named.candidate(), TrafficMode.SHADOW, 0, Set.of()).takes("R-1"));
  }

  private static void add(List<String> taken, Traffic canary, String key) {
    if (canary.takes(key)) {
      taken.add(key);
    }
  }

  private static Traffic canary(String name, int percent) {
    return new Traffic(new PackageVersion(name, PackageKind.MODEL, "1.1.0", "0".repeat(64)), TrafficMode.CANARY, percent, Set.of());
  }
}
