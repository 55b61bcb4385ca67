package io.sallyport.http.internal.oip;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelStatus;
import io.sallyport.inference.VersionedInference;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The models that answer: with a version in the path that one or none, without it the one that the generation chooses. Thread-safe. */
@Component(service = Models.class)
public final class Models {
  private final InferenceService service;
  private final VersionedInference versioned;
  private final ModelCatalog catalog;

  @Activate
  public Models(@Reference InferenceService service, @Reference VersionedInference versioned, @Reference ModelCatalog catalog) {
    this.service = service;
    this.versioned = versioned;
    this.catalog = catalog;
  }

  Optional<ModelDescription> describe(String model, Optional<String> version) {
    return version.isEmpty() ? service.describe(model) : versioned.describe(model, version.get());
  }

  InferenceResult infer(InferenceRequest request, Optional<String> version) {
    return version.isEmpty() ? service.infer(request) : versioned.infer(request, version.get());
  }

  /** Whether that version gets no calls because it failed several times in a row; told of the active one. */
  boolean isSuspended(ModelDescription description) {
    return catalog.detail(description.identity().name()).filter(detail -> detail.status().identity().equals(description.identity())).map(detail -> detail.use().suspended()).orElse(false);
  }

  /** Those of the name that answer, the active one first. */
  List<ModelStatus> answering(String model) {
    return catalog.models().stream().filter(status -> status.identity().name().equals(model) && status.state() != ModelStatus.State.STAGED)
        .sorted((a, b) -> Boolean.compare(b.state() == ModelStatus.State.ACTIVE, a.state() == ModelStatus.State.ACTIVE)).toList();
  }
}
