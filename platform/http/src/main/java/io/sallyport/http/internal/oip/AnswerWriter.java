package io.sallyport.http.internal.oip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.Tensor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes an answer: JSON, followed by binary tensors where they were asked for. */
final class AnswerWriter {
  private static final JsonFactory JSON = JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  /** Parameters that the platform gives; a model's of the same name is not. */
  private static final Set<String> OWN = Set.of("model_digest", "engine_nanos");

  /** An output that is given. */
  private record Given(String name, Tensor tensor, boolean binary) {}

  private final InferRequest request;
  private final InferenceResult.Answer answer;
  private final CallMemory memory;

  AnswerWriter(InferRequest request, InferenceResult.Answer answer, CallMemory memory) {
    this.request = request;
    this.answer = answer;
    this.memory = memory;
  }

  /** @param id echoed */
  void write(String id, HttpServletResponse response) throws IOException {
    List<Given> given = given();
    Pages json = memory.answer();
    document(id, given, json);
    long binary = given.stream().filter(Given::binary).mapToLong(one -> one.tensor().data().remaining()).sum();
    boolean anyBinary = given.stream().anyMatch(Given::binary);
    response.setContentType(anyBinary ? "application/octet-stream" : "application/json");
    if (anyBinary) {
      response.setHeader(Body.HEADER, Integer.toString(json.size()));
    }
    response.setContentLengthLong(json.size() + binary);
    OutputStream out = response.getOutputStream();
    json.writeTo(out);
    for (Given one : given) {
      if (one.binary()) {
        copy(one.tensor().data(), out);
      }
    }
  }

  private List<Given> given() {
    List<Given> given = new ArrayList<>();
    if (request.outputs().isEmpty()) {
      answer.outputs().forEach((name, tensor) -> given.add(new Given(name, tensor, request.binary())));
    }
    for (InferRequest.Output output : request.outputs()) {
      Tensor tensor = answer.outputs().get(output.name());
      if (tensor == null) { // swapped since the request was checked, for a version without it
        throw Faults.output(Faults.shown(output.name()));
      }
      given.add(new Given(output.name(), tensor, output.binary().orElse(request.binary())));
    }
    return given;
  }

  private void document(String id, List<Given> given, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("model_name", answer.model().name());
      json.writeStringField("model_version", answer.model().version());
      json.writeStringField("id", id);
      json.writeObjectFieldStart("parameters");
      for (Map.Entry<String, Double> parameter : Parameters.single(answer.parameters()).entrySet()) {
        if (!OWN.contains(parameter.getKey())) {
          json.writeNumberField(parameter.getKey(), parameter.getValue());
        }
      }
      json.writeStringField("model_digest", answer.model().digest());
      json.writeNumberField("engine_nanos", answer.nanos());
      json.writeEndObject();
      json.writeArrayFieldStart("outputs");
      for (Given one : given) {
        output(json, one);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void output(JsonGenerator json, Given one) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", one.name());
    json.writeStringField("datatype", one.tensor().type().name());
    long[] shape = one.tensor().shape().toArray();
    json.writeFieldName("shape");
    json.writeArray(shape, 0, shape.length);
    if (one.binary()) {
      json.writeObjectFieldStart("parameters");
      json.writeNumberField("binary_data_size", one.tensor().data().remaining());
      json.writeEndObject();
    } else {
      json.writeArrayFieldStart("data");
      values(json, one);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void values(JsonGenerator json, Given one) throws IOException {
    ByteBuffer data = one.tensor().data();
    while (data.hasRemaining()) {
      switch (one.tensor().type()) {
        case BOOL -> json.writeBoolean(data.get() != 0);
        case UINT8 -> json.writeNumber(data.get() & 0xff);
        case INT8 -> json.writeNumber(data.get());
        case INT32 -> json.writeNumber(data.getInt());
        case INT64 -> json.writeNumber(data.getLong());
        case FP32 -> {
          float value = data.getFloat();
          requireFinite(one.name(), value);
          json.writeNumber(value);
        }
        case FP64 -> {
          double value = data.getDouble();
          requireFinite(one.name(), value);
          json.writeNumber(value);
        }
      }
    }
  }

  private static void requireFinite(String output, double value) {
    if (!Double.isFinite(value)) {
      throw Faults.notFinite(output);
    }
  }

  private void copy(ByteBuffer data, OutputStream out) throws IOException {
    byte[] chunk = memory.chunk();
    while (data.hasRemaining()) {
      int count = Math.min(chunk.length, data.remaining());
      data.get(chunk, 0, count);
      out.write(chunk, 0, count);
    }
  }
}
