package io.sallyport.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.sallyport.signedrepo.PackageFolder;
import io.sallyport.tck.report.ReportFiles;
import io.sallyport.tck.testing.TestPackage;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.tck.TckReport;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The TCK from the command line, on a library: no JVM is started for one. */
class MainTest {
  @TempDir Path folder;
  private String out;

  @Test
  void aSignedReportBecomesPartOfThePackageAndIsTheSameAgain() throws Exception {
    Path made = new TestPackage("library").write(folder.resolve("package"));
    Path password = Files.writeString(folder.resolve("password"), "of this test\n");
    Signer signer = KeyFile.create(folder.resolve("acme.p12"), "of this test".toCharArray());
    assertEquals(0, run("--package", made, "--key", folder.resolve("acme.p12"), "--password-file", password), out);
    Descriptor descriptor = PackageFolder.open(made).descriptor();
    assertEquals(List.of(TckReport.FILE, ReportFiles.PAGE), descriptor.parts("checks").stream().map(Descriptor.Part::path).toList());
    byte[] bytes = Files.readAllBytes(made.resolve(TckReport.FILE));
    TckReport.Signed read = TckReport.read(bytes, "report");
    assertTrue(signer.key().verify(read.envelope().canonicalBytes(), read.envelope().signatures().get(0).bytes()));
    assertEquals(TckReport.subject(descriptor), read.report().subject());
    assertValid(bytes);
    assertEquals(0, run("--package", made, "--key", folder.resolve("acme.p12"), "--password-file", password), out);
    assertArrayEquals(bytes, Files.readAllBytes(made.resolve(TckReport.FILE)), "tested again");
    assertEquals(descriptor.sha256(), PackageFolder.open(made).descriptor().sha256());
    String page = Files.readString(made.resolve(ReportFiles.PAGE));
    assertFalse(page.matches("(?s).*(<script|<link|<img|src=|href=|http).*"), "the page needs nothing but itself");
    assertTrue(page.contains(signer.key().id()) && page.contains("SP-TCK-0001") && page.contains("@media print"), page);
  }

  @Test
  void anOpinionLeavesThePackageAlone() throws Exception {
    Path made = new TestPackage("library").file("CHANGELOG.md", "nothing\n").write(folder.resolve("package"));
    String before = Files.readString(made.resolve("package.json"));
    assertEquals(1, run("--package", made, "--out", folder.resolve("opinion")), out);
    assertTrue(out.contains("failed  SP-TCK-0012"), out);
    assertEquals(before, Files.readString(made.resolve("package.json")));
    assertFalse(Files.exists(made.resolve(TckReport.FILE)));
    assertValid(Files.readAllBytes(folder.resolve("opinion").resolve(TckReport.FILE)));
  }

  @Test
  void wrongUseIsTwoAndARefusalOneWithASentence() throws Exception {
    assertEquals(2, run());
    assertEquals(2, run("--bundle", folder.resolve("x.jar")));
    assertEquals(2, run("--bundle", folder.resolve("x.jar"), "--package", folder));
    assertEquals(1, run("--bundle", folder.resolve("x.jar"), "--out", folder.resolve("out")));
    assertTrue(out.contains("SP-SDK-0050") && !out.contains("\tat "), out);
    assertEquals(1, run("--package", folder.resolve("absent")));
    assertTrue(out.contains("SP-TOOL-0001"), out);
  }

  private static void assertValid(byte[] report) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream in = MainTest.class.getResourceAsStream("tck-report.schema.json")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
      assertEquals("[]", schema.validate(mapper.readTree(report)).toString());
      assertFalse(schema.validate(mapper.readTree(new String(report).replace("tck-report/1", "tck-report/2"))).isEmpty(), "another schema is noticed");
    }
  }

  private int run(Object... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text, true);
    int status = Main.execute(writer, writer, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    out = text.toString();
    return status;
  }
}
