package io.sallyport.tck.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.signedrepo.PackageFolder;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.testing.TestJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package's folder out of what was built, and what it refuses. */
class PackageAssemblyTest {
  private static final String DRAFT = "{\"schema\": \"sallyport.package/1\", \"name\": \"%s\", \"kind\": \"capability\", \"publisher\": \"Acme\", \"summary\": \"A thing\", \"api\": \"[0.3,0.4)\", \"gxp\": \"none\"%s}";

  @TempDir Path folder;
  private Path bundle;
  private Path changelog;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    bundle = folder.resolve("built.jar");
    changelog = Files.writeString(folder.resolve("CHANGELOG.md"), "# acme 1.0.0\nFirst.\n");
    out = folder.resolve("package");
    jar(good());
  }

  @Test
  void theDraftInTheBundleIsCompletedAndThePagesComeAlong() throws IOException {
    Descriptor made = PackageAssembly.write(content(Optional.empty(), List.of(changelog.resolveSibling("guide.md"))), out);
    assertEquals(List.of("CHANGELOG.md changelog", "acme-1.0.0.jar bundle", "com.acme.md docs", "guide.md docs", "sbom.cdx.json sbom"), made.parts().stream().map(part -> part.path() + " " + part.role()).sorted().toList());
    assertEquals(made, PackageFolder.open(out).descriptor());
    String identity = made.sha256();
    assertEquals(identity, PackageAssembly.write(content(Optional.empty(), List.of(changelog.resolveSibling("guide.md"))), out).sha256(), "the same again");
  }

  @Test
  void aTemplateBesideThePomGoesBeforeTheDraftAndNamesFurtherParts() throws IOException {
    Path template = Files.writeString(folder.resolve("package.json"), DRAFT.formatted("acme", ", \"parts\": [{\"path\": \"acme-1.0.0.jar\", \"role\": \"bundle\"}, {\"path\": \"guide.md\", \"role\": \"docs\"}]"));
    Descriptor made = PackageAssembly.write(content(Optional.of(template), List.of()), out);
    assertEquals(List.of("com.acme.md", "guide.md"), made.parts("docs").stream().map(Descriptor.Part::path).sorted().toList());
  }

  @Test
  void whatIsMissingOrDisagreesIsRefused() throws IOException {
    refused("SP-SDK-0055", content(Optional.empty(), List.of(folder.resolve("absent.md"))));
    Files.delete(changelog);
    refused("SP-SDK-0053", content(Optional.empty(), List.of()));
    files();
    jar(new TestJar("acme", "1.0.0"));
    refused("SP-SDK-0051", content(Optional.empty(), List.of()));
    jar(good().without("Sallyport-Package"));
    refused("SP-SDK-0052", content(Optional.empty(), List.of()));
    jar(good().header("Sallyport-Package", "acme").header("Bundle-Version", "1.0.0.SNAPSHOT"));
    refused("SP-SDK-0052", content(Optional.empty(), List.of()));
    jar(good().header("Sallyport-Package", "other;version=1.0.0"));
    refused("SP-SDK-0054", content(Optional.empty(), List.of()));
    jar(good().entry("META-INF/sallyport/package.json", DRAFT.formatted("acme", ", \"conduits\": [{\"direction\": \"sideways\", \"port\": 1}]").getBytes(StandardCharsets.UTF_8)));
    refused("SP-SDK-0054", content(Optional.empty(), List.of()));
    Files.delete(bundle);
    refused("SP-SDK-0050", content(Optional.empty(), List.of()));
  }

  @Test
  void aFolderOfSomethingElseIsNotEmptied() throws IOException {
    Path precious = Files.createDirectories(out).resolve("precious.txt");
    Files.writeString(precious, "mine");
    refused("SP-SDK-0060", content(Optional.empty(), List.of()));
    assertEquals("mine", Files.readString(precious));
  }

  private PackageContent content(Optional<Path> template, List<Path> docs) throws IOException {
    Files.writeString(folder.resolve("guide.md"), "How to.\n");
    return new PackageContent(bundle, template, changelog, docs, List.of());
  }

  private void refused(String code, PackageContent content) {
    assertEquals(code, assertThrows(RefusedException.class, () -> PackageAssembly.write(content, out)).refusal().code());
  }

  private void jar(TestJar jar) throws IOException {
    Files.write(bundle, jar.bytes());
  }

  private static TestJar good() {
    return new TestJar("acme", "1.0.0").entry("META-INF/sallyport/package.json", DRAFT.formatted("acme", "").getBytes(StandardCharsets.UTF_8))
        .entry("META-INF/sallyport/configuration/com.acme.md", "# Settings\n".getBytes(StandardCharsets.UTF_8));
  }
}
