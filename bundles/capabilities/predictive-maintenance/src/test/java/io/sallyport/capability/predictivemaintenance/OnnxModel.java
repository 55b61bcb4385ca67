package io.sallyport.capability.predictivemaintenance;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The committed model on the real ONNX Runtime, behind the plugin API. */
final class OnnxModel implements InferenceService, AutoCloseable {
  private final ModelDescription description;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  private OnnxModel(ModelDescription description, Path file) throws OrtException {
    this.description = description;
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    this.session = environment.createSession(file.toString(), options);
  }

  /** @param folder holds model.json and what it names */
  static OnnxModel open(Path folder) throws IOException, OrtException {
    JsonObject json = Json.parseObject(Files.readAllBytes(folder.resolve("model.json")), "model.json");
    Map<String, List<Double>> parameters = new HashMap<>();
    JsonObject values = json.object("parameters");
    for (String key : values.keys()) {
      parameters.put(key, values.map().get(key) instanceof List<?> list ? list.stream().map(v -> ((Number) v).doubleValue()).toList()
          : List.of(values.number(key)));
    }
    ModelIdentity identity = new ModelIdentity(json.string("name"), json.string("version"), json.string("sha256"));
    return new OnnxModel(new ModelDescription(identity, specs(json, "inputs"), specs(json, "outputs"), parameters), folder.resolve(json.string("file")));
  }

  @Override
  public InferenceResult infer(InferenceRequest request) {
    Tensor window = request.inputs().get("window");
    try (OnnxTensor input = OnnxTensor.createTensor(environment, window.floats(), window.shape().toArray());
        OrtSession.Result result = session.run(Map.of("window", input))) {
      Map<String, Tensor> outputs = new HashMap<>();
      for (TensorSpec output : description.outputs()) {
        Tensor tensor = Tensor.allocate(output.type(), output.shape());
        copy(result, tensor, output.name());
        outputs.put(output.name(), tensor);
      }
      return new InferenceResult.Answer(description.identity(), outputs, description.parameters(), 0);
    } catch (OrtException e) {
      return new InferenceResult.Refused("SP-INFER-9999", e.getMessage(), "see the test");
    }
  }

  @Override
  public Optional<ModelDescription> describe(String model) {
    return Optional.of(description);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private static void copy(OrtSession.Result result, Tensor target, String name) {
    FloatBuffer values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    target.floats().put(values);
  }

  private static List<TensorSpec> specs(JsonObject json, String key) {
    return json.objects(key).stream().map(spec -> new TensorSpec(spec.string("name"), DataType.of(spec.string("type")),
        Shape.of(spec.array("shape").stream().mapToLong(extent -> (Long) extent).toArray()))).toList();
  }
}
