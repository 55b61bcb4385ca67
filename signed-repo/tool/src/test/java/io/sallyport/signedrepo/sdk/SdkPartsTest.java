package io.sallyport.signedrepo.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the SDK medium without Maven; the whole is run by itests/sdk/run. */
class SdkPartsTest {
  @TempDir Path folder;

  @Test
  void aRepositoryHasChecksumsAndNoTraceOfWhereItCameFrom() throws IOException {
    Path cache = folder.resolve("cache");
    jar(cache.resolve("org/a/a/1/a-1.jar"), "LICENSE", "Apache License");
    write(cache.resolve("org/a/a/1/a-1.pom"), "<project/>");
    write(cache.resolve("org/a/a/1/_remote.repositories"), "a-1.jar>central=");
    write(cache.resolve("org/a/a/1/a-1.jar.sha1"), "somebody else's");
    write(cache.resolve("org/a/a/maven-metadata-central.xml"), "<metadata/>");
    write(cache.resolve("org/b/b/1/b-1.jar.lastUpdated"), "");
    write(cache.resolve("sample/x/1/x-1.pom"), "<project/>");
    RepositoryFolder repository = new RepositoryFolder(folder.resolve("repository"));
    repository.fill(cache, "sample");
    assertEquals(List.of("org/a/a/1/a-1.jar", "org/a/a/1/a-1.jar.sha1", "org/a/a/1/a-1.pom", "org/a/a/1/a-1.pom.sha1"), FileTree.files(repository.path()));
    assertTrue(Files.readString(repository.path().resolve("org/a/a/1/a-1.jar.sha1")).matches("[0-9a-f]{40}"));
    assertEquals(List.of("1"), repository.versions("org/a/a"));
  }

  @Test
  void aLicenceIsFoundInTheJarOrInAPomAboveIt() throws IOException {
    jar(folder.resolve("org/a/a/1/a-1.jar"), "LICENSE", "Apache License, Version 2.0");
    jar(folder.resolve("org/b/b/1/b-1.jar"), "x", "");
    write(folder.resolve("org/b/b/1/b-1.pom"), "<project><parent><groupId>org.p</groupId><artifactId>p</artifactId><version>2</version></parent></project>");
    write(folder.resolve("org/p/p/2/p-2.pom"), "<project><licenses><license><name>MIT</name></license></licenses></project>");
    assertEquals(List.of("org/a/a/1/a-1.jar\tApache-2.0", "org/b/b/1/b-1.jar\tMIT"), new SdkLicences(folder).lines(List.of("org/a/a/1/a-1.jar", "org/b/b/1/b-1.jar")));
  }

  @Test
  void aJarUnderTheGplAloneOrWithoutAWordIsRefused() throws IOException {
    jar(folder.resolve("org/g/g/1/g-1.jar"), "LICENSE", "GNU GENERAL PUBLIC LICENSE Version 3");
    jar(folder.resolve("org/s/s/1/s-1.jar"), "x", "");
    assertEquals("SP-TOOL-0072", refusal(() -> new SdkLicences(folder).lines(List.of("org/g/g/1/g-1.jar"))));
    assertEquals("SP-TOOL-0072", refusal(() -> new SdkLicences(folder).lines(List.of("org/s/s/1/s-1.jar"))));
  }

  @Test
  void pagesThatLeadElsewhereAreRefused() throws IOException {
    Path good = jar(folder.resolve("good.jar"), "index.html", "<a href=\"io/a.html\">https://example.org in words</a>");
    assertEquals(1, SdkJavadoc.unpack(good, folder.resolve("good")));
    assertTrue(Files.exists(folder.resolve("good/index.html")));
    Path bad = jar(folder.resolve("bad.jar"), "index.html", "<script src='https://cdn.example/x.js'></script>");
    assertEquals("SP-TOOL-0074", refusal(() -> SdkJavadoc.unpack(bad, folder.resolve("bad"))));
    Path escaping = jar(folder.resolve("escaping.jar"), "../outside.html", "");
    assertEquals("SP-TOOL-0074", refusal(() -> SdkJavadoc.unpack(escaping, folder.resolve("escaping"))));
  }

  @Test
  void nothingIsMadeInAFolderThatIsNotEmptyOrOfASdkThatIsNotThere() throws IOException {
    write(folder.resolve("full/x"), "");
    SdkMedium medium = new SdkMedium("mvn", folder, "0.1.0", true);
    assertEquals("SP-TOOL-0013", refusal(() -> medium.write(folder.resolve("full"), line -> { })));
    assertEquals("SP-TOOL-0073", refusal(() -> medium.write(folder.resolve("empty"), line -> { })));
  }

  @Test
  void aFailedMavenIsRefusedWithItsLog() throws IOException {
    Path settings = write(folder.resolve("settings.xml"), "<settings/>");
    Path log = folder.resolve("maven.log");
    MavenRun run = new MavenRun("false", folder.resolve("fresh"), settings, log);
    RefusedException refused = assertThrows(RefusedException.class, () -> run.run(folder, List.of("verify")));
    assertEquals("SP-TOOL-0071", refused.refusal().code());
    assertEquals(log.toString(), refused.refusal().where());
  }

  private static String refusal(Runnable action) {
    return assertThrows(RefusedException.class, action::run).refusal().code();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Path jar(Path file, String entry, String text) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file); JarOutputStream zip = new JarOutputStream(out)) {
      zip.putNextEntry(new JarEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
