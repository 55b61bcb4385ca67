package io.sallyport.verify.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.vault.testing.TestJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills of materials say what is in the bytes, and are what the CycloneDX 1.6 schema calls one. */
class BomTest {
  private static final byte[] INNER = new TestJar("inner", "2.0").header("Bundle-License", "MIT").entry("META-INF/maven/org.example/inner/pom.properties", maven("org.example", "inner", "2.0")).bytes();
  @TempDir Path home;

  @Test
  void aDistributionIsListedByWhatLiesInIt() throws IOException {
    Path jar = write("system/org/example/lib/1.2/lib-1.2.jar", new TestJar("lib", "1.2").header("Bundle-License", "https://www.apache.org/licenses/LICENSE-2.0.txt")
        .entry("META-INF/maven/org.other/merged/pom.properties", maven("org.other", "merged", "3")).entry("native/x.so", new byte[] {1}).entry("META-INF/lib/inner-2.0.jar", INNER).bytes());
    write("lib/plain.jar", new TestJar("plain", "1.0").header("Bundle-License", "whatever you like").bytes());
    JsonObject document = Bom.document(Bom.product("0.1.0"), Bom.distribution(home));
    assertValid(document);
    JsonObject plain = document.objects("components").get(0);
    assertEquals("whatever you like", plain.objects("licenses").get(0).object("license").string("name"));
    JsonObject lib = document.objects("components").get(1);
    assertEquals("pkg:maven/org.example/lib@1.2", lib.string("purl"));
    assertEquals(Digests.sha256(jar), lib.objects("hashes").get(0).string("content"));
    assertEquals("Apache-2.0", lib.objects("licenses").get(0).object("license").string("id"));
    assertEquals(List.of("merged", "inner", "x.so"), lib.objects("components").stream().map(c -> c.string("name")).toList());
    assertEquals("pkg:maven/org.example/inner@2.0", lib.objects("components").get(1).string("purl"));
    assertEquals(Digests.sha256(INNER), lib.objects("components").get(1).objects("hashes").get(0).string("content"));
  }

  @Test
  void aPackageListsModelsInnerJarsAndUnpackedLibraries() throws IOException {
    Path bundle = write("thing-1.0.0.jar", new TestJar("thing", "1.0.0").entry("model.onnx", new byte[] {7}).entry("inner-2.0.jar", INNER).entry("org/example/A.class", new byte[] {1, 2, 3}).bytes());
    Path unpacked = write("libraries/unpacked-1.0.jar", new TestJar("unpacked", "1.0").entry("org/example/A.class", new byte[] {1, 2, 3}).bytes());
    Path absent = write("libraries/absent-1.0.jar", new TestJar("absent", "1.0").entry("org/example/B.class", new byte[] {1, 2, 3}).bytes());
    JsonObject document = Bom.ofPackage("thing", "1.0.0", "model", bundle, List.of(unpacked, absent), List.of());
    assertValid(document);
    assertEquals(List.of("inner", "model.onnx", "unpacked-1.0"), document.objects("components").stream().map(c -> c.string("name")).toList());
    assertEquals(Json.pretty(document), Json.pretty(Bom.ofPackage("thing", "1.0.0", "model", bundle, List.of(unpacked, absent), List.of())));
  }

  @Test
  void weightsBesideTheBundleAreComponentsWithTheirDigest() throws IOException {
    Path bundle = write("thing-1.0.0.jar", new TestJar("thing", "1.0.0").bytes());
    Path weights = write("thing.gguf", new byte[] {9});
    JsonObject document = Bom.ofPackage("thing", "1.0.0", "model", bundle, List.of(), List.of(weights));
    assertValid(document);
    JsonObject component = document.objects("components").get(0);
    assertEquals("machine-learning-model thing.gguf " + Digests.sha256(weights), component.string("type") + " " + component.string("name") + " " + component.objects("hashes").get(0).string("content"));
  }

  @Test
  void theSchemaRefusesWhatIsNone() throws IOException {
    JsonObject document = Bom.document(Bom.product("0.1.0"), List.of());
    JsonObject wrong = document.toBuilder().put("components", List.of(JsonObject.builder().put("type", "thing").put("name", "x").build())).build();
    assertNotEquals(List.of(), errors(wrong));
  }

  private static void assertValid(JsonObject document) throws IOException {
    assertEquals(List.of(), errors(document));
  }

  private static List<String> errors(JsonObject document) throws IOException {
    return new JsonParser().validate(Json.write(document), Version.VERSION_16).stream().map(Throwable::getMessage).toList();
  }

  private static byte[] maven(String group, String artifact, String version) {
    return ("groupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private Path write(String path, byte[] bytes) throws IOException {
    Files.createDirectories(home.resolve(path).getParent());
    return Files.write(home.resolve(path), bytes);
  }
}
