package io.sallyport.http.internal.oip;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.http.internal.area.BuildInfo;
import io.sallyport.inference.ModelStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The protocol's documents on server and models. */
final class Metadata {
  /** What the protocol calls the runtime of a format. */
  private static final Map<String, String> PLATFORMS = Map.of("onnx", "onnxruntime_onnx");

  private Metadata() {}

  /** {@code vendor_root} is ours; clients of the protocol ignore members that they do not know. */
  static Map<String, Object> server(BuildInfo build) {
    return Map.of("name", "sallyport", "version", build.release(), "extensions", List.of("binary_tensor_data"), "vendor_root", build.vendorRoot().toString());
  }

  /** The specification calls it {@code live}, servers and clients {@code ready}. */
  static Map<String, Object> serverReady(boolean ready) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("live", ready);
    json.put("ready", ready);
    return json;
  }

  static Map<String, Object> modelReady(String name, boolean ready) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("ready", ready);
    return json;
  }

  /** @param answering versions that answer, the active one first */
  static Map<String, Object> model(ModelDescription description, List<ModelStatus> answering) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", description.identity().name());
    json.put("versions", answering.stream().map(status -> status.identity().version()).toList());
    String format = answering.stream().filter(status -> status.identity().equals(description.identity())).map(ModelStatus::format).findFirst().orElse("");
    json.put("platform", PLATFORMS.getOrDefault(format, format));
    json.put("inputs", tensors(description.inputs()));
    json.put("outputs", tensors(description.outputs()));
    Map<String, Object> parameters = new LinkedHashMap<>(Parameters.all(description.parameters()));
    parameters.put("model_version", description.identity().version());
    parameters.put("model_digest", description.identity().digest());
    json.put("parameters", parameters);
    return json;
  }

  private static List<Map<String, Object>> tensors(List<TensorSpec> specs) {
    List<Map<String, Object>> tensors = new ArrayList<>();
    for (TensorSpec spec : specs) {
      List<Long> shape = new ArrayList<>();
      for (long extent : spec.shape().toArray()) {
        shape.add(extent);
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", spec.name());
      json.put("datatype", spec.type().name());
      json.put("shape", shape);
      tensors.add(json);
    }
    return tensors;
  }
}
