package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.BootFigures;
import io.sallyport.itests.appliance.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A jar planted in the bundle cache before a restart: a copy of a cached bundle whose bytes are then exchanged. */
public final class PlantedInCache implements Attack {
  private static final String CODE = "SP-GATE-0005";
  private static final String PLANTED = "bundle9000";

  @Override
  public String title() {
    return "a jar planted in the bundle cache before a restart";
  }

  @Override
  public Outcome attempt(Target target) {
    Appliance appliance = target.appliance();
    AuditEntries refusals = new AuditEntries(appliance, "gate.refused");
    int before = refusals.count();
    appliance.stop();
    Path cached = lastBundle(appliance.data().resolve("cache"));
    Path planted = Folders.copy(cached, cached.resolveSibling(PLANTED));
    exchange(planted);
    BootFigures boot = appliance.start();
    boolean audited = refusals.newer(before, CODE).isPresent();
    boolean wiped = boot.text("gate.wiped").equals("true") && !Files.exists(planted);
    boolean refused = wiped && !target.codeRan();
    return new Outcome(refused, audited ? CODE : "", audited, wiped ? "cache wiped and rebuilt, ready again after " + boot.wallMillis() + " ms" : "the cache was used");
  }

  private static Path lastBundle(Path cache) {
    List<Path> jars = Folders.files(cache, name -> name.equals("bundle.jar"));
    return jars.stream().map(jar -> jar.getParent().getParent()).filter(folder -> folder.getFileName().toString().matches("bundle\\d+"))
        .max(Comparator.comparingInt(folder -> Integer.parseInt(folder.getFileName().toString().substring("bundle".length()))))
        .orElseThrow(() -> new IllegalStateException("no cached bundle in " + cache));
  }

  private static void exchange(Path bundle) {
    for (Path jar : Folders.files(bundle, name -> name.equals("bundle.jar"))) {
      try {
        Files.write(jar, HostileBundles.plain("planted", "1.0.0"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
