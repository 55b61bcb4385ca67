package io.sallyport.itests.attack.timing;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Console;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.itests.attack.Traces;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Two at once, and media that change while they are read. */
public final class TimingGroup implements Group {
  private static final Case TWO_IMPORTS = of("two-imports-at-once", "a second import while one is under way", Guard.IMPORT, "SP-MEDIUM-0017");
  private static final Case CHANGED = of("medium-changed-while-read", "the rest of the files are exchanged when the first are copied", Guard.IMPORT, "SP-VAULT-0005");
  private static final Case PULLED = of("medium-pulled-out", "the medium vanishes while it is copied", Guard.IMPORT, "SP-MEDIUM-0020");
  private static final Case TWO_APPLIES = of("two-applies-at-once", "a second application while one is under way", Guard.PROVISION, "SP-APPLY-0001");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String NOTHING_PLANNED = "SP-APPROVE-0005";

  private static Case of(String name, String threat, Guard guard, String code) {
    return new Case(name, threat, guard, code);
  }

  @Override
  public String title() {
    return "At the same time";
  }

  @Override
  public List<Case> cases() {
    return List.of(TWO_IMPORTS, CHANGED, PULLED, TWO_APPLIES);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put(TWO_IMPORTS, twoImports(target));
    outcomes.put(CHANGED, disturbed(target, CHANGED, medium -> medium.files().forEach(file -> Edited.write(file, Edited.flipped(file).after()))));
    outcomes.put(PULLED, disturbed(target, PULLED, medium -> Folders.delete(medium.folder())));
    outcomes.put(TWO_APPLIES, twoApplies(target));
    return outcomes;
  }

  private static Outcome twoImports(Target target) {
    LargeMedium medium = new LargeMedium(target);
    int known = entries(target, TWO_IMPORTS).count();
    try (Console second = Console.login(target.appliance().port(), User.IVAN.account(), target.appliance().password(User.IVAN))) {
      CompletableFuture<Result> first = CompletableFuture.supplyAsync(() -> importing(target, medium));
      medium.awaitCopying();
      Result refused = second.run("medium:import " + target.medium().folder());
      boolean undisturbed = first.join().code().equals(Optional.of(LargeMedium.REFUSED));
      return outcome(target, TWO_IMPORTS, known, refused, undisturbed, first.join().text());
    }
  }

  private static Outcome disturbed(Target target, Case attack, Consumer<LargeMedium> disturb) {
    LargeMedium medium = new LargeMedium(target);
    Traces before = Traces.of(target.appliance());
    int known = entries(target, attack).count();
    CompletableFuture<Result> result = CompletableFuture.supplyAsync(() -> importing(target, medium));
    medium.duringTheCopy(() -> disturb.accept(medium));
    Result refused = result.join();
    return outcome(target, attack, known, refused, Traces.of(target.appliance()).equals(before), "SOMETHING CAME IN: " + refused.text());
  }

  /**
   * The second is logged in before the first begins, and comes with its first step. It waits a little for its turn: where the first takes
   * longer, the second is refused for that; where the first has ended by then, because nothing is planned any more.
   */
  private static Outcome twoApplies(Target target) {
    Generations generations = new Generations(target.appliance());
    int number = generations.plan("radiator-anomaly/1.1.0");
    generations.approve(number);
    int known = entries(target, TWO_APPLIES).count();
    Path journal = target.appliance().data().resolve("site/journal.jsonl");
    try (Console second = Console.login(target.appliance().port(), User.ADA.account(), target.appliance().password(User.ADA))) {
      String before = last(journal);
      CompletableFuture<Result> first = CompletableFuture.supplyAsync(generations::tryApply);
      Await.until("the first apply begins", SOON, () -> !last(journal).equals(before));
      Result refused = second.run("generation:apply", "y");
      boolean one = first.join().succeeded() && generations.current() == number;
      boolean ended = refused.code().equals(Optional.of(NOTHING_PLANNED)) && entries(target, TWO_APPLIES).newer(known, NOTHING_PLANNED).isPresent();
      return ended && one ? new Outcome(!target.codeRan(), TWO_APPLIES.code(), true, refused.refusal().orElse(refused.text()))
          : outcome(target, TWO_APPLIES, known, refused, one, "THE FIRST FAILED: " + first.join().text());
    }
  }

  private static String last(Path journal) {
    String[] lines = new String(Edited.bytes(journal), StandardCharsets.UTF_8).split("\n");
    return lines[lines.length - 1];
  }

  private static Outcome outcome(Target target, Case attack, int known, Result refused, boolean held, String otherwise) {
    Optional<JsonObject> entry = entries(target, attack).newer(known, attack.code());
    return new Outcome(held && !refused.succeeded() && !target.codeRan(), refused.code().orElse(""), entry.isPresent(), held ? refused.refusal().orElse(refused.text()) : otherwise);
  }

  private static Result importing(Target target, LargeMedium medium) {
    return target.as(User.ADA, "medium:import " + medium.folder());
  }

  private static AuditEntries entries(Target target, Case attack) {
    return new AuditEntries(target.appliance(), attack.guard().entry().orElseThrow());
  }
}
