package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.inference.GoldenRun;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelDetail;
import io.sallyport.inference.ModelStatus;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells of the registry's models. Thread-safe. */
@Component(service = ModelCatalog.class)
public final class ModelCatalogImpl implements ModelCatalog {
  private static final double NANOS_PER_MICRO = 1e3;

  private final ModelRegistry registry;
  private final Router router;
  private final InferenceService service;

  @Activate
  public ModelCatalogImpl(@Reference ModelRegistry registry, @Reference Router router, @Reference InferenceService service) {
    this.registry = registry;
    this.router = router;
    this.service = service;
  }

  @Override
  public List<ModelStatus> models() {
    Set<String> active = active();
    return registry.all().stream().map(model -> status(model, active))
        .sorted(Comparator.comparing((ModelStatus status) -> status.identity().name()).thenComparing(status -> status.identity().version())).toList();
  }

  private Set<String> active() {
    return router.active().stream().map(PackageVersion::digest).collect(Collectors.toSet());
  }

  private static ModelStatus status(ServedModel model, Set<String> active) {
    Figures figures = model.figures();
    return new ModelStatus(model.description().identity(),
        active.contains(model.description().identity().digest()) ? ModelStatus.State.ACTIVE : ModelStatus.State.STAGED,
        model.document().format(), model.runtime(), figures.calls(), figures.errors(), figures.refusals(),
        figures.latency().quantile(0.5) / NANOS_PER_MICRO, figures.latency().quantile(0.99) / NANOS_PER_MICRO);
  }

  @Override
  public Optional<ModelDetail> detail(String name) {
    Set<String> active = active();
    return find(name).map(model -> new ModelDetail(status(model, active), model.description(), model.document().sha256(), model.card(), model.golden().vectors().size()));
  }

  /** The active version of the name, else any loaded one. */
  private Optional<ServedModel> find(String name) {
    Set<String> active = active();
    return registry.all().stream().filter(model -> model.description().identity().name().equals(name))
        .min(Comparator.comparing(model -> !active.contains(model.description().identity().digest())));
  }

  private ServedModel required(String name) {
    return find(name).orElseThrow(() -> Refusals.noSuch("no loaded model has this name", name));
  }

  @Override
  public GoldenRun runGolden(String name, int vector) {
    ServedModel model = required(name);
    List<GoldenVector> vectors = model.golden().vectors();
    if (vector < 0 || vector >= vectors.size()) {
      throw Refusals.noSuch("the model has golden vectors 0 to " + (vectors.size() - 1) + ", not " + vector, name);
    }
    GoldenVector chosen = vectors.get(vector);
    InferenceResult result = service.infer(new InferenceRequest(name, chosen.inputs(), "golden-" + UUID.randomUUID()));
    if (result instanceof InferenceResult.Refused refused) {
      throw new RefusedException(new Refusal(refused.code(), refused.what(), name, refused.next()));
    }
    InferenceResult.Answer answer = (InferenceResult.Answer) result;
    if (!answer.model().equals(model.description().identity())) {
      throw Refusals.noSuch("the model was swapped just now; run the vector again", name);
    }
    return new GoldenRun(answer.model(), vector, chosen.what(), model.golden().tolerance(), chosen.compare(answer.outputs()), answer.nanos());
  }

  @Override
  public LoadReport run(Load load) {
    LoadRun.check(load);
    String correlation = "bench-" + UUID.randomUUID();
    List<InferenceRequest> requests = required(load.model()).golden().vectors().stream()
        .map(vector -> new InferenceRequest(load.model(), vector.inputs(), correlation)).toList();
    return new LoadRun(service).run(load, requests);
  }
}
