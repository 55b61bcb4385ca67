package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.BundleTable;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;

/** Step 4. */
final class ApplyStep implements Step {
  @Override
  public String title() {
    return "Two people approve; the generation goes live";
  }

  @Override
  public void tell(Scene scene) {
    Story story = scene.story();
    scene.type(User.ADA, "generation:plan opcua predictive-maintenance radiator-anomaly/1.0.0");
    scene.typeFrom("Signed by", User.QUINN, "generation:approve 1", scene.appliance().password(User.QUINN));
    Result early = new Generations(scene.appliance()).tryApply();
    story.check(!early.succeeded(), "one signature is not enough: " + early.refusal().orElse(early.text()));
    scene.typeFrom("Signed by", User.SAM, "generation:approve 1", scene.appliance().password(User.SAM));
    BundleTable before = BundleTable.of(scene.appliance());
    Result applied = scene.typeFrom("admit", User.ADA, "generation:apply", "y");
    BundleTable after = BundleTable.of(scene.appliance());
    scene.type(User.ADA, "generation:show");
    story.check(new Generations(scene.appliance()).current() == 1, "generation 1 runs");
    story.check(before.sameIn(after) && before.restartedIn(after).isEmpty(), "none of the " + before.bundles().size() + " bundles that ran was restarted: all "
        + before.services().size() + " services are the ones they were" + (before.restartedIn(after).isEmpty() ? "" : ", except of " + before.restartedIn(after)));
    story.check(applied.text().contains("0 restarted") || applied.text().contains("none restarted"), "the framework's own events agree");
  }
}
