package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.BootFigures;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.attack.HostileBundles;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lies in the bundle cache is exchanged while the appliance is off. One start judges it all: each find is refused by its own path. */
public final class CacheGroup implements Group {
  private static final String CODE = "SP-GATE-0005";
  private static final Case PLANTED = of("cache-bundle-planted", "a bundle directory of the attacker's own");
  private static final Case EXCHANGED = of("cache-jar-exchanged", "the jar of a running bundle exchanged for another");
  private static final Case FLIPPED = of("cache-jar-changed", "one bit of the jar of a running bundle flipped");
  private static final Case LOCATION = of("cache-location-changed", "a cached bundle made one by reference");
  private static final Case LINK = of("cache-jar-linked", "the jar of a running bundle exchanged for a link");
  private static final Case STRANGE = of("cache-strange-name", "a directory by a name that the framework never gives");

  private static Case of(String name, String threat) {
    return new Case(name, threat, Guard.GATE, CODE);
  }

  @Override
  public String title() {
    return "The bundle cache on disk";
  }

  @Override
  public List<Case> cases() {
    return List.of(PLANTED, EXCHANGED, FLIPPED, LOCATION, LINK, STRANGE);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Appliance appliance = target.appliance();
    AuditEntries entries = new AuditEntries(appliance, "gate.refused");
    int before = entries.count();
    List<String> running = new Generations(appliance).running();
    appliance.stop();
    Map<Case, Path> spoiled = spoil(appliance.data().resolve("cache"));
    BootFigures boot = appliance.start();
    List<String> refused = entries.list().stream().skip(before).filter(entry -> entry.string("code").equals(CODE)).map(entry -> entry.string("object")).toList();
    boolean clean = boot.text("gate.wiped").equals("true") && !target.codeRan() && !Files.exists(spoiled.get(PLANTED)) && new Generations(appliance).running().equals(running);
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    spoiled.forEach((attack, path) -> {
      boolean told = refused.stream().anyMatch(object -> object.startsWith(path.toString()));
      outcomes.put(attack, new Outcome(clean && told, told ? CODE : "", told, clean ? "told: " + refused : "THE CACHE WAS USED, OR SOMETHING ELSE RUNS"));
    });
    return outcomes;
  }

  /** By case, the path that the gate must name. */
  private static Map<Case, Path> spoil(Path cache) {
    List<Path> revisions = Folders.files(cache, name -> name.equals("bundle.jar")).stream().map(Path::getParent).sorted(Comparator.comparing(Path::toString)).toList();
    byte[] hostile = HostileBundles.plain("planted", "1.0.0");
    Map<Case, Path> spoiled = new LinkedHashMap<>();
    try {
      Path planted = Folders.copy(revisions.get(0).getParent(), cache.resolve("bundle9000"));
      Edited.write(Folders.files(planted, name -> name.equals("bundle.jar")).get(0), hostile);
      spoiled.put(PLANTED, planted);
      spoiled.put(EXCHANGED, revisions.get(1).resolve("bundle.jar"));
      Edited.write(spoiled.get(EXCHANGED), hostile);
      spoiled.put(FLIPPED, revisions.get(2).resolve("bundle.jar"));
      Edited.write(spoiled.get(FLIPPED), Edited.flipped(spoiled.get(FLIPPED)).after());
      spoiled.put(LOCATION, revisions.get(3));
      Path elsewhere = Files.write(Folders.temporary("elsewhere").resolve("hostile.jar"), hostile);
      Edited.write(revisions.get(3).resolve("revision.location"), ("reference:" + elsewhere.toUri()).getBytes(StandardCharsets.UTF_8));
      spoiled.put(LINK, revisions.get(4));
      Files.delete(revisions.get(4).resolve("bundle.jar"));
      Files.createSymbolicLink(revisions.get(4).resolve("bundle.jar"), elsewhere);
      spoiled.put(STRANGE, Files.createDirectories(cache.resolve("bundle-1")));
      return spoiled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
