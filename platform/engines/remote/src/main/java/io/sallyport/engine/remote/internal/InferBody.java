package io.sallyport.engine.remote.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.RemoteSpec;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The body of an inference request.
 *
 * @param header bytes of JSON before the tensors; the whole body if tensors travel as JSON
 * @param binary whether tensors follow the header
 */
record InferBody(byte[] bytes, int header, boolean binary) {
  static InferBody of(RemoteSpec spec, Map<String, Tensor> inputs, boolean binary) {
    List<JsonObject> tensors = new ArrayList<>();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (TensorSpec input : spec.inputs()) {
      Tensor tensor = inputs.get(input.name());
      JsonObject.Builder entry = JsonObject.builder().put("name", input.name()).put("datatype", tensor.type().name()).put("shape", extents(tensor));
      if (binary) {
        byte[] raw = bytes(tensor);
        data.writeBytes(raw);
        tensors.add(entry.put("parameters", JsonObject.builder().put("binary_data_size", raw.length).build()).build());
      } else {
        tensors.add(entry.put("data", TensorJson.values(tensor)).build());
      }
    }
    List<JsonObject> wanted = spec.outputs().stream()
        .map(output -> JsonObject.builder().put("name", output.name()).put("parameters", JsonObject.builder().put("binary_data", binary).build()).build()).toList();
    byte[] header = Json.write(JsonObject.builder().put("inputs", tensors).put("outputs", wanted).build());
    ByteArrayOutputStream whole = new ByteArrayOutputStream(header.length + data.size());
    whole.writeBytes(header);
    whole.writeBytes(data.toByteArray());
    return new InferBody(whole.toByteArray(), header.length, binary);
  }

  private static List<Long> extents(Tensor tensor) {
    List<Long> extents = new ArrayList<>();
    for (long extent : tensor.shape().toArray()) {
      extents.add(extent);
    }
    return extents;
  }

  private static byte[] bytes(Tensor tensor) {
    ByteBuffer data = tensor.data();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }
}
