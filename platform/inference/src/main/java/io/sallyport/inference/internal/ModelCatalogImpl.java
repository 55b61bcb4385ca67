package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.inference.Comparison;
import io.sallyport.inference.Drift;
import io.sallyport.inference.DriftLimit;
import io.sallyport.inference.GoldenRun;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelDetail;
import io.sallyport.inference.ModelMetrics;
import io.sallyport.inference.ModelStatus;
import io.sallyport.inference.ModelUse;
import io.sallyport.inference.ShadowWithoutCalls;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.PackageKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells of the registry's models. Thread-safe. */
@Component(service = ModelCatalog.class)
public final class ModelCatalogImpl implements ModelCatalog {
  private static final double NANOS_PER_MICRO = 1e3;
  /** A canary takes its share of correlations, so that a load on it needs many. */
  private static final int MOST_CORRELATIONS = 1_000;

  private static final Comparator<ModelIdentity> ORDER = Comparator.comparing(ModelIdentity::name).thenComparing(ModelIdentity::version);

  private final ModelRegistry registry;
  private final Router router;
  private final InferenceServiceImpl service;
  private final DriftLimits limits;

  @Activate
  public ModelCatalogImpl(@Reference ModelRegistry registry, @Reference Router router, @Reference InferenceServiceImpl service, @Reference DriftLimits limits) {
    this.registry = registry;
    this.router = router;
    this.service = service;
    this.limits = limits;
  }

  /** With the packages' limits of drift. */
  ModelCatalogImpl(ModelRegistry registry, Router router, InferenceServiceImpl service) {
    this(registry, router, service, new DriftLimits(0));
  }

  @Override
  public List<ModelStatus> models() {
    Set<String> active = active();
    return registry.all().stream().map(model -> status(model, active)).sorted(Comparator.comparing(ModelStatus::identity, ORDER)).toList();
  }

  private Set<String> active() {
    return router.active().stream().map(PackageVersion::digest).collect(Collectors.toSet());
  }

  private ModelStatus status(ServedModel model, Set<String> active) {
    Figures figures = model.figures();
    return new ModelStatus(model.description().identity(), state(model, active), traffic(model), model.document().format(), runtime(model), figures.calls(),
        figures.errors(), figures.refusals(), micros(figures, 0.5), micros(figures, 0.99),
        Standing.of(model, shadowTrouble(model)).trouble());
  }

  private Optional<String> shadowTrouble(ServedModel model) {
    ModelIdentity identity = model.description().identity();
    return service.shadow().trouble(new PackageVersion(identity.name(), PackageKind.MODEL, identity.version(), identity.digest()));
  }

  private ModelStatus.State state(ServedModel model, Set<String> active) {
    return active.contains(model.description().identity().digest()) ? ModelStatus.State.ACTIVE
        : traffic(model).isPresent() ? ModelStatus.State.CANDIDATE : ModelStatus.State.STAGED;
  }

  /** Of the candidate; empty for any other version. */
  private Optional<Traffic> traffic(ServedModel model) {
    ModelIdentity identity = model.description().identity();
    return router.traffic(identity.name()).filter(traffic -> traffic.candidate().digest().equals(identity.digest()));
  }

  private static double micros(Figures figures, double quantile) {
    return figures.latency().quantile(quantile) / NANOS_PER_MICRO;
  }

  @Override
  public List<ModelMetrics> metrics() {
    Set<String> active = active();
    return registry.all().stream().map(model -> metrics(model, active)).sorted(Comparator.comparing(ModelMetrics::identity, ORDER)).toList();
  }

  private ModelMetrics metrics(ServedModel model, Set<String> active) {
    Figures figures = model.figures();
    return new ModelMetrics(model.description().identity(), state(model, active), figures.calls(), figures.errors(), figures.refusals(), figures.strays(),
        figures.buckets().histogram(), micros(figures, 0.5), micros(figures, 0.99), micros(figures, 0.999), figures.callsPerSecond());
  }

  @Override
  public List<Comparison> comparisons() {
    return service.shadow().comparisons();
  }

  @Override
  public Optional<ShadowWithoutCalls> shadowWithoutCalls(String model) {
    return router.active().stream().filter(version -> version.kind() == PackageKind.MODEL && version.name().equals(model)).findFirst().flatMap(service.shadow()::withoutCalls);
  }

  @Override
  public List<Drift> drift() {
    return registry.all().stream().flatMap(model -> model.drift().stream()).map(DriftWatch::drift).sorted(Comparator.comparing(Drift::identity, ORDER)).toList();
  }

  @Override
  public List<Drift> assetDrift(String model) {
    return watches(model).flatMap(watch -> watch.byAsset().stream()).sorted(Comparator.comparing(Drift::identity, ORDER)).toList();
  }

  @Override
  public List<DriftLimit> driftLimits(String model) {
    List<String> features = watches(model).flatMap(watch -> watch.names().stream()).toList();
    return limits.all().stream().filter(one -> one.model().equals(model))
        .map(one -> one.refused().isPresent() || one.feature().map(features::contains).orElse(true) ? one : one.refused(Refusals.driftLimitOfNothing(one.toString()))).toList();
  }

  private Stream<DriftWatch> watches(String model) {
    return registry.all().stream().filter(one -> one.description().identity().name().equals(model)).flatMap(one -> one.drift().stream());
  }

  @Override
  public Optional<ModelDetail> detail(String name) {
    Set<String> active = active();
    return find(name).map(model -> new ModelDetail(status(model, active), model.description(), model.document().sha256(), model.card(), model.cardData(),
        model.golden().vectors().size(), new ModelUse(model.deadline(), model.lanes().concurrency(), model.lanes().batch(), model.memory(), model.breaker().isOpen())));
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
    String version = model.description().identity().version();
    InferenceResult result = service.infer(new InferenceRequest(name, chosen.inputs(), "golden-" + UUID.randomUUID()), version, false);
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
    List<GoldenVector> vectors = required(load.model()).golden().vectors();
    int correlations = router.traffic(load.model()).isPresent() ? MOST_CORRELATIONS : 1;
    List<InferenceRequest> requests = new ArrayList<>();
    for (int i = 0; i < correlations; i++) {
      for (GoldenVector vector : vectors) {
        requests.add(new InferenceRequest(load.model(), vector.inputs(), correlations == 1 ? correlation : correlation + "-" + i));
      }
    }
    return new LoadRun(service.withMadeUpInputs()).run(load, requests);
  }

  /** With the address, for a model that runs elsewhere: the site may change it. */
  private static String runtime(ServedModel model) {
    return model.loaded() instanceof RemoteServing remote ? model.runtime() + ", " + remote.path() : model.runtime();
  }
}
