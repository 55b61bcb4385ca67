package io.sallyport.signedrepo;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.TrafficEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan as its approvers read it away from the appliance, a line each. */
public final class PlanText {
  private static final List<String> LISTS = List.of("pausing", "conduitsAdded", "conduitsRemoved", "licences", "blastRadius", "importers");

  private PlanText() {}

  public static List<String> of(JsonObject plan) {
    List<String> lines = new ArrayList<>();
    lines.add("Generation " + plan.integer("generation") + ", planned on generation " + plan.integer("base") + " by " + plan.string("by") + " at " + plan.string("planned"));
    plan.optionalObject("replaces").ifPresent(replaced -> lines.add("  replaces the plan of generation " + replaced.integer("generation") + ", on which no signature counts any more"));
    for (JsonObject change : plan.objects("changes")) {
      lines.add("  " + change.string("name") + ": " + version(change, "from") + " → " + version(change, "to") + ", " + change.string("publisher") + ": " + change.string("summary"));
    }
    plan.objects("kept").forEach(kept -> lines.add("  " + kept.string("name") + ": " + kept.string("version") + " stays"));
    TrafficEntry.of(plan).forEach(entry -> lines.add("  " + entry.candidate() + " is a candidate: " + entry.words()));
    if (plan.has("trafficChanges")) {
      plan.objects("trafficChanges").forEach(note -> lines.add("  " + note.string("words")));
    }
    LISTS.stream().filter(plan::has).filter(list -> !plan.strings(list).isEmpty()).forEach(list -> lines.add(list + ": " + String.join(", ", plan.strings(list))));
    if (plan.has("persons")) {
      plan.objects("persons").forEach(person -> lines.add("accounts of one person: " + String.join(", ", person.strings("accounts"))));
    }
    for (JsonObject component : plan.objects("components")) {
      if (component.has("changed")) {
        component.strings("changed").forEach(changed -> lines.add("  ~ " + changed));
      }
      component.strings("added").forEach(added -> lines.add("  + " + added));
      component.strings("removed").forEach(removed -> lines.add("  - " + removed));
    }
    for (JsonObject found : plan.has("vulnerabilities") ? plan.objects("vulnerabilities") : List.<JsonObject>of()) {
      lines.add("  ! " + found.string("state") + ": " + found.string("id") + " (" + found.string("severity") + ") in " + found.string("package") + ", " + found.string("component")
          + found.optionalString("assessment").map(said -> "; vendor: " + said).orElse(""));
    }
    JsonObject changelogs = plan.object("changelogs");
    changelogs.keys().forEach(name -> changelogs.string(name).lines().forEach(line -> lines.add("  | " + line)));
    return lines;
  }

  private static String version(JsonObject change, String side) {
    Optional<JsonObject> version = change.optionalObject(side);
    return version.map(found -> found.string("version") + " (" + found.string("digest").substring(0, 12) + ")").orElse("–");
  }
}
