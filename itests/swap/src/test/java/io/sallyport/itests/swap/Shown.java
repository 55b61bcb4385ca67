package io.sallyport.itests.swap;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.JsonObject;
import java.util.List;

/**
 * What an appliance shows of itself.
 *
 * @param running generation
 * @param previous generation before it, 0 if none
 * @param packages what runs, {@code NAME/VERSION}, a candidate with its part in live traffic behind it
 * @param verified what could run, {@code NAME/VERSION}
 */
record Shown(int running, int previous, List<String> packages, List<String> verified) {
  static Shown by(Appliance appliance) {
    return by(appliance, "");
  }

  /** The same, and then runs more in the same session: a login takes longer than most commands. @param more begins with {@code ;}, or is empty */
  static Shown by(Appliance appliance, String more) {
    List<Result> answers = appliance.console(User.ADA).run("generation:show --json; package:list --json" + more).orFail().lines();
    JsonObject generation = answers.get(0).json();
    return new Shown((int) generation.integer("running"), (int) generation.integer("previous"), names(generation.objects("packages")), names(answers.get(1).jsonList()));
  }

  private static List<String> names(List<JsonObject> entries) {
    return entries.stream().map(entry -> entry.string("name") + "/" + entry.string("version") + entry.optionalString("traffic").map(words -> " " + words).orElse("")).sorted().toList();
  }

  /** The active version of a package. */
  String version(String name) {
    return packages.stream().filter(entry -> entry.startsWith(name + "/") && !entry.contains(" ")).findFirst().orElseThrow().substring(name.length() + 1);
  }

  Shown after(int generation, int before, List<String> others) {
    return new Shown(generation, before, others, verified);
  }

  Shown withVerified(List<String> others) {
    return new Shown(running, previous, packages, others);
  }
}
