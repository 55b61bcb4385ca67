package io.sallyport.engine.onnx.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The radiator model as it lies in the sources. */
public final class RadiatorFiles {
  public static final TensorSpec WINDOW = new TensorSpec("window", DataType.FP32, Shape.of(1, 16, 9));
  public static final List<TensorSpec> OUTPUTS = List.of(new TensorSpec("reconstruction", DataType.FP32, Shape.of(1, 16, 9)), new TensorSpec("score", DataType.FP32, Shape.of(1, 1)));

  private RadiatorFiles() {}

  public static Path folder(String version) {
    return Path.of("../../../bundles/models/radiator-anomaly").resolve(version);
  }

  public static byte[] read(String version, String file) {
    try {
      return Files.readAllBytes(folder(version).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModelFile model(String version) {
    byte[] bytes = read(version, "model.onnx");
    return new ModelFile("radiator " + version, bytes, Digests.sha256(bytes), List.of(WINDOW), OUTPUTS);
  }

  static List<JsonObject> golden(String version) {
    return Json.parseObject(read(version, "golden.json"), "golden.json").objects("vectors");
  }

  static Tensor window(JsonObject vector) {
    return Tensor.ofFloats(WINDOW.shape(), floats(vector.object("inputs").array("window")));
  }

  static float[] floats(List<Object> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) numbers.get(i)).floatValue();
    }
    return values;
  }
}
