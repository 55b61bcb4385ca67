package io.sallyport.itests.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A net of one FP32 input to measure with, as ONNX and as a model package.
 *
 * @param shape of one input, 1 where the net takes any extent
 * @param values one input, random but always the same
 */
record Net(String name, byte[] onnx, String input, long[] shape, float[] values) {
  private static final String VERSION = "1.0.0";
  private static final double TOLERANCE = 1e-3;
  private static final int STEPS = 1_000;

  static Net of(String name, byte[] onnx) {
    try (RawOnnx session = new RawOnnx(onnx)) {
      Map.Entry<String, NodeInfo> input = session.inputs().entrySet().iterator().next();
      long[] shape = Arrays.stream(declared(input.getValue())).map(extent -> Math.max(1, extent)).toArray();
      float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      Random random = new Random(1);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextInt(STEPS) / STEPS;
      }
      return new Net(name, onnx, input.getKey(), shape, values);
    }
  }

  /** {@code 1x64x8}. */
  String extents() {
    return String.join("x", Arrays.stream(shape).mapToObj(Long::toString).toList());
  }

  /** The package, with one golden vector: this input and what ONNX Runtime makes of it. */
  NewPackage asPackage() {
    try (RawOnnx session = new RawOnnx(onnx)) {
      JsonObject.Builder outputs = JsonObject.builder();
      session.run(this).forEach((output, answer) -> outputs.put(output, numbers(answer)));
      JsonObject vector = JsonObject.builder().put("inputs", JsonObject.builder().put(input, numbers(values)).build()).put("outputs", outputs.build()).build();
      List<JsonObject> declared = new ArrayList<>();
      session.outputs().forEach((output, info) -> declared.add(tensor(output, declared(info))));
      JsonObject model = JsonObject.builder().put("schema", "sallyport.model/1").put("name", name).put("version", VERSION).put("format", "onnx").put("file", "model.onnx")
          .put("sha256", Digests.sha256(onnx)).put("inputs", List.of(tensor(input, declared(session.inputs().get(input))))).put("outputs", declared).put("golden", "golden.json").build();
      byte[] bundle = BundleJar.named("io.sallyport.model." + name, VERSION).header("Bundle-Name", name).header("Bundle-License", "Apache-2.0")
          .header("Sallyport-Package", name).header("Sallyport-Model", "model.json").entry("model.json", Json.write(model)).entry("model.onnx", onnx)
          .entry("golden.json", Json.write(JsonObject.builder().put("tolerance", TOLERANCE).put("vectors", List.of(vector)).build())).bytes();
      return new NewPackage(name, "model", VERSION, bundle);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the net says itself: -1 where any extent will do. */
  private static long[] declared(NodeInfo info) {
    return ((TensorInfo) info.getInfo()).getShape();
  }

  private static JsonObject tensor(String name, long[] shape) {
    return JsonObject.builder().put("name", name).put("type", "FP32").put("shape", Arrays.stream(shape).boxed().toList()).build();
  }

  private static List<Double> numbers(float[] values) {
    List<Double> numbers = new ArrayList<>();
    for (float value : values) {
      numbers.add((double) value);
    }
    return numbers;
  }
}
