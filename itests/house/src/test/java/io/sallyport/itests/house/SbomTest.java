package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.verify.sbom.Bom;
import io.sallyport.verify.sbom.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

/** The bills of materials that were built are valid CycloneDX 1.6 and say what really lies there. */
class SbomTest {
  private static final House HOUSE = House.find();

  @Test
  void theDistributionsIsValidAndTrue() throws IOException {
    Path home = HOUSE.root().resolve("karaf-assembly/target/assembly");
    byte[] document = Files.readAllBytes(home.resolve("trust/sbom.cdx.json"));
    assertValid("distribution", document);
    JsonObject written = Json.parseObject(document, "sbom");
    List<JsonObject> there = Bom.distribution(home).stream().map(Component::toJson).toList();
    assertEquals(there, written.objects("components"));
    assertTrue(there.size() > 50, "only " + there.size());
    List<String> incomplete = there.stream().filter(c -> !c.has("purl") || !c.has("hashes") || !c.has("licenses")).map(c -> c.string("bom-ref")).toList();
    assertEquals(List.of(), incomplete, "without coordinates, digest or licence");
  }

  @Test
  void thoseOfThePackagesAreValid() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(HOUSE.root().resolve("signed-repo/repository/target/packages"))) {
      files.filter(file -> file.endsWith("sbom.cdx.json")).sorted().forEach(documents::add);
    }
    assertTrue(documents.size() >= 4, documents.toString());
    for (Path document : documents) {
      assertValid(document.toString(), Files.readAllBytes(document));
    }
  }

  private static void assertValid(String name, byte[] document) throws IOException {
    assertEquals(List.of(), new JsonParser().validate(document, Version.VERSION_16).stream().map(Throwable::getMessage).toList(), name);
  }
}
