package io.sallyport.inference;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.ModelDescription;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls that name the version which is to answer, for interfaces whose protocol has versions. Only the active version and the candidate of
 * the running generation answer. A service of the platform; thread-safe.
 */
@ProviderType
public interface VersionedInference {
  /** As {@link io.sallyport.api.inference.InferenceService#infer}, by this version or not at all ({@code SP-INFER-0010}). */
  InferenceResult infer(InferenceRequest request, String version);

  /** That version of the model; empty unless it is active or the candidate. */
  Optional<ModelDescription> describe(String model, String version);
}
