package io.sallyport.inference.engine;

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

  /**
   * Loads a model into memory.
   *
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0006} if the file is no model of this format, or its inputs and
   *     outputs are not the declared ones; others of the engine's own
   */
  LoadedModel load(ModelFile file);
}
