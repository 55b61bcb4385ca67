package io.sallyport.itests.attack;

import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tries every attack and prints what came of it. Exit status 0 only if each was refused as it must. With arguments, only the groups whose
 * title contains one of them.
 */
public final class Main {
  private static final String ROW = "%-8s %-15s %-10s %-40s %s%n";

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Project.here(), List.of(arguments)) ? 0 : 1);
  }

  private static boolean run(Project project, List<String> only) {
    System.out.printf(ROW, "refused", "code", "by", "case", "threat");
    List<Boolean> held = new ArrayList<>();
    for (List<Group> part : Corpus.parts()) {
      List<Group> wanted = part.stream().filter(each -> only.isEmpty() || only.stream().anyMatch(each.title()::contains)).toList();
      if (!wanted.isEmpty()) {
        held.addAll(attempt(project, wanted));
      }
    }
    long through = held.stream().filter(each -> !each).count();
    System.out.println(held.size() - through + " attacks refused as they must be, " + through + " not");
    return through == 0;
  }

  /** On one appliance; for each case whether it was refused as it must be. */
  private static List<Boolean> attempt(Project project, List<Group> groups) {
    List<Boolean> held = new ArrayList<>();
    Target target = Corpus.target(project);
    try (var appliance = target.appliance()) {
      for (Group group : groups) {
        long start = System.nanoTime();
        Map<Case, Outcome> outcomes = group.attempt(target);
        System.out.println("– " + group.title() + ", " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s");
        for (Map.Entry<Case, Outcome> tried : outcomes.entrySet()) {
          boolean ok = tried.getKey().held(tried.getValue());
          print(tried.getKey(), tried.getValue(), ok);
          held.add(ok);
        }
      }
    }
    return held;
  }

  private static void print(Case attack, Outcome outcome, boolean ok) {
    System.out.printf(ROW, outcome.refused() ? "yes" : "NO", outcome.code(), attack.guard().label(), attack.name(), attack.threat());
    if (!ok) {
      System.out.println("         EXPECTED " + attack.code() + (outcome.audited() ? ", recorded: " : ", NOT RECORDED: ") + outcome.detail());
    }
  }
}
