package io.sallyport.engine.remote.internal;

import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.RemoteSpec;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads the body of an inference response, and takes nothing that does not fit the declared outputs. */
final class InferAnswer {
  private static final int DEEPEST = 24;

  private InferAnswer() {}

  /**
   * @param header length of the JSON before the tensors; empty if all is JSON
   * @throws IllegalArgumentException with what is wrong
   */
  static Map<String, Tensor> read(byte[] body, OptionalInt header, RemoteSpec spec) {
    int end = header.orElse(body.length);
    if (end < 0 || end > body.length) {
      throw new IllegalArgumentException("its header is said to have " + end + " of " + body.length + " bytes");
    }
    try {
      JsonObject json = Json.parseObject(Arrays.copyOf(body, end), "the answer", new Limits(Math.max(1, end), DEEPEST));
      same("model_name", json, spec.model());
      same("model_version", json, spec.version());
      return tensors(json.objects("outputs"), body, end, spec);
    } catch (RefusedException e) {
      throw new IllegalArgumentException(e.refusal().what(), e);
    }
  }

  private static void same(String key, JsonObject json, String declared) {
    json.optionalString(key).filter(own -> !own.equals(declared)).ifPresent(own -> {
      throw new IllegalArgumentException("its " + key + " is " + own + ", not " + declared);
    });
  }

  private static Map<String, Tensor> tensors(List<JsonObject> outputs, byte[] body, int header, RemoteSpec spec) {
    Map<String, TensorSpec> wanted = new HashMap<>();
    spec.outputs().forEach(output -> wanted.put(output.name(), output));
    Map<String, Tensor> tensors = new HashMap<>();
    int at = header;
    for (JsonObject output : outputs) {
      TensorSpec declared = wanted.remove(output.string("name"));
      if (declared == null) {
        throw new IllegalArgumentException("it has the output " + output.string("name") + " twice or unasked");
      }
      Tensor tensor = empty(output, declared, body.length);
      long size = output.optionalObject("parameters").flatMap(parameters -> parameters.optionalInteger("binary_data_size")).orElse(-1L);
      if (size < 0) {
        TensorJson.fill(tensor, output.array("data"));
      } else {
        if (size != tensor.data().remaining() || size > body.length - at) {
          throw new IllegalArgumentException("the output " + declared.name() + " has " + Math.min(size, body.length - at) + " bytes, its shape needs " + tensor.data().remaining());
        }
        tensor.data().put(body, at, (int) size);
        at += (int) size;
      }
      tensors.put(declared.name(), tensor);
    }
    if (!wanted.isEmpty() || at != body.length) {
      throw new IllegalArgumentException(wanted.isEmpty() ? "there are " + (body.length - at) + " bytes after the last output" : "the output " + wanted.keySet().iterator().next() + " is missing");
    }
    return tensors;
  }

  /** @param most values that a body of this size can hold: an answer cannot make us allocate more than it has sent */
  private static Tensor empty(JsonObject output, TensorSpec declared, int most) {
    List<Object> extents = output.array("shape");
    long[] shape = new long[extents.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = extents.get(i) instanceof Long extent && extent > 0 ? extent : 0;
    }
    boolean fits = output.string("datatype").equals(declared.type().name()) && Arrays.stream(shape).allMatch(extent -> extent > 0) && declared.shape().accepts(Shape.of(shape));
    if (!fits) {
      throw new IllegalArgumentException("the output " + declared.name() + " is " + output.string("datatype") + extents + ", declared is " + declared.type() + declared.shape());
    }
    Shape concrete = Shape.of(shape);
    if (Arrays.stream(shape).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply).compareTo(BigInteger.valueOf(most)) > 0) {
      throw new IllegalArgumentException("the output " + declared.name() + " has the shape " + concrete + ", more than " + most + " bytes can hold");
    }
    return Tensor.allocate(declared.type(), concrete);
  }
}
