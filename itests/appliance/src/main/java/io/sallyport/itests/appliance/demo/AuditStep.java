package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import java.nio.file.Path;

/** Step 8. */
final class AuditStep implements Step {
  @Override
  public String title() {
    return "The auditor proves the log, here and on another machine";
  }

  @Override
  public void tell(Scene scene) {
    Story story = scene.story();
    Result verified = scene.type(User.AUD, "audit:verify");
    story.check(verified.succeeded(), "the appliance proves its whole log");
    Path export = scene.workspace().resolve("audit-export");
    scene.type(User.AUD, "audit:export " + export);
    Path verifier = scene.project().jar("platform/audit/target", "sallyport-audit-0.1.0-verifier");
    String key = scene.ask(User.AUD, "audit:checkpoint --json").json().string("key");
    Result independent = Program.java(verifier, export.toString(), "--key", key);
    story.say("$ java -jar " + verifier.getFileName() + " " + export.getFileName() + " --key …\n" + independent.text());
    story.check(independent.succeeded(), "the stand-alone verifier agrees");
    scene.type(User.ADA, "appliance:status");
    story.check(scene.ask(User.ADA, "appliance:status --json").json().bool("ready"), "the appliance is ready, and runs what was approved");
  }
}
