package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.verify.sbom.JarFacts;
import io.sallyport.verify.sbom.Licences;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule, broken by a small forged bundle: a rule that cannot fail is none. */
class BrokenRulesTest {
  private static final Set<String> EXPORTED = Set.of("io.sallyport.api.signal", "io.sallyport.audit", "io.sallyport.trust");
  private static final String APACHE = "Apache-2.0";

  @TempDir
  Path folder;

  @Test
  void imports() throws IOException {
    BundleRule rule = new ImportRule(EXPORTED);
    assertKept(rule, "bundles/connectors/x", "Import-Package", "io.sallyport.api.signal;version=\"[0.1,1)\",java.util,javax.sql,org.slf4j,io.netty.buffer,org.bouncycastle.asn1");
    assertKept(rule, "platform/x", "Import-Package", "io.sallyport.audit,org.apache.karaf.features,javax.net.ssl");
    assertBroken(rule, "bundles/connectors/x", "Import-Package", "io.sallyport.audit");
    assertBroken(rule, "bundles/connectors/x", "Import-Package", "io.sallyport.api.unknown");
    assertBroken(rule, "bundles/connectors/x", "Import-Package", "com.google.gson");
    assertBroken(rule, "bundles/connectors/x", "Import-Package", "io.nettyx");
    assertBroken(rule, "bundles/capabilities/x", "Import-Package", "io.netty.buffer");
    assertBroken(rule, "bundles/capabilities/x", "Import-Package", "org.bouncycastle.asn1");
    assertBroken(rule, "platform/x", "Import-Package", "io.sallyport.audit.internal");
    assertBroken(rule, "platform/x", "Import-Package", "java.util,io.sallyport.audit.internal.wal;version=\"[1,2)\";resolution:=optional");
    assertBroken(rule, "platform/x", "Import-Package", "io.sallyport.nobody.exports");
    assertBroken(rule, "platform/boot/trust", "Import-Package", "io.sallyport.audit");
    assertBroken(rule, "platform/boot/trust", "Import-Package", "org.slf4j");
    assertBroken(rule, "plugin-api/api", "Import-Package", "io.sallyport.trust");
    assertBroken(rule, "plugin-api/api", "Import-Package", "org.osgi.framework");
    assertBroken(rule, "platform/x", "Require-Bundle", "io.sallyport.audit");
  }

  @Test
  void exports() throws IOException {
    BundleRule rule = new ExportRule();
    assertKept(rule, "platform/provision", "Export-Package", "io.sallyport.provision.lease;version=\"0.1.0\";uses:=\"a,b\"");
    assertKept(rule, "plugin-api/api", "Export-Package", "io.sallyport.api.signal;version=1");
    assertBroken(rule, "platform/provision", "Export-Package", "io.sallyport.vault;version=1");
    assertBroken(rule, "platform/provision", "Export-Package", "io.sallyport.provisioning;version=1");
    assertBroken(rule, "platform/provision", "Export-Package", "io.sallyport.provision.internal;version=1");
    assertBroken(rule, "platform/provision", "Export-Package", "io.sallyport.provision");
    assertBroken(rule, "bundles/capabilities/x", "Export-Package", "io.sallyport.x;version=1");
  }

  @Test
  void manifests() throws IOException {
    BundleRule rule = new ManifestRule();
    assertKept(rule, "platform/x", "Bundle-SymbolicName", "x;singleton:=false");
    assertBroken(rule, "platform/x", "Bundle-SymbolicName", "x;singleton:=true");
    assertBroken(rule, "platform/x", "Bundle-SymbolicName", "x; singleton:=\"true\"");
    assertBroken(rule, "platform/x", "DynamicImport-Package", "*");
    assertBroken(rule, "platform/x", "Fragment-Host", "system.bundle;extension:=framework");
    assertBroken(rule, "platform/x", "Bundle-NativeCode", "x.so");
    assertKept(rule, "platform/engines/onnx", "Bundle-NativeCode", "x.so");
    assertBroken(rule, "platform/x", "Bundle-License", "GPL-3.0");
    assertBroken(rule, "platform/x", "Bundle-ManifestVersion", "1");
  }

  @Test
  void packages() throws IOException {
    BundleRule rule = new PackageRule();
    assertKept(rule, "bundles/connectors/x", "Sallyport-Package", "x;version=1.0.0");
    assertKept(rule, "bundles/connectors/x", "Sallyport-Package", "x");
    assertBroken(rule, "bundles/connectors/x", "Sallyport-Package", "x;version=1.0.1");
    assertBroken(rule, "bundles/connectors/x", "Other", "no package named");
    assertBroken(rule, "platform/x", "Sallyport-Package", "x;version=1.0.0");
    Map<String, String> named = Map.of("Sallyport-Package", "x;version=1.0.0", "Sallyport-Model", "model.json");
    assertEquals(List.of(), rule.broken(forge("bundles/models/x", named, "model.json", "model.onnx")));
    assertFalse(rule.broken(forge("bundles/models/x", named, "model.json", "x/Code.class")).isEmpty());
    assertFalse(rule.broken(forge("bundles/models/x", named, "model.json", "x/more.jar")).isEmpty());
    assertFalse(rule.broken(forge("bundles/models/x", named, "other.json")).isEmpty());
    assertFalse(rule.broken(forge("bundles/connectors/x", named, "native/libx.so")).isEmpty());
    assertFalse(rule.broken(forge("bundles/connectors/x", named, "ai/onnxruntime/OrtSession.class")).isEmpty());
    for (String header : List.of("Import-Package", "Bundle-Activator", "Service-Component", "Bundle-ClassPath")) {
      Map<String, String> more = new TreeMap<>(named);
      more.put(header, "x");
      assertFalse(rule.broken(forge("bundles/models/x", more, "model.json")).isEmpty(), header);
    }
  }

  @Test
  void components() {
    ServiceComponents rule = new ServiceComponents(Set.of("a.Listener"));
    String provided = "<service><provide interface=\"a.B\"/></service></scr:component>";
    assertEquals(List.of(), rule.broken("<scr:component name=\"a.B\" modified=\"change\" configuration-pid=\"a\" init=\"1\">" + provided));
    assertEquals(List.of(), rule.broken("<scr:component name=\"a.B\" init=\"1\">" + provided), "without a configuration");
    assertEquals(List.of(), rule.broken("<scr:component name=\"a.B\" configuration-pid=\"a\" init=\"1\"></scr:component>"), "held by nobody");
    assertEquals(List.of(), rule.broken("<scr:component name=\"a.B\" configuration-policy=\"require\" configuration-pid=\"a\">" + provided), "one of many");
    assertEquals(List.of(), rule.broken("<scr:component name=\"a.Listener\" configuration-pid=\"a\">" + provided));
    assertEquals(1, rule.broken("<scr:component name=\"a.B\" immediate=\"true\" deactivate=\"close\" configuration-pid=\"a\" init=\"1\">" + provided).size());
  }

  @Test
  void codes() {
    String adr = """
        Areas: `WORK AUDIT`.
        | code | meaning | next step |
        |---|---|---|
        | `SP-WORK-0001` | one | do |
        | `SP-WORK-0002` | two | do |
        """;
    assertEquals(List.of(), new CodeRegistry(adr).inconsistencies());
    assertEquals(Set.of(), new CodeRegistry(adr).missing("\"SP-WORK-0001\""));
    assertEquals(Set.of("SP-WORK-0003"), new CodeRegistry(adr).missing("throw refuse(\"SP-WORK-0003\"); // SP-WORK-0002"));
    assertEquals(1, new CodeRegistry(adr + "| `SP-WORK-0001` | another | do |\n").inconsistencies().size());
    assertEquals(1, new CodeRegistry(adr + "| `SP-WORK-0004` | one | do |\n").inconsistencies().size());
    assertEquals(1, new CodeRegistry(adr + "| `SP-NOWHERE-0001` | three | do |\n").inconsistencies().size());
  }

  @Test
  void versions() {
    assertEquals(List.of(), PomVersions.writtenOut("<modelVersion>4.0.0</modelVersion><parent><version>0.1.0</version></parent>"
        + "<dependency><version>${x.version}</version></dependency><!-- <version>1</version> -->"));
    assertEquals(1, PomVersions.writtenOut("<dependency><artifactId>x</artifactId><version>1.2</version></dependency>").size());
    assertEquals(1, PomVersions.writtenOut("<properties><x.version>1.2</x.version></properties>").size());
  }

  @Test
  void machineDefaults() {
    assertEquals(List.of(), MachineDefaults.used("/** Not String.format(\"%d\", 1) nor new Date(). */ String.format(Locale.ROOT, \"%d\", 1); out.printf(Locale.ROOT, \"%d\", 1);"
        + "name.toLowerCase(Locale.ROOT); text.getBytes(UTF_8); new InputStreamReader(in, StandardCharsets.UTF_8); LocalDate.now(clock); DateTimeFormatter.ofPattern(\"EEE\", Locale.ROOT); new Date(0);"));
    for (String broken : List.of("String.format(\"%d\", 1)", "\"%d\".formatted(1)", "out.printf(\"%d\", 1)", "name.toUpperCase()", "map(String::toLowerCase)", "Locale.getDefault()", "text.getBytes()",
        "new FileReader(file)", "new InputStreamReader(socket.getInputStream());", "Charset.defaultCharset()", "ZoneId.systemDefault()", "Clock.systemDefaultZone()", "TimeZone.getDefault()",
        "LocalDate.now()", "ZonedDateTime.now()", "new Date()", "DateTimeFormatter.ofPattern(\"EEE\");")) {
      assertEquals(1, MachineDefaults.used(broken).size(), broken);
    }
  }

  @Test
  void foreignImports() {
    ForeignImports imports = new ForeignImports("org.bouncycastle");
    imports.add("A.java", "package a;\nimport org.bouncycastle.asn1.X;\n");
    imports.add("B.java", "package b;\n/**\n * not org.bouncycastle. at all\n */\n// org.bouncycastle.x\n");
    assertEquals(Set.of("a"), imports.users().keySet());
    imports.add("C.java", "package c;\n  Object o = new org.bouncycastle.X();\n");
    assertEquals(2, imports.users().size());
  }

  @Test
  void licences() throws IOException {
    assertFalse(Licences.isShippable(JarFacts.read(jar(Map.of("Bundle-License", "GPL-3.0-only"))).licences()));
    assertFalse(Licences.isShippable(JarFacts.read(jar(Map.of("Bundle-License", "GNU Lesser General Public License"))).licences()));
    assertFalse(Licences.isShippable(JarFacts.read(jar(Map.of(), "META-INF/LICENSE", "GNU AFFERO GENERAL PUBLIC LICENSE Version 3")).licences()));
    assertFalse(Licences.isShippable(JarFacts.read(jar(Map.of(), "META-INF/maven/g/a/pom.xml", "<licenses><license><name>AGPL-3.0</name></license></licenses>")).licences()));
    assertTrue(Licences.isShippable(JarFacts.read(jar(Map.of("Bundle-License", "EPL-2.0 OR GPL-2.0 WITH Classpath-exception-2.0"))).licences()));
    assertTrue(Licences.isShippable(JarFacts.read(jar(Map.of("Bundle-License", APACHE))).licences()));
    assertEquals(Set.of(), JarFacts.read(jar(Map.of())).licences());
    assertEquals(Set.of(), Licences.identifiers(jar(Map.of())));
    assertEquals(Set.of(), Licences.identifiers(jar(Map.of("Bundle-License", "whatever you are permitted to submit"))));
    assertEquals(Set.of("EPL-2.0", "MIT"), Licences.identifiers(jar(Map.of("Bundle-License", "MIT"), "META-INF/maven/g/a/pom.xml",
        "<licenses><license><name>Eclipse Public License - v 2.0</name></license></licenses>")));
  }

  private void assertKept(BundleRule rule, String module, String header, String value) throws IOException {
    assertEquals(List.of(), rule.broken(forge(module, Map.of(header, value))));
  }

  private void assertBroken(BundleRule rule, String module, String header, String value) throws IOException {
    List<String> broken = rule.broken(forge(module, Map.of(header, value)));
    assertEquals(1, broken.size(), header + ": " + value + " in " + module + " gave " + broken);
  }

  private BuiltBundle forge(String module, Map<String, String> headers, String... entries) throws IOException {
    Map<String, String> all = new TreeMap<>(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "x", "Bundle-Version", "1.0.0",
        "Bundle-License", APACHE));
    all.putAll(headers);
    String[] pairs = new String[entries.length * 2];
    for (int i = 0; i < entries.length; i++) {
      pairs[2 * i] = entries[i];
      pairs[2 * i + 1] = "forged";
    }
    return BuiltBundle.read(module, jar(all, pairs));
  }

  /** @param files name, text, name, text … */
  private Path jar(Map<String, String> headers, String... files) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    Path jar = Files.createTempFile(folder, "forged", "-1.0.0.jar");
    try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (int i = 0; i < files.length; i += 2) {
        entries.putNextEntry(new JarEntry(files[i]));
        entries.write(files[i + 1].getBytes(StandardCharsets.UTF_8));
        entries.closeEntry();
      }
    }
    return jar;
  }
}
