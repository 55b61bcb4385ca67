package io.sallyport.shell.generation;

import io.sallyport.provision.Candidate;
import io.sallyport.provision.Plan;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.shell.Reply;
import io.sallyport.trust.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How plans and candidates are shown. */
public final class PlanForm {
  private static final List<String> COLUMNS = List.of("Package", "From", "To", "Kind", "Publisher", "Summary");

  private static final List<String> WEAK = List.of("With this plan", "Advisory", "Severity", "Package", "Component", "Fixed in", "Summary");

  private PlanForm() {}

  /** The whole plan, for a person. */
  public static void print(Plan plan, PrintStream out) {
    out.println("Generation " + plan.generation() + ", planned on generation " + plan.base() + " by " + plan.json().string("by") + " at " + plan.json().string("planned"));
    plan.json().optionalObject("replaces").ifPresent(replaced -> out.println(replaced(replaced)));
    Reply.table(COLUMNS, plan.changes().stream().map(PlanForm::row).toList(), "No package comes or goes").text().accept(out);
    line(out, "Imported by", plan.json().has("importers") ? plan.json().strings("importers") : List.of());
    if (plan.json().has("persons")) {
      plan.json().objects("persons").forEach(person -> line(out, "Accounts of one person", person.strings("accounts")));
    }
    line(out, "Kept", plan.kept().stream().map(PackageVersion::toString).toList());
    plan.trafficChanges().forEach(note -> out.println("Traffic: " + note.words()));
    line(out, "Candidates then", plan.traffic().stream().map(entry -> entry.candidate() + ", " + entry.words()).toList());
    line(out, "Paused at the switch", plan.pausing());
    line(out, "Conduits added", plan.conduitsAdded());
    line(out, "Conduits removed", plan.conduitsRemoved());
    line(out, "New licences", plan.licences());
    plan.components().forEach(diff -> {
      line(out, "Components of " + diff.name() + ", added", diff.added());
      line(out, "Components of " + diff.name() + ", removed", diff.removed());
      line(out, "Components of " + diff.name() + ", changed", diff.changed());
    });
    vulnerabilities(plan, out);
    plan.signers().forEach(signers -> out.println("Vouched for: " + signers.name() + " by role " + signers.role() + ", " + signers.signatures() + " valid signatures, " + signers.threshold() + " needed"));
    if (plan.json().has("reports")) {
      plan.json().objects("reports").forEach(report -> out.println("TCK report of " + report.string("name") + ": " + report.string("line")));
    }
    out.println("Other bundles restarted: " + (plan.blastRadius().isEmpty() ? "none" : String.join(", ", plan.blastRadius())));
    plan.requalification().forEach((name, scope) -> out.println("Requalification of " + name + ": " + scope));
    plan.changelogs().forEach((name, text) -> out.println("Changes of " + name + ":\n  " + text.replace("\n", "\n  ")));
    out.println("Plan " + plan.sha256());
  }

  /** What becomes of the plan that was open until then. */
  static String replaced(JsonObject replaced) {
    List<String> signers = replaced.strings("signers");
    return "Replaces the plan of generation " + replaced.integer("generation") + ", which is given up: "
        + (signers.isEmpty() ? "nobody had signed it here, and no signature on it counts any more" : "its signatures are void, of " + String.join(", ", signers));
  }

  private static void vulnerabilities(Plan plan, PrintStream out) {
    Plan.AdvisorySource source = plan.advisories();
    if (source.files() == 0) {
      out.println("Known vulnerabilities: not compared, no medium has brought advisories");
      return;
    }
    out.println("Known vulnerabilities: " + plan.vulnerabilities().size() + ", by " + source.records() + " advisories, the newest of " + source.newest().orElse("?"));
    if (!plan.vulnerabilities().isEmpty()) {
      Reply.table(WEAK, plan.vulnerabilities().stream().map(PlanForm::row).toList(), "").text().accept(out);
    }
  }

  /** Who has signed and what is missing. */
  public static void print(Candidate candidate, PrintStream out) {
    candidate.approvals().forEach(approval -> out.println("Signed by " + approval.name() + " (" + approval.user() + ", " + approval.role() + "), meaning: " + approval.meaning() + ", "
        + approval.time()));
    if (candidate.stale()) {
      out.println("Another generation has been committed since: generation:abandon it and plan again");
    } else {
      out.println(candidate.approved() ? "Approved: generation:apply" : "Missing: " + String.join(", ", candidate.missing()) + " – generation:approve " + candidate.plan().generation());
    }
  }

  private static List<Object> row(Plan.Change change) {
    List<Object> row = new ArrayList<>();
    row.add(change.candidate() ? change.name() + " (candidate)" : change.name());
    row.add(change.from().map(PackageVersion::version).orElse("–"));
    row.add(change.to().map(PackageVersion::version).orElse("–"));
    row.add(change.to().or(change::from).map(version -> version.kind().label()).orElse(""));
    row.add(change.publisher());
    row.add(change.summary());
    return row;
  }

  private static List<Object> row(Plan.Vulnerability found) {
    return List.of(found.state(), found.id(), found.severity(), found.pack(), found.component(), found.fixed().isEmpty() ? "–" : String.join(", ", found.fixed()),
        found.assessment().map(said -> "vendor: " + said + "; ").orElse("") + found.summary());
  }

  private static void line(PrintStream out, String what, List<String> items) {
    Optional.of(items).filter(list -> !list.isEmpty()).ifPresent(list -> out.println(what + ": " + String.join(", ", list)));
  }
}
