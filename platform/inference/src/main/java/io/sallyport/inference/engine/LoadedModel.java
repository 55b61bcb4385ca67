package io.sallyport.inference.engine;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.trust.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A model in memory. Thread-safe: any number of threads may run it at once. */
@ConsumerType
public interface LoadedModel extends AutoCloseable {
  /** What {@link #run(Map)} waits for at most. */
  Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Runs it once, for at most {@link #PATIENCE}.
   *
   * @param inputs exactly the declared ones; not changed, not kept
   * @return the declared outputs, in memory that is the caller's
   * @throws DeadlineException if the run was ended because its time was up
   * @throws EngineException if the run fails otherwise, or the model is closed
   */
  default Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return run(inputs, System.nanoTime() + PATIENCE.toNanos());
  }

  /**
   * Runs it once, on the caller's thread. The engine itself ends a run whose time is up, as soon as what it runs can be ended.
   *
   * @param inputs exactly the declared ones; not changed, not kept
   * @param until the {@link System#nanoTime()} up to which the caller waits
   * @return the declared outputs, in memory that is the caller's
   * @throws DeadlineException if the run was ended because its time was up
   * @throws EngineException if the run fails otherwise, or the model is closed
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs, long until);

  /**
   * Lets no new run begin, waits for those under way and frees everything. A run that cannot be ended is not waited for without end:
   * then this returns before everything is freed, and the last run frees it. Repeating it does nothing.
   */
  @Override
  void close();

  /** Why it cannot run at the moment, if so; it comes back by itself. */
  default Optional<Refusal> trouble() {
    return Optional.empty();
  }

  /** Whether {@link #close()} has been called and everything has been freed. */
  boolean isFreed();
}
