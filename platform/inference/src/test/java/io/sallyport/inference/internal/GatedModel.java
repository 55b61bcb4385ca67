package io.sallyport.inference.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Doubles each value of {@code x}, [n, 2]; each run waits until it is let go, or its time is up. A negative value fails the run. */
final class GatedModel implements LoadedModel {
  /** What runs of several rows end in, if set: an exception of the engine's, or an error. */
  volatile Supplier<? extends RuntimeException> together;
  final Semaphore gate = new Semaphore(0);
  final Semaphore entered = new Semaphore(0);
  /** The rows of each run that began. */
  final List<Long> runs = Collections.synchronizedList(new ArrayList<>());

  static Map<String, Tensor> rows(float... values) {
    return Map.of("x", Tensor.ofFloats(Shape.of(values.length / 2, 2), values));
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs, long until) {
    Tensor x = inputs.get("x");
    runs.add(x.shape().extent(0));
    entered.release();
    try {
      if (!gate.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new DeadlineException("ended");
      }
    } catch (InterruptedException e) {
      throw new EngineException("interrupted", e);
    }
    if (x.shape().extent(0) > 1 && together != null) {
      throw together.get();
    }
    Tensor y = Tensor.allocate(DataType.FP32, x.shape());
    for (int i = 0; i < x.shape().elements(); i++) {
      float value = x.floats().get(i);
      if (value < 0) {
        throw new EngineException("a negative value");
      }
      y.floats().put(i, 2 * value);
    }
    return Map.of("y", y);
  }

  @Override
  public void close() {}

  @Override
  public boolean isFreed() {
    return true;
  }
}
