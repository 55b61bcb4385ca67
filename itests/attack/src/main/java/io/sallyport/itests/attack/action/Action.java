package io.sallyport.itests.attack.action;

import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Recorded;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Guard;
import java.util.function.Function;

/** One attempt on a running appliance. */
record Action(Case attack, Function<Target, Outcome> attempt) {
  /** A console command that must be refused, with an audit entry if its guard writes one. */
  static Action command(Case attack, Function<Target, Result> command) {
    return new Action(attack, target -> attack.guard().entry().map(entry -> new Recorded(target, entry, attack.code()).command(() -> command.apply(target)))
        .orElseGet(() -> unrecorded(command.apply(target), target)));
  }

  /** A command that is closed or absent says so without a code. */
  private static Outcome unrecorded(Result result, Target target) {
    return new Outcome(!result.succeeded() && !target.codeRan(), result.code().orElse(Case.NONE), false, result.text());
  }

  static Case gate(String name, String threat, String code) {
    return new Case(name, threat, Guard.GATE, code);
  }

  static Case provision(String name, String threat, String code) {
    return new Case(name, threat, Guard.PROVISION, code);
  }

  static Case denied(String name, String threat, String code) {
    return new Case(name, threat, Guard.RULES, code);
  }

  static Case console(String name, String threat, String code) {
    return new Case(name, threat, Guard.CONSOLE, code);
  }
}
