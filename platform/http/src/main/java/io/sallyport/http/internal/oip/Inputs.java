package io.sallyport.http.internal.oip;

import com.fasterxml.jackson.core.JsonParser;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes tensors of a request's inputs. Nothing is allocated that the body is not long enough to fill. Not thread-safe. */
final class Inputs {
  private static final int MOST = 64;
  private static final int HIGHEST_RANK = 16;
  /** Of one value in JSON, with its comma. */
  private static final int LEAST_BYTES = 2;

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Body body;
  private final DirectSlab memory;
  private final List<TensorSpec> specs;
  private long valuesLeft;
  private int binaryAt;

  /** What is said of one input, and where its data begins in the body, if that came before what they are. */
  static final class Declared {
    String name;
    DataType type;
    long[] shape;
    long binarySize = -1;
    int dataAt = -1;
    boolean read;
  }

  /** @param specs the model's inputs */
  Inputs(Body body, DirectSlab memory, List<TensorSpec> specs) {
    this.body = body;
    this.memory = memory;
    this.specs = specs;
    this.valuesLeft = body.json() / LEAST_BYTES + 1;
  }

  /** By name, in the order of the request. @throws HttpRefusal 400 if binary data is left over */
  Map<String, Tensor> tensors() {
    if (binaryAt != body.binary()) {
      throw Faults.binary((body.binary() - binaryAt) + " bytes of binary data belong to no input", "body");
    }
    return tensors;
  }

  /** Reads a list of values at which the parser stands. */
  void fromJson(Declared input, JsonParser parser) throws IOException {
    long elements = elements(input);
    valuesLeft -= elements;
    if (valuesLeft < 0) {
      throw Faults.shape("the shape of " + input.name + " needs more values than the body can hold", input.name);
    }
    ByteBuffer data = memory.take(Math.toIntExact(elements * input.type.bytes()));
    new JsonTensor(input.name, input.type, input.shape, elements, data).read(parser);
    put(input, data.flip());
    input.read = true;
  }

  /** Takes the next binary data of the body. */
  void fromBinary(Declared input) {
    long elements = elements(input);
    long needed;
    try {
      needed = Math.multiplyExact(elements, input.type.bytes());
    } catch (ArithmeticException e) {
      throw Faults.shape("the shape of " + input.name + " is too large", input.name);
    }
    if (input.binarySize != needed) {
      throw Faults.binary("binary_data_size is " + input.binarySize + ", type and shape need " + needed, input.name);
    }
    if (needed > body.binary() - binaryAt) {
      throw Faults.binary("the body ends before the binary data of " + input.name, input.name);
    }
    ByteBuffer data = aligned(body.tensors().slice(binaryAt, (int) needed).order(ByteOrder.LITTLE_ENDIAN));
    if (input.type == DataType.BOOL) {
      requireTruth(input.name, data);
    }
    binaryAt += (int) needed;
    put(input, data);
  }

  /** Tensors begin where engines like it: one that does not in the body is moved. */
  private ByteBuffer aligned(ByteBuffer data) {
    return binaryAt % DirectSlab.ALIGNMENT == 0 ? data : memory.take(data.remaining()).put(data).flip();
  }

  private static void requireTruth(String name, ByteBuffer data) {
    for (int i = 0; i < data.limit(); i++) {
      if ((data.get(i) & 0xfe) != 0) {
        throw Faults.value("value " + i + " of " + name + " is neither 0 nor 1", name);
      }
    }
  }

  private void put(Declared input, ByteBuffer data) {
    if (tensors.size() == MOST) {
      throw Faults.malformed("more than " + MOST + " inputs", "inputs");
    }
    if (tensors.put(input.name, Tensor.of(input.type, Shape.of(input.shape), data)) != null) {
      throw Faults.malformed("the input " + input.name + " is there twice", "inputs");
    }
  }

  private long elements(Declared input) {
    if (specs.stream().noneMatch(spec -> spec.name().equals(input.name))) {
      throw Faults.input(input.name, specs);
    }
    if (input.shape.length > HIGHEST_RANK || Arrays.stream(input.shape).anyMatch(extent -> extent < 1)) {
      throw Faults.shape("the shape of " + input.name + " is not up to " + HIGHEST_RANK + " positive extents", input.name);
    }
    long count = 1;
    for (long extent : input.shape) {
      if (count > Integer.MAX_VALUE / extent) {
        throw Faults.shape("the shape of " + input.name + " is too large", input.name);
      }
      count *= extent;
    }
    return count;
  }
}
