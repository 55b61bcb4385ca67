package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.BootFigures;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Step 2. */
final class BootStep implements Step {
  @Override
  public String title() {
    return "The appliance boots from its locked assembly";
  }

  @Override
  public void tell(Scene scene) {
    Story story = scene.story();
    story.say("$ bin/sallyport verify");
    Result verified = scene.appliance().sallyport("verify");
    story.say(verified.text());
    story.check(verified.succeeded(), "every file is the one in the vendor-signed inventory");
    story.say("$ bin/sallyport commission --demo");
    story.say(scene.appliance().sallyport("commission", "--demo").orFail().text());
    scene.link().configure();
    story.say("$ bin/sallyport start");
    BootFigures boot = scene.appliance().start();
    story.say("ready after " + boot.wallMillis() + " ms, " + boot.cpuMillis() + " ms CPU, " + scene.appliance().view().residentMebibytes() + " MiB resident; "
        + boot.text("bundles.active") + " of " + boot.text("bundles") + " bundles active");
    story.check(boot.number("verified.files") > 100, boot.text("verified.files") + " files of the inventory verified in " + boot.text("verified.ms")
        + " ms before the framework started");
    var listeners = scene.appliance().view().listeners();
    story.check(!listeners.isEmpty() && listeners.stream().allMatch(l -> l.getAddress().isLoopbackAddress()) && scene.appliance().view().datagramPorts().isEmpty(),
        "listens on nothing beyond loopback: " + listeners);
    story.check(repositories(scene).isEmpty(), "no remote repository");
    story.check(scene.ask(User.ADA, "package:list --json").jsonList().isEmpty(), "no package yet: the gate admits the platform only");
  }

  /** The distribution's own setting, whose file the inventory covers. */
  private static List<String> repositories(Scene scene) {
    try {
      return Files.readAllLines(scene.appliance().setup().home().resolve("etc/org.ops4j.pax.url.mvn.cfg")).stream()
          .filter(line -> line.matches("\\s*org\\.ops4j\\.pax\\.url\\.mvn\\.(repositories|defaultRepositories)\\s*=.*"))
          .filter(line -> line.contains("http:") || line.contains("https:")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
