package io.sallyport.itests.attack.action;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.OpenConsole;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Somebody who may do no more than look writes programs in the console's language, to fill the heap or to use up threads. */
public final class ProgramGroup implements Group {
  private static final String CODE = "SP-SHELL-0021";
  private static final String CLOSED = "SP-SHELL-0020";
  private static final String PERSON = "mal-program";
  private static final String PASSWORD = "correct horse";
  private static final String LOOP = "while { %(1) } { i=%(i+1) }";

  private final Map<Case, Function<Target, Outcome>> attempts = new LinkedHashMap<>();

  public ProgramGroup() {
    add("loop-that-fills-the-heap", "a loop whose passes the console keeps until it ends", target -> given(target, LOOP));
    add("text-that-doubles", "a text that is doubled until nothing is left", target -> given(target, "a=xxxxxxxx; a=\"$a$a\"; a=\"$a$a\""));
    add("closure-that-calls-itself", "a closure that calls itself, a thread each time", target -> given(target, "f = { $f ; $f } ; f"));
    add("range-of-a-billion", "a range of words", target -> given(target, "shell:echo {1..1000000000}"));
    add("jobs-without-end", "jobs in the background", target -> given(target, "alarm:list &"));
    add("program-behind-a-comment", "a quote in a comment hides what follows", target -> given(target, "shell:echo // it's\n" + LOOP + " '"));
    add("pipes-without-end", "a thread for each part of a pipe", target -> given(target, "alarm:list" + " | tac".repeat(5000)));
    add("loop-typed-at-a-terminal", "a loop, typed", ProgramGroup::typed);
    attempts.put(new Case("text-of-a-gigabyte", "a number printed in two thousand million places", Guard.RULES, CLOSED),
        target -> given(target, "shell:printf '%2000000000d' 1", CLOSED));
    attempts.put(new Case("command-without-end", "a command that repeats another one without a pause", Guard.RULES, CLOSED),
        target -> given(target, "shell:watch -n 0 alarm:list", CLOSED));
  }

  private void add(String name, String threat, Function<Target, Outcome> attempt) {
    attempts.put(new Case(name, threat, Guard.RULES, CODE), attempt);
  }

  private static Outcome given(Target target, String line) {
    return given(target, line, CODE);
  }

  private static Outcome given(Target target, String line, String code) {
    AuditEntries entries = entries(target);
    int before = entries.count();
    try (OpenConsole console = OpenConsole.script(target.appliance().port(), PERSON, PASSWORD, line)) {
      console.awaitShown(code);
      return outcome(entries, before, code, console.text());
    }
  }

  /** The line is dropped, and the session goes on. */
  private static Outcome typed(Target target) {
    AuditEntries entries = entries(target);
    int before = entries.count();
    try (OpenConsole console = OpenConsole.shell(target.appliance().port(), PERSON, PASSWORD)) {
      console.type(LOOP);
      console.awaitShown(CODE);
      console.type("package:list");
      console.awaitShown("Publisher");
      return outcome(entries, before, CODE, console.text());
    }
  }

  private static Outcome outcome(AuditEntries entries, int before, String code, String shown) {
    boolean recorded = entries.newer(before, code, entry -> entry.object("actor").optionalString("user").orElse("").equals(PERSON)).isPresent();
    return new Outcome(true, code, recorded, shown);
  }

  private static AuditEntries entries(Target target) {
    return new AuditEntries(target.appliance(), Guard.RULES.entry().orElseThrow());
  }

  @Override
  public String title() {
    return "Programs at the console";
  }

  @Override
  public List<Case> cases() {
    return List.copyOf(attempts.keySet());
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    target.as(User.ADA, "identity:enrol --role operator " + PERSON + " " + PERSON, PASSWORD, PASSWORD).orFail();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    attempts.forEach((attack, attempt) -> outcomes.put(attack, attempt.apply(target)));
    return outcomes;
  }
}
