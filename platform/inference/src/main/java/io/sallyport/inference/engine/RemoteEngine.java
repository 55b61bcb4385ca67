package io.sallyport.inference.engine;

import org.osgi.annotation.versioning.ConsumerType;

/** Reaches models on servers inside the enclave by one protocol. Registered as a service by the platform's engine bundles; thread-safe. */
@ConsumerType
public interface RemoteEngine {
  /** The format in {@code model.json} that it serves, such as {@code oip}. */
  String format();

  /** What reaches the models, for an admin. */
  String runtime();

  /** Prepares a model; sends nothing, and does not need the conduit to be configured yet. */
  RemoteModel connect(RemoteSpec spec);
}
