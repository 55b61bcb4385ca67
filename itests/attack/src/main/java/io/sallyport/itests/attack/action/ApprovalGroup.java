package io.sallyport.itests.attack.action;

import static io.sallyport.itests.attack.action.Action.command;
import static io.sallyport.itests.attack.action.Action.denied;
import static io.sallyport.itests.attack.action.Action.provision;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.media.Control;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Between plan, approval and application: people who are not enough, and files that are changed in between. One candidate lives through nearly all of it. */
public final class ApprovalGroup implements Group {
  private final Map<Case, Function<Open, Outcome>> attempts = new LinkedHashMap<>();

  /**
   * The candidate under attack.
   *
   * @param number of its generation
   */
  private record Open(Target target, int number) {
    Path file(String name) {
      return target.appliance().data().resolve("site/candidate/" + number + "/" + name);
    }

    Result approve(User user) {
      return new Generations(target.appliance()).approve(user, number);
    }

    Result apply() {
      return new Generations(target.appliance()).tryApply();
    }

    /** The file in which a person's approval lies. */
    Path approval(User user) {
      return Folders.files(file("approvals"), name -> true).stream().filter(file -> json(file).object("record").string("user").equals(user.account())).findFirst().orElseThrow();
    }
  }

  public ApprovalGroup() {
    add(provision("api-of-tomorrow", "a package that needs another plugin API", "SP-PLAN-0006"), open -> open.target().as(User.ADA, "generation:plan " + Control.FUTURE));
    add(provision("plan-edited-before-approval", "the plan on disk is exchanged before people sign what it shows", "SP-APPLY-0021"),
        open -> Edited.text(open.file("plan.json"), text -> text.replaceFirst("Made by", "Kept by")).during(() -> open.approve(User.QUINN)));
    add(denied("approval-by-the-importer", "who carries media in signs too", "SP-SHELL-0020"), open -> open.approve(User.IVAN));
    add(denied("approval-for-another", "an approver signs in another's name", "SP-APPROVE-0006"),
        open -> open.target().as(User.QUINN, "generation:approve --user sam " + open.number(), open.target().appliance().password(User.QUINN)));
    add(provision("single-approver-key", "one approver's key was stolen and signs alone", "SP-APPLY-0002"), open -> {
      open.approve(User.QUINN).orFail();
      return open.apply();
    });
    add(provision("same-person-twice", "one approver signs twice to make two", "SP-APPROVE-0003"), open -> open.approve(User.QUINN));
    add(provision("signature-under-another-approver", "one approver's signature is copied under another's name", "SP-APPLY-0002"), open -> {
      JsonObject other = json(approvalOfGenerationOne(open.target(), User.SAM));
      JsonObject mine = json(open.approval(User.QUINN));
      JsonObject forged = other.toBuilder().put("sig", mine.string("sig")).put("recordSig", mine.string("recordSig")).build();
      return Edited.added(open.file("approvals/" + other.string("keyid") + ".json"), Json.write(forged)).during(open::apply);
    });
    add(provision("approval-of-another-generation", "a signature on an earlier generation is handed in again", "SP-APPROVE-0009"),
        open -> open.target().as(User.IVAN, "generation:import-approval " + approvalOfGenerationOne(open.target(), User.SAM)));
    add(provision("candidate-exchanged-after-approval", "what was signed is exchanged on disk", "SP-APPLY-0002"), open -> {
      open.approve(User.SAM).orFail();
      return Edited.text(open.file("signed.json"), text -> text.replaceFirst("\"planSha256\":\"..", "\"planSha256\":\"zz")).during(open::apply);
    });
    add(provision("plan-edited-after-approval", "the plan on disk is exchanged after people have signed", "SP-APPLY-0021"),
        open -> Edited.text(open.file("plan.json"), text -> text.replaceFirst("Made by", "Kept by")).during(open::apply));
    add(provision("vendor-metadata-edited", "the vendor's metadata that the generation was approved against is changed in the vault", "SP-TRUST-0023"),
        open -> Edited.flipped(vault(open.target(), Digests.sha256(open.target().medium().metadata("targets")))).during(open::apply));
    add(provision("vault-edited", "a bundle is changed in the vault between approval and application", "SP-VAULT-0003"), open -> {
      // An apply that has begun and failed gives the candidate up.
      Open again = planned(open.target());
      new Generations(open.target().appliance()).approve(again.number());
      return Edited.flipped(vault(open.target(), Digests.sha256(open.target().medium().target(Control.NAME, Control.VERSION, ".jar")))).during(again::apply);
    });
  }

  @Override
  public String title() {
    return "Between plan, approval and application";
  }

  @Override
  public List<Case> cases() {
    return List.copyOf(attempts.keySet());
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Open open = planned(target);
    int running = new Generations(target.appliance()).current();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    attempts.forEach((attack, attempt) -> outcomes.put(attack, attempt.apply(open)));
    boolean same = new Generations(target.appliance()).current() == running;
    outcomes.replaceAll((attack, outcome) -> same ? outcome : new Outcome(false, outcome.code(), outcome.audited(), "ANOTHER GENERATION RUNS; " + outcome.detail()));
    return outcomes;
  }

  private void add(Case attack, Function<Open, Result> attempt) {
    attempts.put(attack, open -> command(attack, target -> attempt.apply(open)).attempt().apply(open.target()));
  }

  private static Open planned(Target target) {
    return new Open(target, new Generations(target.appliance()).plan(Control.NAME));
  }

  private static Path approvalOfGenerationOne(Target target, User user) {
    return new Open(target, 1).approval(user);
  }

  private static Path vault(Target target, String sha256) {
    return target.appliance().data().resolve("vault/sha256").resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private static JsonObject json(Path file) {
    return Json.parseObject(Edited.bytes(file), file.toString());
  }
}
