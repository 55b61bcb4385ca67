package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  /** Jars that do not state their licence in a form this test reads, by the beginning of their names; looked up by hand. */
  private static final Map<String, String> KNOWN_LICENCES = Map.of(
      "sallyport-", "Apache-2.0", // ours
      "org.eclipse.osgi-", "EPL-2.0", // about.html
      "bcprov-", "MIT", "bcutil-", "MIT", "bcpkix-", "MIT", // their "Bouncy Castle Licence"
      "picocli-", "Apache-2.0",
      "slf4j-api-1.7", "MIT"); // its parent pom

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
  void nothingOfTheGplFamilyIsShipped() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String shipped : List.of("karaf-assembly/target/assembly", "signed-repo/repository/target/libraries")) { // the second: what packages embed
      Path folder = HOUSE.root().resolve(shipped);
      assertTrue(Files.isDirectory(folder), shipped + " is not built");
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    List<String> broken = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (Path jar : jars) {
      Set<String> statements = Licences.of(jar);
      if (!Licences.isShippable(statements)) {
        broken.add(HOUSE.root().relativize(jar) + ": " + statements);
      }
      String name = jar.getFileName().toString();
      if (statements.isEmpty() && KNOWN_LICENCES.keySet().stream().noneMatch(name::startsWith)) {
        silent.add(name);
      }
    }
    System.out.println("licences: " + jars.size() + " jars shipped, " + broken.size() + " of the GPL family, " + silent.size() + " unknown");
    assertEquals("", String.join("\n", broken));
    assertEquals("", String.join("\n", silent), "say nothing about their licence: look it up, and add it to the list above");
    assertFalse(jars.isEmpty());
  }
}
