package io.sallyport.itests.attack.data;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.DataInventory.Effect;
import io.sallyport.itests.appliance.attack.probe.Marker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One start of a copy of the specimen in which files were altered, and what must hold of it. */
record Trial(Specimen specimen, List<Alteration> alterations) {
  /** Longest time from the start of the process to ready, or to the end of it; a healthy start takes a tenth of it. */
  private static final Duration SETTLED = Duration.ofSeconds(40);

  /**
   * A file of the specimen and what becomes of it.
   *
   * @param path relative to the data directory
   * @param effect what the inventory says of it
   */
  record Alteration(Path path, Mutation mutation, Effect effect) {
    @Override
    public String toString() {
      return mutation + " " + path + " (" + effect + ")";
    }
  }

  Trial {
    alterations = List.copyOf(alterations);
  }

  /** Runs it. @return what is wrong; empty if all is as it must be */
  List<String> broken() {
    Appliance appliance = specimen.copy();
    try {
      for (Alteration each : alterations) {
        each.mutation().apply(appliance.data().resolve(each.path()), specimen.older().resolve(each.path()));
      }
      Path output = appliance.data().resolveSibling("console.log");
      boolean ready = appliance.launchInto(output).settled(SETTLED);
      return judge(appliance, Seen.of(appliance, ready, text(output), specimen.before().entries()));
    } finally {
      Specimen.discard(appliance);
    }
  }

  private List<String> judge(Appliance appliance, Seen now) {
    List<String> broken = new ArrayList<>();
    if (Files.exists(appliance.data().resolve(Marker.FILE))) {
      broken.add("FOREIGN CODE RAN");
    }
    Set<String> wider = now.widenedFrom(specimen.before());
    if (!wider.isEmpty()) {
      broken.add("a rule is wider: " + wider);
    }
    Set<String> lost = now.lostSince(specimen.before());
    if (!lost.isEmpty() && now.told().isEmpty()) {
      broken.add("lost in silence: " + lost);
    }
    if (!lost.isEmpty() && alterations.stream().allMatch(each -> each.effect() == Effect.REBUILT)) {
      broken.add("lost, although all of it can be made anew: " + lost + ", told " + now.told());
    }
    Set<String> packages = specimen.before().packages();
    if (alterations.stream().noneMatch(each -> each.effect() == Effect.STOPS) && (!now.ready() || !now.roles().isEmpty() && !now.packages().equals(packages))) {
      broken.add("the plant is down: ready " + now.ready() + ", packages " + now.packages() + ", told " + now.told());
    }
    if (!broken.isEmpty()) {
      broken.add("the appliance: " + appliance.logTail());
    }
    return broken;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

}
