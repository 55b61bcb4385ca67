package io.sallyport.inference.engine;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Loads models of one format. Registered as a service by the platform's engine bundles; thread-safe. */
@ConsumerType
public interface Engine {
  /** The format in {@code model.json} that it loads, such as {@code onnx}. */
  String format();

  /** What runs the models, with its version, for an admin. */
  String runtime();

  /** Bytes of memory that the model is expected to take while it is loaded, for models that do not declare it. */
  default long memory(ModelFile file) {
    return 2L * file.bytes().length;
  }

  /** Bytes of the largest constant that the file writes down by its shape alone, as far as that can be read without running it; 0 without any. */
  default long unfolded(ModelFile file) {
    return 0;
  }

  /**
   * Loads a model and runs it in a process of its own, so that what it does to a process it does not do to this one. Returns when that process has
   * ended. Empty if the engine has no way to.
   *
   * @throws io.sallyport.trust.RefusedException as {@link #load} does, for what is refused without loading
   */
  default Optional<TrialOutcome> tryOut(TrialRequest request) {
    return Optional.empty();
  }

  /**
   * Loads a model into memory.
   *
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0006} if the file is no model of this format, or its inputs and
   *     outputs are not the declared ones; others of the engine's own
   */
  LoadedModel load(ModelFile file);
}
