package io.sallyport.tck.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.tck.Subject;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.PackageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle of a model out of its files. */
class ModelBundleTest {
  private static final PackageRef REF = new PackageRef("limits", "1.0.0");
  private static final String SHAPES = "\"inputs\": [{\"name\": \"x\", \"type\": \"FP32\", \"shape\": [1, 1]}], \"outputs\": [{\"name\": \"y\", \"type\": \"FP32\", \"shape\": [1, 1]}]";

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    model("");
    Files.writeString(folder.resolve("model.onnx"), "weights");
    Files.writeString(folder.resolve("golden.json"), "{\"tolerance\": 0, \"vectors\": [{\"inputs\": {\"x\": [1]}, \"outputs\": {\"y\": [2]}}]}");
    Files.writeString(folder.resolve("model-card.md"), "What it is for.");
  }

  @Test
  void fillsInWhatIsTheSameElsewhereAndGivesTheSameBytesAgain() throws IOException {
    byte[] first = write();
    assertArrayEquals(first, write());
    JsonObject document = Json.parseObject(Subject.entry(folder.resolve("limits.jar"), "model.json").orElseThrow(), "model.json");
    assertEquals("limits", document.string("name"));
    assertEquals("1.0.0", document.string("version"));
    assertEquals(Digests.sha256("weights".getBytes()), document.string("sha256"));
  }

  @Test
  void refusesWhatDoesNotFit() throws IOException {
    model("\"version\": \"1.0.1\",");
    refused("SP-SDK-0056", "the model is limits 1.0.1");
    model("\"sha256\": \"" + "0".repeat(64) + "\",");
    refused("SP-SDK-0056", "the weights have SHA-256");
    model("");
    Files.writeString(folder.resolve("golden.json"), "{\"tolerance\": 0, \"vectors\": [{\"inputs\": {\"x\": [1, 2]}, \"outputs\": {\"y\": [2]}}]}");
    refused("SP-MODEL-0007", "x has 2 values");
    Files.delete(folder.resolve("golden.json"));
    refused("SP-SDK-0056", "golden vectors are missing");
  }

  private void model(String more) throws IOException {
    Files.writeString(folder.resolve("model.json"), "{\"schema\": \"sallyport.model/1\", " + more + " \"format\": \"onnx\", \"file\": \"model.onnx\", " + SHAPES + ", \"golden\": \"golden.json\", \"card\": \"model-card.md\"}");
  }

  private void refused(String code, String what) {
    RefusedException refused = assertThrows(RefusedException.class, this::write);
    assertEquals(code, refused.refusal().code(), refused.getMessage());
    assertTrue(refused.refusal().what().contains(what), refused.getMessage());
  }

  private byte[] write() throws IOException {
    Path jar = folder.resolve("limits.jar");
    ModelBundle.write(folder, REF, "com.acme.limits", "Apache-2.0", jar);
    return Files.readAllBytes(jar);
  }
}
