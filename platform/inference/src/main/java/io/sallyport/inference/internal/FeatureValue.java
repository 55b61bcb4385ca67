package io.sallyport.inference.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Map;

/** Takes one feature's number from a call. Immutable. */
final class FeatureValue {
  private final ReferenceDocument.Feature feature;

  FeatureValue(ReferenceDocument.Feature feature) {
    this.feature = feature;
  }

  /** A tensor of another rank or shape than declared was refused before. @return false if the call does not have the tensor, or nothing is in it */
  boolean read(Map<String, Tensor> inputs, Map<String, Tensor> outputs, double[] into, int place) {
    Tensor tensor = (feature.input() ? inputs : outputs).get(feature.tensor());
    if (tensor == null || tensor.shape().elements() == 0) {
      return false;
    }
    into[place] = switch (feature.take()) {
      case LAST -> last(tensor);
      case MEAN -> mean(tensor);
      case DEVIATION -> deviation(tensor);
      case ROUGHNESS -> roughness(tensor);
    };
    return true;
  }

  private double last(Tensor tensor) {
    int end = TensorValues.count(tensor) - 1;
    if (feature.axis().isPresent()) {
      long[] extents = tensor.shape().toArray();
      int axis = feature.axis().get();
      end -= (int) ((extents[axis] - 1 - feature.index()) * inner(extents, axis));
    }
    return TensorValues.at(tensor, tensor.data(), end);
  }

  private double mean(Tensor tensor) {
    ByteBuffer data = tensor.data();
    long[] extents = tensor.shape().toArray();
    int count = TensorValues.count(tensor);
    int inner = feature.axis().map(axis -> inner(extents, axis)).orElse(count);
    int extent = feature.axis().map(axis -> (int) extents[axis]).orElse(1);
    double all = 0;
    for (int begin = feature.index() * inner; begin < count; begin += inner * extent) {
      for (int i = 0; i < inner; i++) {
        all += at(tensor, data, begin + i);
      }
    }
    return all * extent / count;
  }

  /** Of all values of the tensor. */
  private static double deviation(Tensor tensor) {
    ByteBuffer data = tensor.data();
    int count = TensorValues.count(tensor);
    double first = TensorValues.at(tensor, data, 0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double off = at(tensor, data, i) - first;
      sum += off;
      squares += off * off;
    }
    return Math.sqrt(Math.max(0, squares / count - sum / count * (sum / count)));
  }

  /** Mean of how far values that are neighbours on the last axis lie apart. */
  private static double roughness(Tensor tensor) {
    ByteBuffer data = tensor.data();
    int count = TensorValues.count(tensor);
    long[] extents = tensor.shape().toArray();
    int line = extents.length == 0 ? 1 : (int) extents[extents.length - 1];
    double all = 0;
    for (int begin = 0; begin < count; begin += line) {
      double former = at(tensor, data, begin);
      for (int i = begin + 1; i < begin + line; i++) {
        double value = at(tensor, data, i);
        all += Math.abs(value - former);
        former = value;
      }
    }
    return line < 2 ? 0 : all / count * line / (line - 1);
  }

  /** The usual type without a detour: pictures have thousands of values. */
  private static double at(Tensor tensor, ByteBuffer data, int index) {
    return tensor.type() == DataType.FP32 ? data.getFloat(index * Float.BYTES) : TensorValues.at(tensor, data, index);
  }

  private static int inner(long[] extents, int axis) {
    long inner = 1;
    for (int i = axis + 1; i < extents.length; i++) {
      inner *= extents[i];
    }
    return Math.toIntExact(inner);
  }
}
