package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The framework's cache is prepared while the appliance is off: bundles, and what the framework, Configuration Admin, the features service and
 * File Install would remember. One start judges it all: nothing of it runs, nothing of it stays, and the plant runs whole.
 */
public final class CacheGroup implements Group {
  private static final Case PLANTED = of("cache-bundle-planted", "a bundle directory of the attacker's own");
  private static final Case EXTENSION = of("cache-extension-planted", "a framework extension in the cache, whose code would run first");
  private static final Case LOCATION = of("cache-reference-planted", "a cached bundle by reference to a file of the attacker's");
  private static final Case LINK = of("cache-link-planted", "a link in the cache to a folder outside, which must not be followed");
  private static final Case STRANGE = of("cache-strange-name", "a directory by a name that the framework never gives");
  private static final Case SYSTEM = of("cache-framework-data", "the framework's own data and wiring");
  private static final Case ACL = of("cache-configuration-store", "Configuration Admin's store names another folder of settings, whose rules give a viewer shell:cat");
  private static final Case FEATURES = of("cache-features-state", "the features service's state names a repository and features of the attacker's");
  private static final Case PIPE = of("cache-pipe", "a pipe in the cache, to hold the start up");
  private static final String STATE = "{\"bootDone\":true,\"repositories\":[\"file:%s/features.xml\"],\"requirements\":{\"root\":[\"feature:evil\"]},\"features\":{\"root\":[\"feature:evil\"]}}";

  private static Case of(String name, String threat) {
    return new Case(name, threat, Guard.START, Case.NONE);
  }

  @Override
  public String title() {
    return "The framework's cache on disk";
  }

  @Override
  public List<Case> cases() {
    return List.of(PLANTED, EXTENSION, LOCATION, LINK, STRANGE, SYSTEM, ACL, FEATURES, PIPE);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Appliance appliance = target.appliance();
    List<String> running = new Generations(appliance).running();
    appliance.stop();
    Path elsewhere = Folders.temporary("elsewhere");
    Map<Case, Path> planted = plant(appliance.data().resolve("cache"), elsewhere);
    appliance.start();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    boolean whole = !target.codeRan() && new Generations(appliance).running().equals(running) && Files.exists(elsewhere.resolve("kept"));
    planted.forEach((attack, path) -> outcomes.put(attack, outcome(whole && !isThere(path), whole ? "left: " + isThere(path) : "ITS CODE RAN, OR SOMETHING ELSE RUNS")));
    Result cat = target.as(User.OLGA, "shell:cat /etc/hostname");
    outcomes.put(ACL, outcome(whole && !isThere(planted.get(ACL)) && !cat.succeeded(), cat.text()));
    Result repositories = target.as(User.ADA, "feature:repo-list");
    outcomes.put(FEATURES, outcome(whole && !repositories.text().contains(elsewhere.toString()), repositories.text()));
    return outcomes;
  }

  private static Outcome outcome(boolean held, String detail) {
    return new Outcome(held, held ? Case.NONE : "", true, detail);
  }

  /** The framework makes some of these anew, under the same name. */
  private static boolean isThere(Path planted) {
    try {
      return Files.exists(planted, LinkOption.NOFOLLOW_LINKS) && !(Files.isRegularFile(planted) && !Files.readString(planted, StandardCharsets.ISO_8859_1).contains("evil"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By case, a path that must be gone. */
  private static Map<Case, Path> plant(Path cache, Path elsewhere) {
    byte[] hostile = HostileBundles.plain("planted", "1.0.0");
    Map<Case, Path> planted = new LinkedHashMap<>();
    try {
      Files.writeString(elsewhere.resolve("kept"), "x");
      Files.write(elsewhere.resolve("hostile.jar"), hostile);
      Files.writeString(elsewhere.resolve("org.apache.karaf.command.acl.shell.cfg"), "* = viewer\n");
      Files.writeString(elsewhere.resolve("features.xml"), "<features name=\"evil\" xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\"><feature name=\"evil\"/></features>");
      planted.put(PLANTED, bundle(cache.resolve("bundle9000"), 9000, hostile, "inputstream:"));
      planted.put(EXTENSION, bundle(cache.resolve("bundle9001"), 9001, HostileBundles.extension(), "inputstream:"));
      planted.put(LOCATION, bundle(cache.resolve("bundle9002"), 9002, new byte[0], "reference:" + elsewhere.resolve("hostile.jar").toUri()));
      planted.put(LINK, Files.createSymbolicLink(cache.resolve("bundle9003"), elsewhere));
      planted.put(STRANGE, Files.createDirectories(cache.resolve("bundle-1")));
      Edited.write(cache.resolve("bundle0/bundle.id"), "evil".getBytes(StandardCharsets.UTF_8));
      planted.put(SYSTEM, cache.resolve("bundle0/bundle.id"));
      for (Path bundle : Folders.files(cache, name -> name.equals("revision.location")).stream().map(location -> location.getParent().getParent()).toList()) {
        Path store = Files.createDirectories(bundle.resolve("data/config/org/apache/felix")).resolve("fileinstall%007eevil.config");
        Files.writeString(store, store(elsewhere));
        planted.put(ACL, store);
        Path state = bundle.resolve("data/state.json");
        Edited.write(state, STATE.formatted(elsewhere).getBytes(StandardCharsets.UTF_8));
        planted.put(FEATURES, state);
      }
      planted.put(PIPE, cache.resolve("pipe"));
      if (new ProcessBuilder("mkfifo", planted.get(PIPE).toString()).start().waitFor() != 0) {
        throw new IllegalStateException("no pipe");
      }
      return planted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As Felix itself lays a bundle down that is to be started. */
  private static Path bundle(Path root, int id, byte[] jar, String location) throws IOException {
    Path revision = Files.createDirectories(root.resolve("version0.0"));
    Files.writeString(root.resolve("bundle.info"), id + "\nplanted:evil-" + id + "\n32\n1\n1700000000000\n0\n");
    Files.writeString(revision.resolve("revision.location"), location);
    Files.write(revision.resolve("bundle.jar"), jar);
    return root;
  }

  private static String store(Path folder) {
    return """
        :org.apache.felix.configadmin.revision:=L"1"
        felix.fileinstall.dir="%s"
        felix.fileinstall.filter=".*\\\\.cfg"
        felix.fileinstall.noInitialDelay="true"
        felix.fileinstall.poll="500"
        service.bundleLocation="?"
        service.factoryPid="org.apache.felix.fileinstall"
        service.pid="org.apache.felix.fileinstall~evil"
        """.formatted(folder);
  }
}
