package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.verify.sbom.JarFacts;
import io.sallyport.verify.sbom.Licences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules, on what was built. */
class HouseTest {
  private static final House HOUSE = House.find();

  @Test
  void bundlesKeepTheRules() {
    List<BuiltBundle> bundles = HOUSE.bundles();
    Set<String> exported = House.exported(bundles);
    exported.addAll(HOUSE.frameworkPackages());
    List<BundleRule> rules = List.of(new ImportRule(exported), new ExportRule(), new ManifestRule(), new PackageRule());
    List<String> broken = new ArrayList<>();
    for (BuiltBundle bundle : bundles) {
      rules.forEach(rule -> broken.addAll(rule.broken(bundle)));
    }
    assertEquals("", String.join("\n", broken));
    assertTrue(bundles.size() >= 14, "only " + bundles.size() + " bundles were looked at");
  }

  @Test
  void symbolicNamesDifferBetweenModules() {
    Map<String, String> owners = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (BuiltBundle bundle : HOUSE.bundles()) {
      String name = Clause.names(bundle.headers().get("Bundle-SymbolicName")).get(0);
      String other = owners.putIfAbsent(name, bundle.module());
      if (other != null && !other.equals(bundle.module())) {
        broken.add(name + ": " + other + ", " + bundle.module());
      }
    }
    assertEquals("", String.join("\n", broken));
  }

  @Test
  void atMostOnePackageOfOursUsesBouncyCastle() {
    ForeignImports imports = new ForeignImports("org.bouncycastle");
    HOUSE.sources().forEach(file -> imports.add(file.toString(), House.text(file)));
    assertTrue(imports.users().size() <= 1, imports.users().toString());
  }

  /** Of what is not shipped, it does not matter. */
  @Test
  void nothingIsLeftToTheMachinesLanguageCharacterSetOrTimeZone() {
    List<String> broken = new ArrayList<>();
    int seen = 0;
    for (Path source : HOUSE.sources()) {
      String name = HOUSE.root().relativize(source).toString();
      if (!name.startsWith("itests/")) {
        MachineDefaults.used(House.text(source)).forEach(use -> broken.add(name + ": " + use));
        seen++;
      }
    }
    assertEquals("", String.join("\n", broken));
    assertTrue(seen > 500, "only " + seen + " sources were looked at");
  }

  @Test
  void everyCodeInTheSourcesIsRegisteredOnce() {
    CodeRegistry registry = new CodeRegistry(House.text(HOUSE.root().resolve("platform/adr/0003-codes-and-audit-entries.md")));
    List<String> broken = new ArrayList<>(registry.inconsistencies());
    for (Path source : HOUSE.sources()) {
      Set<String> missing = registry.missing(House.text(source));
      if (!missing.isEmpty()) {
        broken.add(HOUSE.root().relativize(source) + ": " + missing);
      }
    }
    assertEquals("", String.join("\n", broken));
    assertTrue(registry.size() >= 10);
  }

  @Test
  void settingsReplaceNothingThatOthersHold() {
    ServiceComponents rule = new ServiceComponents(Set.of("io.sallyport.http.internal.HttpSettings", "io.sallyport.vault.internal.DiodeReception")); // two listeners
    List<String> broken = new ArrayList<>();
    int seen = 0;
    for (String module : HOUSE.modules()) {
      for (Path description : ServiceComponents.of(HOUSE.root().resolve(module).resolve("target/classes"))) {
        broken.addAll(rule.broken(House.text(description)));
        seen++;
      }
    }
    assertEquals("", String.join("\n", broken));
    assertTrue(seen > 60, "only " + seen + " components were looked at");
  }

  @Test
  void versionsAreInTheRootPomOnly() {
    List<String> broken = new ArrayList<>();
    for (String module : HOUSE.modules()) {
      List<String> versions = PomVersions.writtenOut(House.text(HOUSE.root().resolve(module).resolve("pom.xml")));
      if (!versions.isEmpty()) {
        broken.add(module + ": " + versions);
      }
    }
    assertEquals("", String.join("\n", broken));
  }

  @Test
  void nothingOfTheGplFamilyIsShipped() {
    List<Path> jars = new Notice(HOUSE).jars();
    List<String> broken = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (Path jar : jars) {
      Set<String> statements = JarFacts.read(jar).licences();
      if (!Licences.isShippable(statements)) {
        broken.add(HOUSE.root().relativize(jar) + ": " + statements);
      }
      if (Licences.identifiers(jar).isEmpty()) {
        silent.add(jar.getFileName() + ": " + statements);
      }
    }
    System.out.println("licences: " + jars.size() + " jars shipped, " + broken.size() + " of the GPL family, " + silent.size() + " unknown");
    assertEquals("", String.join("\n", broken));
    assertEquals("", String.join("\n", silent), "nothing known about their licence: look it up, and add it to Licences");
    assertFalse(jars.isEmpty());
  }

  @Test
  void whatOthersMadeIsInTheNotice() {
    Notice notice = new Notice(HOUSE);
    String text = House.text(notice.file());
    assertEquals(notice.replaced(text), text, "run Notice");
    String pom = House.text(HOUSE.root().resolve("pom.xml"));
    for (String inside : List.of("djl", "onnxruntime", "derby", "milo", "jackson")) { // what lies inside bundles of ours
      String version = pom.replaceAll("(?s).*<" + inside + "\\.version>([^<]+)<.*", "$1");
      assertTrue(text.contains(version), inside + " " + version);
    }
    assertFalse(notice.replaced(text.replace("sshd-osgi", "sshd")).equals(text.replace("sshd-osgi", "sshd")));
  }

  @Test
  void everyDecisionIsInTheIndex() throws IOException {
    Path folder = HOUSE.root().resolve("platform/adr");
    String index = House.text(folder.resolve("README.md"));
    try (Stream<Path> files = Files.list(folder)) {
      List<String> missing = files.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\d{4}-.*\\.md") && !index.contains("(" + name + ")")).toList();
      assertEquals(List.of(), missing);
    }
  }
}
