package io.sallyport.capability.visionqc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The stations as configured.
 *
 * @param settings those that can be used, each name once
 * @param faults what is wrong with others, empty if nothing is
 */
record StationSet(List<Settings> settings, String faults) {
  static StationSet of(List<Station> stations) {
    List<Settings> usable = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Station station : stations) {
      try {
        Settings settings = Settings.of(station.config());
        if (names.add(settings.name())) {
          usable.add(settings);
        } else {
          faults.add("SP-VISION-0001: two configurations " + StationConfig.PID + " have the name " + settings.name());
        }
      } catch (IllegalArgumentException e) {
        faults.add(e.getMessage());
      }
    }
    return new StationSet(List.copyOf(usable), String.join("; ", faults));
  }

  /** @throws IllegalArgumentException SP-VISION-0001 */
  void requireUsable() {
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults);
    }
  }
}
