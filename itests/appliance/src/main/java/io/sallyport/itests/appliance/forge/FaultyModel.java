package io.sallyport.itests.appliance.forge;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Model packages that are properly signed and do what they should not. Their inputs are {@code x} (FP32, four values) and a whole-number one; the answer to
 * the golden vector is {@code x}. The ONNX files beside this class are written by {@code OnnxFiles} of the ONNX engine's tests.
 */
public final class FaultyModel {
  private static final JsonObject X = spec("x", "FP32", 1, 4);
  private static final JsonObject TARGET = spec("target", "INT64", 2);
  private static final JsonObject TRIPS = spec("trips", "INT64", 1);

  private FaultyModel() {}

  /** Answers whatever {@code target} is. */
  public static NewPackage steady(String name, String version) {
    return make(name, version, read("steady.onnx"), TARGET, List.of(1, 4), JsonObject.builder());
  }

  /** Fails on each call whose {@code target} does not hold four values. */
  public static NewPackage fickle(String name, String version) {
    return make(name, version, read("fickle.onnx"), TARGET, List.of(1, 4), JsonObject.builder());
  }

  /** Makes a tensor without axes of it if {@code trips} is nought, which brings the process down that runs it; the file does not show that. */
  public static NewPackage fatal(String name, String version) {
    return make(name, version, read("single.onnx"), TRIPS, List.of(200), JsonObject.builder());
  }

  /** Divides whole numbers by {@code trips}, as the file shows. */
  public static NewPackage divides(String name, String version) {
    return make(name, version, read("divides.onnx"), TRIPS, List.of(200), JsonObject.builder());
  }

  /** A file that ends in the middle. */
  public static NewPackage corrupt(String name, String version) {
    byte[] whole = read("steady.onnx");
    byte[] half = new byte[whole.length / 2];
    System.arraycopy(whole, 0, half, 0, half.length);
    return make(name, version, half, TARGET, List.of(1, 4), JsonObject.builder());
  }

  /** Says that it needs more memory than any appliance here has. */
  public static NewPackage greedy(String name, String version) {
    return make(name, version, read("steady.onnx"), TARGET, List.of(1, 4), JsonObject.builder().put("limits", JsonObject.builder().put("memory_mib", 65_536).build()));
  }

  /** Of a format that nothing here runs. */
  public static NewPackage foreign(String name, String version) {
    return make(name, version, read("steady.onnx"), TARGET, List.of(1, 4), JsonObject.builder().put("format", "tflite"));
  }

  private static NewPackage make(String name, String version, byte[] onnx, JsonObject input, List<Integer> vector, JsonObject.Builder otherwise) {
    JsonObject different = otherwise.build();
    JsonObject.Builder document = JsonObject.builder().put("schema", "sallyport.model/1").put("name", name).put("version", version).put("format", "onnx").put("file", "model.onnx")
        .put("sha256", Digests.sha256(onnx)).put("inputs", List.of(X, input)).put("outputs", List.of(spec("y", "FP32", 1, 4))).put("golden", "golden.json").put("card", "model-card.md");
    different.map().forEach(document::put);
    JsonObject inputs = JsonObject.builder().put("x", List.of(1, 2, 3, 4)).put(input.string("name"), vector).build();
    JsonObject golden = JsonObject.builder().put("tolerance", 1e-6)
        .put("vectors", List.of(JsonObject.builder().put("inputs", inputs).put("outputs", JsonObject.builder().put("y", List.of(1, 2, 3, 4)).build()).build())).build();
    byte[] bundle = BundleJar.named("io.sallyport.model." + name, version).header("Sallyport-Package", name + ";version=" + version).header("Sallyport-Model", "model.json").header("Bundle-License", "Apache-2.0")
        .entry("model.json", Json.write(document.build())).entry("model.onnx", onnx).entry("golden.json", Json.write(golden)).entry("model-card.md", "# A model that a test made\n".getBytes(StandardCharsets.UTF_8)).bytes();
    return new NewPackage(name, "model", version, bundle);
  }

  private static JsonObject spec(String name, String type, Integer... shape) {
    return JsonObject.builder().put("name", name).put("type", type).put("shape", List.of(shape)).build();
  }

  private static byte[] read(String file) {
    try (InputStream in = FaultyModel.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
