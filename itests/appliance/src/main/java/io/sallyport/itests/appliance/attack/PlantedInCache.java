package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.BootFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A jar planted in the bundle cache before a restart, as the framework lays down a bundle that is to be started. No start reads the cache. */
public final class PlantedInCache implements Attack {
  @Override
  public String title() {
    return "a jar planted in the bundle cache before a restart";
  }

  @Override
  public Outcome attempt(Target target) {
    Appliance appliance = target.appliance();
    appliance.stop();
    Path planted = plant(appliance.data().resolve("cache/bundle9000"));
    BootFigures boot = appliance.start();
    boolean gone = !Files.exists(planted) && !target.codeRan();
    return new Outcome(gone, Outcome.GONE, true, gone ? "the cache was made anew, ready again after " + boot.wallMillis() + " ms" : "the cache was used");
  }

  private static Path plant(Path bundle) {
    try {
      Path revision = Files.createDirectories(bundle.resolve("version0.0"));
      Files.writeString(bundle.resolve("bundle.info"), "9000\nplanted:here\n32\n1\n1700000000000\n0\n");
      Files.writeString(revision.resolve("revision.location"), "inputstream:");
      Files.write(revision.resolve("bundle.jar"), HostileBundles.plain("planted", "1.0.0"));
      return bundle;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
