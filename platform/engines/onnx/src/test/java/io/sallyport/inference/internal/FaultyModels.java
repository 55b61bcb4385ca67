package io.sallyport.inference.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.engine.onnx.internal.OnnxFiles;
import io.sallyport.trust.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Files of model packages that do what they should only if asked well. */
final class FaultyModels {
  /** More rounds than anybody waits for. */
  static final long FOREVER = 1L << 60;

  private static final String TRIPS = "{\"name\": \"trips\", \"type\": \"INT64\", \"shape\": [1]}, ";
  private static final String TARGET = "{\"name\": \"target\", \"type\": \"INT64\", \"shape\": [2]}, ";
  private static final String X = "{\"name\": \"x\", \"type\": \"FP32\", \"shape\": [1, 4]}";

  private FaultyModels() {}

  /** Hangs if {@code trips} is large. @param limits JSON */
  static Map<String, byte[]> loop(String limits) {
    return loop("loop", limits, 2);
  }

  /** @param golden rounds of its golden vector */
  static Map<String, byte[]> loop(String limits, long golden) {
    return loop("loop", limits, golden);
  }

  static Map<String, byte[]> loop(String name, String limits, long golden) {
    return files(name, "1.0.0", OnnxFiles.loop(), limits, TRIPS + X, "[1, 4]",
        "\"trips\": [" + golden + "], \"x\": [1, 2, 3, 4]");
  }

  /** Fails if {@code target} does not hold four values. */
  static Map<String, byte[]> reshape(String limits) {
    return files("reshape", "1.0.0", OnnxFiles.reshape(), limits, TARGET + X, "[-1, 4]", "\"target\": [1, 4], \"x\": [1, 2, 3, 4]");
  }

  /** Version 1.0.0, which takes any {@code target}, of the model of which {@link #fickle} is a later one. */
  static Map<String, byte[]> steady() {
    return files("fickle", "1.0.0", OnnxFiles.steady(), "{}", TARGET + X, "[1, 4]", "\"target\": [1, 4], \"x\": [1, 2, 3, 4]");
  }

  /** Version 1.1.0: meets its golden vector, and fails if {@code target} does not hold four values. */
  static Map<String, byte[]> fickle() {
    return fickle("1.1.0");
  }

  static Map<String, byte[]> fickle(String version) {
    return files("fickle", version, OnnxFiles.reshape(), "{}", TARGET + X, "[-1, 4]", "\"target\": [1, 4], \"x\": [1, 2, 3, 4]");
  }

  /** Brings a process down if {@code trips} is nought, which nothing but running it shows. */
  static Map<String, byte[]> single() {
    return files("single", "1.1.0", OnnxFiles.single(), "{}", TRIPS + X, "[1, 4]", "\"trips\": [200], \"x\": [1, 2, 3, 4]");
  }

  /** Answers with as many rows of x as {@code trips} says. */
  static Map<String, byte[]> repeats() {
    return files("repeats", "1.0.0", OnnxFiles.repeats(), "{}", TRIPS + X, "[-1, 4]", "\"trips\": [1], \"x\": [1, 2, 3, 4]");
  }

  /** Divides by {@code trips}, which can be seen. */
  static Map<String, byte[]> divides() {
    return files("divides", "1.1.0", OnnxFiles.divides(), "{}", TRIPS + X, "[1, 4]", "\"trips\": [200], \"x\": [1, 2, 3, 4]");
  }

  /** y = x + 1, by way of a constant of so many elements; the golden vector is not right. */
  static Map<String, byte[]> filled(long elements) {
    return files("filled", "1.0.0", OnnxFiles.filled(elements), "{}", X, "[1, 4]", "\"x\": [1, 2, 3, 4]");
  }

  private static Map<String, byte[]> files(String name, String version, byte[] model, String limits, String inputs, String output, String vector) {
    String document = "{\"schema\": \"sallyport.model/1\", \"name\": \"" + name + "\", \"version\": \"" + version + "\", \"format\": \"onnx\", \"file\": \"model.onnx\", \"sha256\": \"" + Digests.sha256(model)
        + "\", \"inputs\": [" + inputs + "], \"outputs\": [{\"name\": \"y\", \"type\": \"FP32\", \"shape\": " + output + "}], \"golden\": \"golden.json\", \"limits\": " + limits + "}";
    String golden = "{\"tolerance\": 0.000001, \"vectors\": [{\"inputs\": {" + vector + "}, \"outputs\": {\"y\": [1, 2, 3, 4]}}]}";
    Map<String, byte[]> files = new HashMap<>();
    files.put("model.onnx", model);
    files.put("model.json", document.getBytes(StandardCharsets.UTF_8));
    files.put("golden.json", golden.getBytes(StandardCharsets.UTF_8));
    return files;
  }

  static Map<String, Tensor> trips(long trips) {
    Tensor count = Tensor.allocate(DataType.INT64, Shape.of(1));
    count.data().putLong(0, trips);
    return Map.of("trips", count, "x", x(1, 2, 3, 4));
  }

  static Map<String, Tensor> target(long rows, long columns) {
    Tensor target = Tensor.allocate(DataType.INT64, Shape.of(2));
    target.data().putLong(0, rows).putLong(Long.BYTES, columns);
    return Map.of("target", target, "x", x(1, 2, 3, 4));
  }

  static Tensor x(float... values) {
    return Tensor.ofFloats(Shape.of(1, 4), values);
  }
}
