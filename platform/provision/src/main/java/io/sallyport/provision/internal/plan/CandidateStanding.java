package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.Plan;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.runtime.RuntimeHealth;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.TrafficMode;
import io.sallyport.vault.VaultPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How candidates fare that a plan would have answer more: those that are promoted, and those that become a canary or get another share. One that is not
 * healthy needs a reason, which stands in the plan beside what is wrong, before those who sign it.
 */
final class CandidateStanding {
  private static final int LONGEST_REASON = 512;

  private final Parts parts;

  CandidateStanding(Parts parts) {
    this.parts = parts;
  }

  /**
   * By name; empty for those that are healthy.
   *
   * @param despite why it is planned all the same, if a person says so
   * @throws RefusedException SP-MODEL-0076 for one that is not healthy, without a reason
   */
  List<Plan.TrafficNote> notes(Roster before, Roster after, Optional<String> despite) {
    List<Plan.TrafficNote> notes = new ArrayList<>();
    new TreeMap<>(before.candidates()).forEach((name, beside) -> {
      if (answersMore(name, beside, after)) {
        trouble(beside.pack()).ifPresent(why -> notes.add(new Plan.TrafficNote(name, "NOT HEALTHY: " + beside.pack() + ", " + why + "; planned all the same: " + reason(beside.pack(), why, despite))));
      }
    });
    return notes;
  }

  private static boolean answersMore(String name, Roster.Beside candidate, Roster after) {
    boolean promoted = after.active(name).filter(candidate.pack()::equals).isPresent();
    return promoted || after.candidate(name).filter(now -> now.pack().equals(candidate.pack()) && now.traffic().mode() == TrafficMode.CANARY && !now.equals(candidate)).isPresent();
  }

  /** Of one that is loaded: another cannot answer, and is not promoted (SP-APPLY-0025). */
  private Optional<String> trouble(VaultPackage pack) {
    return parts.router().slot(Site.version(pack)).isEmpty() ? Optional.empty() : parts.runtimes().find(pack.kind()).map(runtime -> runtime.health(Site.version(pack))).filter(health -> !health.healthy()).map(RuntimeHealth::detail);
  }

  /** It stands in the plan beside the warning that approvers must not miss: a line, which no terminal obeys. */
  private static String reason(VaultPackage pack, String why, Optional<String> despite) {
    return despite.map(String::strip).filter(text -> !text.isEmpty() && text.length() <= LONGEST_REASON && text.codePoints().noneMatch(CandidateStanding::isControl))
        .orElseThrow(() -> refuse("SP-MODEL-0076", "the candidate is not healthy: " + why, pack.toString(),
            "model:compare and model:metrics show more; model:withdraw it, or say why it is to answer all the same, in a line of up to " + LONGEST_REASON + " characters: --despite REASON"));
  }

  /** Control characters, and those that turn or hide what follows. */
  private static boolean isControl(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR || type == Character.SURROGATE;
  }
}
