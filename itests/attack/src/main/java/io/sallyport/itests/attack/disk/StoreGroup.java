package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.HostileBundles;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Somebody who can write to DATA, while the appliance runs: the site's folder of settings, and the cache below what runs. */
public final class StoreGroup implements Group {
  private static final Duration NOTICED = Duration.ofSeconds(30);
  private static final String PLATFORMS = "SP-PLAN-0120";
  private static final String UNUSABLE = "SP-PLAN-0121";
  private static final Case CACHE = new Case("cache-overwritten-while-running", "every file of the cache overwritten and the cache deleted below what runs", Guard.START, Case.NONE);
  private static final Case OPEN = new Case("code-open-from-data", "code that is read from a file below DATA, which could be exchanged after it was judged", Guard.START, Case.NONE);
  private static final Map<Case, String> FILES = files();

  private static Map<Case, String> files() {
    Map<Case, String> files = new LinkedHashMap<>();
    files.put(settings("settings-acl", "rules of the console in the site's folder", PLATFORMS), "org.apache.karaf.command.acl.shell.cfg");
    files.put(settings("settings-second-folder", "another folder that File Install is to read", PLATFORMS), "org.apache.felix.fileinstall-evil.cfg");
    files.put(settings("settings-features", "repositories of features", PLATFORMS), "org.apache.karaf.features.cfg");
    files.put(settings("settings-datasource", "another database", PLATFORMS), "org.ops4j.datasource-evil.cfg");
    files.put(settings("settings-logging", "appenders of the log", PLATFORMS), "org.ops4j.pax.logging.cfg");
    files.put(settings("settings-unlisted", "a component of the platform that has no settings for sites", PLATFORMS), "io.sallyport.identity.realm.cfg");
    files.put(settings("settings-second-instance", "a second listener beside the one", PLATFORMS), "io.sallyport.http-evil.cfg");
    files.put(settings("settings-reads-files", "a file of the host read into a setting", UNUSABLE), "io.sallyport.inference.cfg");
    files.put(settings("settings-reference-filter", "the filter of a reference, to take a service from a component", UNUSABLE), "io.sallyport.inference.shadow.cfg");
    files.put(settings("settings-large", "a file that fills the memory", UNUSABLE), "io.sallyport.inference.trial.cfg");
    files.put(settings("settings-link", "a link out of the folder", UNUSABLE), "io.sallyport.inference.drift.cfg");
    files.put(settings("settings-pipe", "a pipe that holds the reader up", UNUSABLE), "io.sallyport.operations.alarms.cfg");
    return files;
  }

  private static Case settings(String name, String threat, String code) {
    return new Case(name, threat, Guard.SETTINGS, code);
  }

  @Override
  public String title() {
    return "Settings and cache of a running appliance";
  }

  @Override
  public List<Case> cases() {
    return Stream.concat(FILES.keySet().stream(), Stream.of(CACHE, OPEN)).toList();
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Map<Case, Outcome> outcomes = new LinkedHashMap<>(settings(target));
    outcomes.put(OPEN, open(target.appliance()));
    outcomes.put(CACHE, cache(target));
    return outcomes;
  }

  private static Map<Case, Outcome> settings(Target target) {
    Appliance appliance = target.appliance();
    AuditEntries entries = new AuditEntries(appliance, "settings.refused");
    int before = entries.count();
    Path folder = appliance.data().resolve("site/etc");
    FILES.forEach((attack, name) -> plant(folder, name, attack.name()));
    try {
      Await.until("every file is refused", NOTICED, () -> entries.count() >= before + FILES.size());
      String configurations = target.as(User.ADA, "config:list").text();
      boolean viewer = !target.as(User.OLGA, "shell:cat /etc/hostname").succeeded();
      Map<Case, Outcome> outcomes = new LinkedHashMap<>();
      FILES.forEach((attack, name) -> {
        String code = entries.list().stream().skip(before).filter(entry -> entry.string("object").endsWith("/" + name)).map(entry -> entry.string("code")).findFirst().orElse("");
        outcomes.put(attack, new Outcome(viewer && !configurations.contains(folder + "/" + name), code, !code.isEmpty(), configurations));
      });
      return outcomes;
    } finally {
      FILES.values().forEach(name -> delete(folder.resolve(name)));
    }
  }

  private static void plant(Path folder, String name, String attack) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      switch (attack) {
        case "settings-reads-files" -> Files.writeString(file, "threads = $[secret:users.properties]\n");
        case "settings-reference-filter" -> Files.writeString(file, "audit.target = (evil=1)\n");
        case "settings-large" -> Files.write(file, new byte[(1 << 20) + 1]);
        case "settings-link" -> Files.createSymbolicLink(file, Files.writeString(Folders.temporary("settings").resolve("x.cfg"), "a = b\n"));
        case "settings-pipe" -> new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        case "settings-acl" -> Files.writeString(file, "* = viewer\n");
        default -> Files.writeString(file, "a = b\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Libraries of an engine are unpacked: see ADR 0042. */
  private static Outcome open(Appliance appliance) {
    Path process = Path.of("/proc", Long.toString(appliance.view().pid()));
    String data = appliance.data().toString();
    try (Stream<String> mapped = Files.lines(process.resolve("maps")); Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      List<String> found = Stream.concat(mapped.filter(line -> line.contains("/")).map(line -> line.substring(line.indexOf('/'))), descriptors.map(StoreGroup::target))
          .filter(path -> path.startsWith(data) && path.matches(".*\\.(jar|so|class)( .*)?")).distinct().toList();
      return new Outcome(found.isEmpty(), found.isEmpty() ? Case.NONE : "", true, "open: " + found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /** What the platform loads late, such as commands that nobody has used yet, and what a package does, go on as before. */
  private static Outcome cache(Target target) {
    Path cache = target.appliance().data().resolve("cache");
    byte[] hostile = HostileBundles.plain("planted", "1.0.0");
    Folders.files(cache, name -> !name.equals("cache.lock") && !name.endsWith(".so")).forEach(file -> Edited.write(file, hostile));
    try (Stream<Path> children = Files.list(cache)) {
      children.filter(child -> child.getFileName().toString().matches("bundle\\d+")).forEach(Folders::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Result bench = target.as(User.ADA, "infer:bench --threads 1 --seconds 0.2 --json radiator-anomaly");
    Result late = target.as(User.AUD, "audit:verify");
    boolean held = bench.succeeded() && late.succeeded() && !target.codeRan();
    return new Outcome(held, held ? Case.NONE : "", true, bench.text() + late.text());
  }
}
