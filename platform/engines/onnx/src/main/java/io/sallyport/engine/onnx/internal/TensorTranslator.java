package io.sallyport.engine.onnx.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors in, tensors out: inputs are read in place; outputs are copied once, into one block of memory per call. Without state. */
final class TensorTranslator implements NoBatchifyTranslator<Map<String, Tensor>, Map<String, Tensor>> {
  /** Outputs start at multiples of this, in bytes. */
  private static final int ALIGNMENT = 8;

  @Override
  public NDList processInput(TranslatorContext context, Map<String, Tensor> inputs) {
    NDManager memory = context.getNDManager();
    NDList list = new NDList(inputs.size());
    inputs.forEach((name, tensor) -> {
      NDArray array = memory.create(tensor.data(), new ai.djl.ndarray.types.Shape(tensor.shape().toArray()), type(tensor.type()));
      array.setName(name);
      list.add(array);
    });
    return list;
  }

  @Override
  public Map<String, Tensor> processOutput(TranslatorContext context, NDList list) {
    ByteBuffer[] contents = new ByteBuffer[list.size()];
    int size = 0;
    for (int i = 0; i < contents.length; i++) {
      contents[i] = list.get(i).toByteBuffer();
      size = Math.addExact(size, aligned(contents[i].remaining()));
    }
    ByteBuffer block = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Tensor> outputs = new LinkedHashMap<>(contents.length * 2);
    int at = 0;
    for (int i = 0; i < contents.length; i++) {
      NDArray array = list.get(i);
      int length = contents[i].remaining();
      block.limit(at + length).position(at);
      block.put(contents[i]);
      block.position(at);
      outputs.put(array.getName(), Tensor.of(type(array.getDataType()), Shape.of(array.getShape().getShape()), block));
      at += aligned(length);
    }
    return outputs;
  }

  private static int aligned(int length) {
    return Math.addExact(length, ALIGNMENT - 1) & -ALIGNMENT;
  }

  private static ai.djl.ndarray.types.DataType type(DataType type) {
    return switch (type) {
      case BOOL -> ai.djl.ndarray.types.DataType.BOOLEAN;
      case UINT8 -> ai.djl.ndarray.types.DataType.UINT8;
      case INT8 -> ai.djl.ndarray.types.DataType.INT8;
      case INT32 -> ai.djl.ndarray.types.DataType.INT32;
      case INT64 -> ai.djl.ndarray.types.DataType.INT64;
      case FP32 -> ai.djl.ndarray.types.DataType.FLOAT32;
      case FP64 -> ai.djl.ndarray.types.DataType.FLOAT64;
    };
  }

  private static DataType type(ai.djl.ndarray.types.DataType type) {
    return switch (type) {
      case BOOLEAN -> DataType.BOOL;
      case UINT8 -> DataType.UINT8;
      case INT8 -> DataType.INT8;
      case INT32 -> DataType.INT32;
      case INT64 -> DataType.INT64;
      case FLOAT32 -> DataType.FP32;
      case FLOAT64 -> DataType.FP64;
      default -> throw new IllegalStateException("an output is of type " + type);
    };
  }
}
