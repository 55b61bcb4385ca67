package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.attack.HostileBundles;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.forge.Stranger;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A copy of the distribution with each kind of file changed. The launcher does not start it, and the verifier says the same from outside. */
public final class DistributionGroup implements Group {
  private static final int REFUSED = 78;
  private static final String CHANGED = "SP-LAUNCH-0003";
  private static final String EXTRA = "SP-LAUNCH-0005";
  private static final Case INVENTORY = new Case("inventory-edited", "a file added to the signed inventory", Guard.LAUNCHER, "SP-TRUST-0011");
  private static final Case WHOLE = new Case("vendor-root-exchanged", "inventory and vendor root exchanged together; the verifier has its own copy of the root", Guard.VERIFIER, "SP-TRUST-0011");

  /** How one file is changed; its path in the copy is found by {@code folder} and the end of its name. */
  private record Change(Case attack, String folder, String end, java.util.function.Consumer<Path> edit) {}

  private static Case of(String name, String threat, String code) {
    return new Case(name, threat, Guard.LAUNCHER, code);
  }

  private static List<Change> changes() {
    return List.of(
        new Change(of("start-script-changed", "the start script", CHANGED), "bin", "sallyport", DistributionGroup::append),
        new Change(of("access-rule-changed", "a rule on who may use which command", CHANGED), "etc", "acl.bundle.cfg", DistributionGroup::append),
        new Change(of("gate-changed", "the jar of the gate", CHANGED), "lib", "gate-0.1.0.jar", DistributionGroup::append),
        new Change(of("platform-bundle-changed", "a jar of the platform", CHANGED), "system", "sallyport-vault-0.1.0.jar", DistributionGroup::append),
        new Change(of("features-changed", "the list of features that are started", CHANGED), "system", "-features.xml", DistributionGroup::append),
        new Change(of("file-linked", "a file exchanged for a link to the same bytes", CHANGED), "system", "sallyport-audit-0.1.0.jar", DistributionGroup::link),
        new Change(of("file-missing", "a file taken away", "SP-LAUNCH-0004"), "etc", "acl.medium.cfg", DistributionGroup::delete),
        new Change(of("configuration-added", "one more configuration file", EXTRA), "etc", "+evil.cfg", DistributionGroup::plant),
        new Change(of("library-added", "a jar beside those on the class path", EXTRA), "lib", "+evil.jar", DistributionGroup::plant),
        new Change(of("bundle-added", "a jar among the platform's", EXTRA), "system", "+evil.jar", DistributionGroup::plant));
  }

  @Override
  public String title() {
    return "The distribution on disk";
  }

  @Override
  public List<Case> cases() {
    return java.util.stream.Stream.concat(changes().stream().map(Change::attack), java.util.stream.Stream.of(INVENTORY, WHOLE)).toList();
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Project project = target.project();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    Path home = copy(project);
    Map<Case, String> spoiled = new LinkedHashMap<>();
    for (Change change : changes()) {
      Path file = file(home.resolve(change.folder()), change.end());
      change.edit().accept(file);
      spoiled.put(change.attack(), home.relativize(file).toString());
    }
    Result launched = launch(home);
    Result verified = Verifier.appliance(project, home);
    spoiled.forEach((attack, file) -> {
      boolean stopped = launched.status() == REFUSED && !Verifier.code(launched, file).isEmpty() && !verified.succeeded();
      outcomes.put(attack, new Outcome(stopped, Verifier.code(verified, file), false, stopped ? file : launched.text()));
    });
    outcomes.put(INVENTORY, inventory(project));
    outcomes.put(WHOLE, whole(project));
    return outcomes;
  }

  private static Outcome inventory(Project project) {
    Path home = copy(project);
    Path file = home.resolve("trust/inventory.json");
    Envelope envelope = Envelope.parse(Edited.bytes(file), "inventory");
    Edited.write(file, new Envelope(listed(envelope.signed(), home, "trust/vendor-root.json", "etc/evil.cfg"), envelope.signatures()).toBytes());
    Result launched = launch(home);
    return new Outcome(launched.status() == REFUSED, launched.code().orElse(""), false, launched.text());
  }

  private static Outcome whole(Project project) {
    Path home = copy(project);
    Path file = home.resolve("trust/inventory.json");
    List<Signer> own = List.of(Stranger.key(), Stranger.key());
    JsonObject root = Envelope.parse(Edited.bytes(home.resolve("trust/vendor-root.json")), "root").signed();
    JsonObject.Builder keys = root.object("keys").toBuilder();
    own.forEach(key -> keys.put(key.key().id(), key.key().toJson()));
    JsonObject role = JsonObject.builder().put("keyids", own.stream().map(key -> key.key().id()).toList()).put("threshold", 2).build();
    JsonObject changed = root.toBuilder().put("keys", keys.build()).put("roles", root.object("roles").toBuilder().put("root", role).put("targets", role).build()).build();
    Edited.write(home.resolve("trust/vendor-root.json"), Envelope.sign(changed, own.toArray(Signer[]::new)).toBytes());
    plant(home.resolve("lib/evil.jar"));
    JsonObject inventory = listed(Envelope.parse(Edited.bytes(file), "inventory").signed(), home, "trust/vendor-root.json", "lib/evil.jar");
    Edited.write(file, Envelope.sign(inventory, own.toArray(Signer[]::new)).toBytes());
    Result verified = Verifier.appliance(project, home);
    return new Outcome(!verified.succeeded(), verified.code().orElse(""), false, verified.text());
  }

  /** The inventory as if these files belonged to it as they are. */
  private static JsonObject listed(JsonObject inventory, Path home, String... files) {
    JsonObject.Builder all = inventory.object("files").toBuilder();
    for (String name : files) {
      byte[] bytes = Files.exists(home.resolve(name)) ? Edited.bytes(home.resolve(name)) : new byte[0];
      all.put(name, JsonObject.builder().put("length", bytes.length).put("hashes", Map.of("sha256", Digests.sha256(bytes))).build());
    }
    return inventory.toBuilder().put("files", all.build()).build();
  }

  private static Result launch(Path home) {
    Path data = Folders.temporary("data").resolve("data");
    return Appliance.of(new Setup(home, data, List.of(), List.of())).sallyport("run");
  }

  private static Path copy(Project project) {
    return Folders.copy(project.assembly(), Folders.temporary("home").resolve("home"));
  }

  /** A name that begins with a plus sign is that of a file to be made. */
  private static Path file(Path folder, String end) {
    return end.startsWith("+") ? folder.resolve(end.substring(1)) : Folders.files(folder, name -> name.endsWith(end)).stream().findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing ends in " + end + " in " + folder));
  }

  private static void append(Path file) {
    byte[] before = Edited.bytes(file);
    byte[] after = java.util.Arrays.copyOf(before, before.length + 1);
    after[before.length] = '\n';
    boolean program = Files.isExecutable(file);
    Edited.write(file, after);
    file.toFile().setExecutable(program);
  }

  private static void link(Path file) {
    try {
      Path same = Files.copy(file, Folders.temporary("elsewhere").resolve("same.jar"));
      Files.delete(file);
      Files.createSymbolicLink(file, same);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void plant(Path file) {
    Edited.write(file, file.toString().endsWith(".jar") ? HostileBundles.plain("planted", "1.0.0") : "evil = true\n".getBytes(StandardCharsets.UTF_8));
  }
}
