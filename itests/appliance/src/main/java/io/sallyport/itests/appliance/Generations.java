package io.sallyport.itests.appliance;

import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.util.List;

/** What people do to change what runs: plan, approve with two signatures, apply, go back. */
public final class Generations {
  private static final Duration APPLY = Duration.ofSeconds(120);

  private final Appliance appliance;

  public Generations(Appliance appliance) {
    this.appliance = appliance;
  }

  /** Plans what runs now with these packages added or exchanged; the number of the candidate. @param packages {@code NAME} or {@code NAME/VERSION} */
  public int plan(String... packages) {
    return (int) run(User.ADA, "generation:plan --json " + String.join(" ", packages)).json().integer("generation");
  }

  /** Plans a change of a model's traffic; the number of the candidate. @param command such as {@code model:promote NAME} */
  public int planTraffic(String command) {
    return (int) run(User.ADA, command.replaceFirst(" ", " --json ")).json().integer("generation");
  }

  /** Both approvers sign. */
  public void approve(int generation) {
    approve(User.QUINN, generation).orFail();
    approve(User.SAM, generation).orFail();
  }

  /** One approver signs, with the password again. */
  public Result approve(User approver, int generation) {
    return appliance.console(approver).run("generation:approve " + generation, appliance.password(approver));
  }

  public Result tryApply() {
    return appliance.console(User.ADA).run(APPLY, "generation:apply", "y");
  }

  public Result apply() {
    return tryApply().orFail();
  }

  /** Plans, approves and applies; the new generation's number. */
  public int change(String... packages) {
    int generation = plan(packages);
    approve(generation);
    apply();
    return generation;
  }

  public Result tryRollback() {
    return appliance.console(User.QUINN).run(APPLY, "generation:rollback", appliance.password(User.QUINN));
  }

  public Result rollback() {
    return tryRollback().orFail();
  }

  /** What runs, as {@code NAME/VERSION}. */
  public List<String> running() {
    return show().objects("packages").stream().map(entry -> entry.string("name") + "/" + entry.string("version")).sorted().toList();
  }

  /** The running generation's number, 0 for none. */
  public int current() {
    return (int) show().integer("running");
  }

  private JsonObject show() {
    return run(User.ADA, "generation:show --json").json();
  }

  private Result run(User user, String command) {
    return appliance.console(user).run(command).orFail();
  }
}
