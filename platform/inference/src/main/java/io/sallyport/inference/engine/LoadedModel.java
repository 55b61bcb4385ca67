package io.sallyport.inference.engine;

import io.sallyport.api.tensor.Tensor;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A model in memory. Thread-safe: any number of threads may run it at once. */
@ConsumerType
public interface LoadedModel extends AutoCloseable {
  /**
   * Runs it once.
   *
   * @param inputs exactly the declared ones; not changed, not kept
   * @return the declared outputs, in memory that is the caller's
   * @throws EngineException if the run fails, or the model is closed
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs);

  /** Waits until no run is under way, then frees everything. Repeating it does nothing. */
  @Override
  void close();
}
