package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** A call and its answer, copied into memory that is used again. Not thread-safe; handed from thread to thread. */
final class ShadowCopy {
  private final Map<String, Tensor> inputs = new HashMap<>();
  private final Map<String, Tensor> outputs = new HashMap<>();
  private ShadowPair pair;
  private String correlation;
  private long nanos;

  /** False if it takes more than {@code limit} bytes; the copy is then of no use until filled again. */
  boolean fill(ShadowPair of, String correlated, Map<String, Tensor> in, InferenceResult.Answer answer, long limit) {
    if (bytes(in) + bytes(answer.outputs()) > limit) {
      return false;
    }
    copy(in, inputs);
    copy(answer.outputs(), outputs);
    pair = of;
    correlation = correlated;
    nanos = answer.nanos();
    return true;
  }

  private static long bytes(Map<String, Tensor> tensors) {
    long bytes = 0;
    for (Tensor tensor : tensors.values()) {
      bytes += tensor.shape().elements() * tensor.type().bytes();
    }
    return bytes;
  }

  private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
    to.keySet().retainAll(from.keySet());
    from.forEach((name, tensor) -> {
      Tensor own = to.get(name);
      if (own == null || own.type() != tensor.type() || !own.shape().equals(tensor.shape())) {
        own = Tensor.allocate(tensor.type(), tensor.shape());
        to.put(name, own);
      }
      own.data().put(tensor.data());
    });
  }

  /** Gives its memory back. */
  void clear() {
    inputs.clear();
    outputs.clear();
    pair = null;
  }

  Map<String, Tensor> inputs() {
    return inputs;
  }

  /** The active version's. */
  Map<String, Tensor> outputs() {
    return outputs;
  }

  ShadowPair pair() {
    return pair;
  }

  String correlation() {
    return correlation;
  }

  /** Time of the active version in the engine. */
  long nanos() {
    return nanos;
  }
}
