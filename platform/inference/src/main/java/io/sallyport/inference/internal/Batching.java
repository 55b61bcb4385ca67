package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.EngineException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/**
 * Several calls' inputs as one, and the outputs apart again, along the first extent: for models that declare it dynamic in all inputs
 * and outputs. Thread-safe.
 */
final class Batching {
  static final int USUAL_MOST = 32;
  /** What a batch may copy, in bytes; with larger inputs, running together gains nothing. */
  private static final int LARGEST = 256 << 10;
  private static final int ALIGNMENT = 64;

  private final int most;
  private final Deque<ByteBuffer> pool = new ConcurrentLinkedDeque<>();

  private Batching(int most) {
    this.most = most;
  }

  /** For a model of these inputs and outputs; with 1, and where a first extent is fixed, calls are never joined. */
  static Batching of(List<TensorSpec> inputs, List<TensorSpec> outputs, int most) {
    boolean dynamic = Stream.concat(inputs.stream(), outputs.stream()).allMatch(spec -> spec.shape().rank() > 0 && spec.shape().extent(0) == Shape.DYNAMIC);
    return new Batching(dynamic ? most : 1);
  }

  boolean isPossible() {
    return most > 1;
  }

  /** Most rows of one run. */
  int most() {
    return most;
  }

  /** The first extent, the same in all inputs of one call; {@link Long#MAX_VALUE} / 2 if it is not. */
  static long rows(Map<String, Tensor> inputs) {
    long rows = 0;
    for (Tensor tensor : inputs.values()) {
      long own = tensor.shape().extent(0);
      if (rows != 0 && own != rows) {
        return Long.MAX_VALUE / 2;
      }
      rows = own;
    }
    return rows;
  }

  /** How many rows more may run together with these inputs. */
  long room(Map<String, Tensor> inputs) {
    long rows = rows(inputs);
    if (rows >= most) {
      return 0;
    }
    long bytes = inputs.values().stream().mapToLong(tensor -> aligned(tensor.data().remaining())).sum();
    return Math.min(most, rows * LARGEST / bytes) - rows;
  }

  /** Whether all but the first extents are the same. */
  static boolean fit(Map<String, Tensor> one, Map<String, Tensor> other) {
    for (Map.Entry<String, Tensor> input : one.entrySet()) {
      long[] left = input.getValue().shape().toArray();
      long[] right = other.get(input.getKey()).shape().toArray();
      if (left.length != right.length || !Arrays.equals(left, 1, left.length, right, 1, right.length)) {
        return false;
      }
    }
    return true;
  }

  /** Inputs of several calls, one after the other; closing gives the memory back. */
  record Joined(Map<String, Tensor> inputs, ByteBuffer memory, Deque<ByteBuffer> pool) implements AutoCloseable {
    @Override
    public void close() {
      pool.push(memory);
    }
  }

  Joined join(List<Map<String, Tensor>> calls) {
    ByteBuffer pooled = pool.poll();
    ByteBuffer memory = pooled == null ? ByteBuffer.allocateDirect(LARGEST) : pooled;
    Map<String, Tensor> joined = new HashMap<>();
    int at = 0;
    for (Map.Entry<String, Tensor> first : calls.get(0).entrySet()) {
      long[] extents = first.getValue().shape().toArray();
      extents[0] = calls.stream().mapToLong(Batching::rows).sum();
      int begin = at;
      for (Map<String, Tensor> call : calls) {
        ByteBuffer data = call.get(first.getKey()).data();
        int length = data.remaining();
        memory.slice(at, length).put(data);
        at += length;
      }
      joined.put(first.getKey(), Tensor.of(first.getValue().type(), Shape.of(extents), memory.slice(begin, at - begin)));
      at = aligned(at);
    }
    return new Joined(joined, memory, pool);
  }

  private static int aligned(int size) {
    return (size + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** The outputs of each call; they share memory that nobody else writes. */
  static List<Map<String, Tensor>> split(Map<String, Tensor> outputs, List<Map<String, Tensor>> calls) {
    List<Map<String, Tensor>> apart = new ArrayList<>();
    long all = calls.stream().mapToLong(Batching::rows).sum();
    long from = 0;
    for (Map<String, Tensor> call : calls) {
      Map<String, Tensor> own = new LinkedHashMap<>();
      for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
        own.put(output.getKey(), rows(output.getValue(), from, rows(call), all));
      }
      from += rows(call);
      apart.add(own);
    }
    return apart;
  }

  private static Tensor rows(Tensor tensor, long from, long count, long all) {
    long[] extents = tensor.shape().toArray();
    if (extents.length == 0 || extents[0] != all) {
      throw new EngineException("of " + all + " rows together, an output has the shape " + tensor.shape());
    }
    ByteBuffer data = tensor.data();
    int row = (int) (data.remaining() / all);
    extents[0] = count;
    return Tensor.of(tensor.type(), Shape.of(extents), data.slice((int) (from * row), (int) (count * row)));
  }
}
