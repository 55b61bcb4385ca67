package io.sallyport.provision.internal.plan;

import io.sallyport.provision.Plan;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.trust.site.TrafficEntry;
import io.sallyport.trust.site.TrafficMode;
import io.sallyport.vault.VaultPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What becomes of candidates, in sentences for those who approve it. */
final class TrafficNotes {
  private TrafficNotes() {}

  /** By name. */
  static List<Plan.TrafficNote> between(Roster before, Roster after) {
    Set<String> names = new TreeSet<>(before.candidates().keySet());
    names.addAll(after.candidates().keySet());
    List<Plan.TrafficNote> notes = new ArrayList<>();
    for (String name : names) {
      Optional<Roster.Beside> old = before.candidate(name);
      Optional<Roster.Beside> fresh = after.candidate(name);
      if (!old.equals(fresh)) {
        old.filter(beside -> fresh.filter(now -> now.pack().equals(beside.pack())).isEmpty()).ifPresent(beside -> notes.add(ended(beside.pack(), before, after)));
        fresh.ifPresent(beside -> notes.add(began(beside, old.filter(former -> former.pack().equals(beside.pack())), after)));
      }
    }
    return notes;
  }

  private static Plan.TrafficNote ended(VaultPackage candidate, Roster before, Roster after) {
    String name = candidate.name();
    boolean promoted = after.active(name).filter(candidate::equals).isPresent();
    String left = promoted ? " is promoted: it answers all calls" + before.active(name).filter(pack -> !after.holds(pack)).map(pack -> ", " + pack.version() + " goes").orElse("")
        : " is withdrawn" + after.active(name).map(pack -> ": " + pack.version() + " answers all calls").orElse("");
    return new Plan.TrafficNote(name, candidate + left);
  }

  private static Plan.TrafficNote began(Roster.Beside beside, Optional<Roster.Beside> former, Roster after) {
    String active = after.active(beside.pack().name()).map(VaultPackage::version).orElse("nothing");
    String words = beside.traffic().mode() == TrafficMode.SHADOW ? " gets copies of the calls, " + active + " answers them all"
        : " answers " + share(beside.traffic()) + ", " + active + " the others";
    return new Plan.TrafficNote(beside.pack().name(), beside.pack() + words + former.map(old -> "; so far: " + old.traffic().words()).orElse(""));
  }

  private static String share(TrafficEntry canary) {
    String assets = canary.assets().isEmpty() ? "" : "the calls of " + String.join(", ", canary.assets());
    return canary.percent() == 0 ? assets : "the calls of " + canary.percent() + " % of the assets" + (assets.isEmpty() ? "" : " and " + assets);
  }
}
