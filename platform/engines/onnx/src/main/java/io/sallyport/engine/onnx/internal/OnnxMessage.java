package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.Protobuf.MalformedException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One message of an ONNX file. What may be there once is taken if it is there once: protobuf would put two graphs together, and of two names take the last, and
 * whoever reads it otherwise than ONNX Runtime does looks at another model. For one thread.
 */
final class OnnxMessage {
  private final Protobuf fields;
  private final Set<Integer> seen = new HashSet<>();

  OnnxMessage(ByteBuffer bytes) {
    fields = new Protobuf(bytes);
  }

  boolean next() throws MalformedException {
    return fields.next();
  }

  boolean has(int field) {
    return fields.is(field, Protobuf.BYTES);
  }

  boolean hasNumber(int field) {
    return fields.is(field, Protobuf.VARINT);
  }

  boolean hasOnce(int field, int kind) throws MalformedException {
    if (!fields.is(field, kind)) {
      return false;
    }
    if (!seen.add(field)) {
      throw new MalformedException("the field " + field + " is there twice");
    }
    return true;
  }

  boolean hasOnce(int field) throws MalformedException {
    return hasOnce(field, Protobuf.BYTES);
  }

  ByteBuffer bytes() {
    return fields.bytes();
  }

  String text() {
    return fields.text();
  }

  long number() {
    return fields.number();
  }

  /** Adds the numbers of a repeated field, packed or not, if it is this one. False if they become more than {@code most}: then some are missing. */
  boolean addTo(List<Long> numbers, int field, int most) throws MalformedException {
    if (hasNumber(field)) {
      return numbers.size() < most && numbers.add(number());
    }
    if (has(field)) {
      boolean fit = bytes().remaining() <= most;
      numbers.addAll(fit ? Protobuf.varints(bytes()) : List.of());
      return fit && numbers.size() <= most;
    }
    return true;
  }
}
