package io.sallyport.inference.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inputs of declared shapes that any caller may send and at which native arithmetic breaks down: nought everywhere; where there are whole numbers,
 * also minus one, and the least number, for them. A dynamic extent is one.
 */
final class EdgeInputs {
  private static final Set<DataType> SIGNED = Set.of(DataType.INT8, DataType.INT32, DataType.INT64);

  private EdgeInputs() {}

  static List<Map<String, Tensor>> of(List<TensorSpec> specs) {
    List<Map<String, Tensor>> all = new ArrayList<>();
    all.add(filled(specs, 0, (byte) 0));
    if (specs.stream().anyMatch(spec -> SIGNED.contains(spec.type()))) {
      all.add(filled(specs, -1, (byte) -1));
      all.add(filled(specs, 0, Byte.MIN_VALUE));
    }
    return List.copyOf(all);
  }

  /** @param low all bytes but the highest of each whole number */
  private static Map<String, Tensor> filled(List<TensorSpec> specs, int low, byte highest) {
    Map<String, Tensor> inputs = new HashMap<>();
    for (TensorSpec spec : specs) {
      long[] extents = spec.shape().toArray();
      for (int i = 0; i < extents.length; i++) {
        extents[i] = Math.max(1, extents[i]);
      }
      Tensor tensor = Tensor.allocate(spec.type(), Shape.of(extents));
      if (SIGNED.contains(spec.type())) {
        ByteBuffer data = tensor.data();
        for (int i = 0; i < data.capacity(); i++) {
          data.put(i, i % spec.type().bytes() == spec.type().bytes() - 1 ? highest : (byte) low);
        }
      }
      inputs.put(spec.name(), tensor);
    }
    return inputs;
  }
}
