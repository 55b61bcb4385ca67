package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files by the names of metadata are planted while the appliance is off. One start judges them all: it must be ready with what ran before,
 * and name each; a new plan must get the next number.
 */
public final class StrayGroup implements Group {
  private static final String CODE = "SP-TRUST-0121";
  private static final Case EXPORT = of("stray-root-by-export", "an exported site by the name of the next site root");
  private static final Case GENERATION = of("stray-generation", "an exported site by the name of a generation with the highest number there is");
  private static final Case RENUMBERED = of("stray-generation-renumbered", "a signed generation by the name of another number");
  private static final Case ROLLBACK = of("stray-rollback", "garbage by the name of a rollback with the highest number there is");
  private static final Case SNAPSHOT = of("stray-snapshot", "garbage by the name of a snapshot with the highest number there is");
  private static final Case LINK = of("stray-link", "a link to the first site root by the name of a later one");
  private static final Case FOLDER = of("stray-folder", "a folder by the name of the next rollback");
  private static final Case HUGE = of("stray-of-ten-gigabytes", "ten gigabytes by the name of a generation");
  private static final Case NAME = of("stray-by-another-name", "a partly signed root by a name with a leading zero");
  private static final Case CANDIDATE = of("stray-candidate", "a candidate's folder with the highest number there is");
  private static final Case VENDOR = of("stray-vendor-root", "garbage by the name of the vendor's next root");

  private static Case of(String name, String threat) {
    return new Case(name, threat, Guard.STRAYS, CODE);
  }

  @Override
  public String title() {
    return "Strays among the metadata";
  }

  @Override
  public List<Case> cases() {
    return List.of(EXPORT, GENERATION, RENUMBERED, ROLLBACK, SNAPSHOT, LINK, FOLDER, HUGE, NAME, CANDIDATE, VENDOR);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Appliance appliance = target.appliance();
    AuditEntries entries = new AuditEntries(appliance, "site.stray");
    int known = entries.count();
    List<String> running = new Generations(appliance).running();
    Path exported = Folders.temporary("stray").resolve("site.json");
    target.as(User.ADA, "appliance:export-site " + exported).orFail();
    appliance.stop();
    Map<Case, Path> strays = plant(appliance.data(), Edited.bytes(exported));
    appliance.start();
    JsonObject status = target.as(User.ADA, "appliance:status --json").orFail().json();
    List<String> alarms = status.object("provision").strings("alarms");
    String list = target.as(User.ADA, "generation:list").text();
    boolean unmoved = status.bool("ready") && new Generations(appliance).running().equals(running);
    List<JsonObject> recorded = entries.list().stream().skip(known).toList();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    strays.forEach((attack, path) -> {
      boolean told = alarms.stream().anyMatch(alarm -> alarm.startsWith(CODE) && alarm.contains(path.toString())) && list.contains(path.toString());
      boolean audited = recorded.stream().filter(entry -> entry.string("object").equals(path.toString())).count() == 1;
      outcomes.put(attack, new Outcome(unmoved && told, told ? CODE : "", audited, unmoved ? "ready, and told: " + told : "NOT READY: " + status));
    });
    appliance.stop();
    strays.values().forEach(StrayGroup::remove);
    appliance.start();
    return outcomes;
  }

  private static Map<Case, Path> plant(Path data, byte[] exported) {
    Path metadata = data.resolve("site/metadata");
    int next = nextRoot(metadata);
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    Map<Case, Path> strays = new LinkedHashMap<>();
    try {
      strays.put(EXPORT, Files.write(metadata.resolve(next + ".root.json"), exported));
      strays.put(GENERATION, Files.write(metadata.resolve("999999999.targets.json"), exported));
      strays.put(RENUMBERED, Files.copy(metadata.resolve("1.targets.json"), metadata.resolve("7000.targets.json")));
      strays.put(ROLLBACK, Files.write(metadata.resolve("999999999.rollback.json"), garbage));
      strays.put(SNAPSHOT, Files.write(metadata.resolve("999999999.snapshot.json"), garbage));
      strays.put(LINK, Files.createSymbolicLink(metadata.resolve(next + 1 + ".root.json"), metadata.resolve("1.root.json")));
      strays.put(FOLDER, Files.createDirectory(metadata.resolve("88.rollback.json")));
      strays.put(HUGE, huge(metadata.resolve("999999998.targets.json")));
      Envelope root = Envelope.parse(Edited.bytes(metadata.resolve("1.root.json")), "1.root.json");
      strays.put(NAME, Files.write(metadata.resolve("02.root.json"), new Envelope(root.signed(), root.signatures().subList(0, 1)).toBytes()));
      strays.put(CANDIDATE, Files.createDirectory(data.resolve("site/candidate/999999999")));
      strays.put(VENDOR, Files.write(data.resolve("vendor/roots/77.root.json"), garbage));
      return strays;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int nextRoot(Path metadata) {
    int next = 2;
    while (Files.exists(metadata.resolve(next + ".root.json"))) {
      next++;
    }
    return next;
  }

  private static Path huge(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(10L << 30);
    }
    return file;
  }

  private static void remove(Path stray) {
    try {
      Files.deleteIfExists(stray);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
