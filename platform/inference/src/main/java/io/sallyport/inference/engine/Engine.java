package io.sallyport.inference.engine;

import org.osgi.annotation.versioning.ConsumerType;

/** Loads models of one format. Registered as a service by the platform's engine bundles; thread-safe. */
@ConsumerType
public interface Engine {
  /** The format in {@code model.json} that it loads, such as {@code onnx}. */
  String format();

  /** What runs the models, with its version, for an admin. */
  String runtime();

  /**
   * Loads a model into memory.
   *
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0006} if the file is no model of this format, or its inputs and
   *     outputs are not the declared ones
   */
  LoadedModel load(ModelFile file);
}
