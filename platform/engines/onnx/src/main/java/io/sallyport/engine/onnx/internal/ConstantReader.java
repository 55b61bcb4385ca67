package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.Protobuf.MalformedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads tensors whose values are in an ONNX file. For one thread. */
final class ConstantReader {
  private static final int TENSOR_EXTENT = 1;
  private static final int TENSOR_TYPE = 2;
  private static final Set<Integer> TENSOR_NUMBERS = Set.of(5, 7, 11);
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;
  private static final int SPARSE_VALUES = 1;
  private static final int SPARSE_EXTENT = 3;
  private static final int MOST_EXTENTS = 640;

  private final OnnxParts parts;

  ConstantReader(OnnxParts parts) {
    this.parts = parts;
  }

  void initializer(ByteBuffer bytes, Map<String, OnnxConstant> constants) throws MalformedException {
    List<String> name = new ArrayList<>();
    OnnxConstant constant = tensor(bytes, name);
    if (constants.put(String.join("", name), constant) != null) {
      throw new MalformedException("an initializer is there twice");
    }
  }

  /** @param name gets the tensor's own, if it has one */
  OnnxConstant tensor(ByteBuffer bytes, List<String> name) throws MalformedException {
    parts.count();
    List<Long> extents = new ArrayList<>();
    ElementType type = ElementType.UNKNOWN;
    List<Long> numbers = new ArrayList<>();
    List<ByteBuffer> packed = new ArrayList<>();
    ByteBuffer raw = ByteBuffer.allocate(0);
    for (OnnxMessage tensor = new OnnxMessage(bytes); tensor.next(); ) {
      extents(tensor, TENSOR_EXTENT, extents);
      if (tensor.hasOnce(TENSOR_TYPE, Protobuf.VARINT)) {
        type = ElementType.of(tensor.number());
      } else if (TENSOR_NUMBERS.stream().anyMatch(tensor::hasNumber)) {
        parts.count();
        numbers.add(tensor.number());
      } else if (TENSOR_NUMBERS.stream().anyMatch(tensor::has)) {
        parts.count();
        packed.add(tensor.bytes());
      } else if (tensor.hasOnce(TENSOR_NAME)) {
        name.add(tensor.text());
      } else if (tensor.hasOnce(TENSOR_RAW)) {
        raw = tensor.bytes();
      }
    }
    return new OnnxConstant(type, extents, numbers, packed, raw, true);
  }

  void sparse(ByteBuffer bytes, Map<String, OnnxConstant> constants) throws MalformedException {
    List<String> name = new ArrayList<>();
    List<Long> extents = new ArrayList<>();
    Optional<OnnxConstant> values = Optional.empty();
    for (OnnxMessage sparse = new OnnxMessage(bytes); sparse.next(); ) {
      extents(sparse, SPARSE_EXTENT, extents);
      if (sparse.hasOnce(SPARSE_VALUES)) {
        values = Optional.of(tensor(sparse.bytes(), name));
      }
    }
    if (values.isPresent()) {
      constants.put(String.join("", name), values.get().sparse(extents));
    }
  }

  private static void extents(OnnxMessage message, int field, List<Long> extents) throws MalformedException {
    if (!message.addTo(extents, field, MOST_EXTENTS)) {
      throw new MalformedException("a tensor has more than " + MOST_EXTENTS + " axes");
    }
  }
}
