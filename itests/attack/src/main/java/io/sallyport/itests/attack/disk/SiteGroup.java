package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.itests.attack.media.Control;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The site's own files are exchanged while the appliance is off. One start judges what can be told apart; between two, the site gets its own
 * files back. Only the last start is from a distribution that is anchored to the site's root.
 */
public final class SiteGroup implements Group {
  private static final int FIRST = 1;

  /**
   * What one start judges.
   *
   * @param finds by case, a part of the reason that must be recorded
   * @param anchored from a distribution with an anchor
   */
  private record Start(Map<Case, String> finds, Consumer<SiteFiles> edit, boolean anchored) {
    Start(Map<Case, String> finds, Consumer<SiteFiles> edit) {
      this(finds, edit, false);
    }
  }

  private static Case gate(String name, String threat) {
    return new Case(name, threat, Guard.GATE, "SP-GATE-0007");
  }

  private static Case provision(String name, String threat, String code) {
    return new Case(name, threat, Guard.PROVISION, code);
  }

  private static List<Start> starts(Target target, int current) {
    Map<Case, String> generations = new LinkedHashMap<>();
    generations.put(gate("generation-under-another-number", "an old generation's file under a new number"), "generation " + SiteFiles.RENUMBERED + ":");
    generations.put(gate("generation-edited", "a package added to a signed generation"), "generation " + FIRST + ":");
    generations.put(gate("generation-of-own-making", "a generation signed by keys of the attacker's own"), "generation " + SiteFiles.OWN + ":");
    generations.put(gate("import-approved-by-the-importer", "a generation signed by an approver who imported what it brings in"), "generation " + SiteFiles.IMPORTED + ": SP-TRUST-0073");
    generations.put(gate("import-approved-by-another-account", "the same, who imported it with another account of theirs"),
        "generation " + SiteFiles.IMPORTED_BY_ANOTHER_ACCOUNT + ": SP-TRUST-0073");
    Case root = provision("site-root-exchanged", "the site's root for one with approvers of the attacker's own, who approve what the site never did", "SP-GATE-0012");
    Case replaced = new Case("site-root-and-audit-log-exchanged", "as before, and an audit log of the attacker's own says that this root was commissioned; the distribution is anchored", Guard.GATE, "SP-GATE-0020");
    Case pointer = provision("pointer-replayed", "an older running pointer, properly signed, is put back", "SP-APPLY-0023");
    Case journal = provision("journal-edited", "a line of the journal is changed", "SP-APPLY-0020");
    return List.of(
        new Start(generations, site -> {
          site.renumber();
          site.edit();
          site.forge();
          site.approveOwnImport(User.QUINN.account(), approver(site, target, User.QUINN), approver(site, target, User.SAM));
          site.approveOwnImportByAnotherAccount(User.QUINN.account(), approver(site, target, User.QUINN), approver(site, target, User.SAM));
          site.point(1000, current, List.of(FIRST, current, SiteFiles.RENUMBERED, SiteFiles.OWN, SiteFiles.IMPORTED, SiteFiles.IMPORTED_BY_ANOTHER_ACCOUNT));
        }),
        new Start(Map.of(pointer, "generation " + FIRST), site -> site.point(1, FIRST, List.of(FIRST))),
        new Start(Map.of(journal, ""), SiteFiles::editJournal),
        new Start(Map.of(root, ""), site -> exchange(site, target)),
        new Start(Map.of(replaced, "anchored to"), site -> {
          exchange(site, target);
          site.rewriteAudit();
        }, true));
  }

  private static Signer approver(SiteFiles site, Target target, User user) {
    return site.approver(user.account(), target.appliance().password(user));
  }

  private static void exchange(SiteFiles site, Target target) {
    site.exchangeRoot(Control.NAME, Control.VERSION, Folders.files(target.medium().folder().resolve("targets/packages/" + Control.NAME), name -> true));
    site.point(1000, FIRST, List.of(FIRST));
  }

  @Override
  public String title() {
    return "The site's files on disk";
  }

  @Override
  public List<Case> cases() {
    return starts(null, 0).stream().flatMap(start -> start.finds().keySet().stream()).toList();
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Appliance appliance = target.appliance();
    int current = new Generations(appliance).current();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    Path site = appliance.data().resolve("site");
    Map<String, Integer> known = counts(target);
    appliance.stop();
    Path good = Folders.copy(site, Folders.temporary("site").resolve("site"));
    Path audit = appliance.data().resolve("audit");
    for (Start start : starts(target, current)) {
      Target attacked = start.anchored() ? anchored(target) : target;
      Path log = Folders.copy(audit, Folders.temporary("audit").resolve("audit"));
      start.edit().accept(new SiteFiles(appliance.data()));
      attacked.appliance().start();
      outcomes.putAll(judge(attacked, start, start.anchored() ? Map.of() : known));
      known = counts(attacked);
      attacked.appliance().stop();
      Folders.delete(site);
      Folders.copy(good, site);
      if (start.anchored()) {
        Folders.delete(audit);
        Folders.copy(log, audit);
      }
    }
    appliance.start();
    return outcomes;
  }

  /** The same data under a distribution whose owner has anchored it. */
  private static Target anchored(Target target) {
    Path home = Folders.copy(target.appliance().setup().home(), Folders.temporary("anchored").resolve("home"));
    new SiteFiles(target.appliance().data()).anchor(home);
    return new Target(target.project(), Appliance.of(target.appliance().setup().withHome(home)), target.medium());
  }

  private static Map<Case, Outcome> judge(Target target, Start start, Map<String, Integer> known) {
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    start.finds().forEach((attack, reason) -> outcomes.put(attack, judge(target, attack, reason, known)));
    return outcomes;
  }

  private static Outcome judge(Target target, Case attack, String reason, Map<String, Integer> known) {
    String type = attack.guard().entry().orElseThrow();
    Optional<JsonObject> entry = new AuditEntries(target.appliance(), type).newer(known.getOrDefault(type, 0), attack.code(), found -> found.optionalString("reason").orElse("").contains(reason));
    return new Outcome(!target.codeRan(), entry.isPresent() ? attack.code() : "", entry.isPresent(),
        entry.flatMap(found -> found.optionalString("reason")).orElseGet(() -> target.as(User.ADA, "appliance:status").text()));
  }

  private static Map<String, Integer> counts(Target target) {
    return Map.of("gate.refused", new AuditEntries(target.appliance(), "gate.refused").count(), "generation.refused", new AuditEntries(target.appliance(), "generation.refused").count());
  }
}
