package io.sallyport.api.inference;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs models that the site has approved. A service of the platform; thread-safe. A model may be swapped at any time: each call
 * holds one version from beginning to end, and no call fails because of a swap.
 */
@ProviderType
public interface InferenceService {
  /**
   * Runs the active version of the model. Blocks until the answer is there; the call is audited before it returns.
   * Bad input is refused, not thrown.
   */
  InferenceResult infer(InferenceRequest request);

  /** The active version of the model, empty if the running generation has none of that name. */
  Optional<ModelDescription> describe(String model);
}
