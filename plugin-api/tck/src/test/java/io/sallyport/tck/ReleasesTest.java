package io.sallyport.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.signedrepo.PackageFolder;
import io.sallyport.tck.testing.TestPackage;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import io.sallyport.vault.tck.TckReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On libraries: no JVM is started for one. */
class ReleasesTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Signer signer;
  private Path packages;

  @BeforeEach
  void vendor() throws Exception {
    signer = KeyFile.create(folder.resolve("vendor.p12"), "of this test".toCharArray());
    packages = Files.createDirectory(folder.resolve("packages"));
  }

  @Test
  void eachPackageCarriesItsReport() throws Exception {
    Path first = new TestPackage("library").write(packages.resolve("limits/1.0.0"));
    assertTrue(run(), this::printed);
    TckReport.Signed read = TckReport.read(Files.readAllBytes(first.resolve(TckReport.FILE)), "report");
    assertTrue(signer.key().verify(read.envelope().canonicalBytes(), read.envelope().signatures().get(0).bytes()));
    assertEquals(TckReport.subject(PackageFolder.open(first).descriptor()), read.report().subject());
  }

  @Test
  void oneThatBreaksARuleIsEnough() throws Exception {
    new TestPackage("library").write(packages.resolve("limits/1.0.0"));
    new TestPackage("library").file("CHANGELOG.md", "nothing\n").write(packages.resolve("other/1.0.0"));
    assertFalse(run());
    assertTrue(printed().contains("SP-TCK-0012"), this::printed);
  }

  @Test
  void whatCannotBeReadOrIsNotThereIsNoSuccess() throws Exception {
    assertFalse(run(), "no package");
    Files.writeString(Files.createDirectories(packages.resolve("limits/1.0.0")).resolve("package.json"), "{}");
    assertFalse(run());
    assertTrue(printed().contains("SP-"), this::printed);
  }

  private boolean run() throws Exception {
    return new Releases(Platform.own(), signer, new PrintStream(out, true, StandardCharsets.UTF_8)).run(packages, folder);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
