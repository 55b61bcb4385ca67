package io.sallyport.inference.internal;

import io.sallyport.api.check.CheckResult;
import io.sallyport.inference.GoldenRun;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.PackageRuntime;
import io.sallyport.provision.runtime.RuntimeHealth;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.PackageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs model packages for provision: load, prove by golden vectors, watch, close. Thread-safe. */
@Component(service = PackageRuntime.class)
public final class ModelRuntime implements PackageRuntime {
  /** More failed runs than one in so many make a version unhealthy. */
  private static final long CALLS_PER_ERROR = 1_000;
  /** From so many answers on, a version most of whose outputs stray is unhealthy. */
  private static final long ENOUGH_CALLS = 20;

  private final ModelRegistry registry;
  private final ModelLoader loader;

  @Activate
  public ModelRuntime(@Reference ModelRegistry registry, @Reference Engines engines, @Reference Capacity capacity, @Reference Reproofs reproofs, @Reference DriftLimits limits) {
    this.registry = registry;
    this.loader = new ModelLoader(engines, capacity, reproofs, registry::memory, limits);
  }

  /** With the packages' limits of drift. */
  ModelRuntime(ModelRegistry registry, Engines engines, Capacity capacity, Reproofs reproofs) {
    this(registry, engines, capacity, reproofs, new DriftLimits(0));
  }

  @Override
  public Set<PackageKind> kinds() {
    return Set.of(PackageKind.MODEL);
  }

  /** Does nothing if the version is loaded already. */
  @Override
  public void stage(StagedPackage staged) {
    ServedModel model = loaded(staged);
    if (model.loaded() instanceof RemoteServing remote) {
      remote.configured();
    }
  }

  private ServedModel loaded(StagedPackage staged) {
    Optional<ServedModel> known = registry.find(staged.version().digest());
    if (known.isPresent()) {
      return known.get();
    }
    ServedModel model = loader.load(staged);
    registry.put(model);
    return model;
  }

  /** What runs elsewhere may be away: it is loaded all the same, and callers are let in once it is proved. */
  @Override
  public List<CheckResult> resume(StagedPackage staged) {
    if (loaded(staged).loaded() instanceof RemoteServing remote) {
      return remote.resume();
    }
    return prove(staged);
  }

  @Override
  public List<CheckResult> prove(StagedPackage staged) {
    ServedModel model = model(staged.version());
    if (model.loaded() instanceof RemoteServing remote) {
      return remote.prove();
    }
    List<CheckResult> results = new ArrayList<>();
    results.add(proveWeights(staged, model.document()));
    List<GoldenVector> vectors = model.golden().vectors();
    for (int i = 0; i < vectors.size(); i++) {
      results.add(prove(model.loaded(), model.deadline(), vectors.get(i), model.golden().tolerance(), "golden-vector-" + i));
    }
    return List.copyOf(results);
  }

  /** Of the installed bundle as it is now. */
  private static CheckResult proveWeights(StagedPackage staged, ModelDocument document) {
    String observed = Digests.sha256(ModelLoader.weights(staged, document));
    return new CheckResult("model-digest", observed.equals(document.sha256()), "SHA-256 " + observed, "SHA-256 " + document.sha256());
  }

  static CheckResult prove(LoadedModel model, Duration deadline, GoldenVector vector, double tolerance, String name) {
    String expected = "largest relative difference at most " + tolerance;
    try {
      List<GoldenRun.Difference> differences = vector.compare(model.run(vector.inputs(), System.nanoTime() + deadline.toNanos()));
      double worst = differences.stream().mapToDouble(GoldenRun.Difference::difference).max().orElse(Double.POSITIVE_INFINITY);
      return new CheckResult(name, worst <= tolerance, "largest relative difference " + worst, expected);
    } catch (EngineException e) {
      return new CheckResult(name, false, e.getMessage(), expected);
    }
  }

  @Override
  public void activate(PackageVersion version) {
    model(version).figures().activated();
  }

  @Override
  public void deactivate(PackageVersion version) {}

  @Override
  public void retire(PackageVersion version) {
    registry.remove(version.digest());
  }

  @Override
  public RuntimeHealth health(PackageVersion version) {
    return registry.find(version.digest()).map(ModelRuntime::health)
        .orElseGet(() -> new RuntimeHealth(false, 0, 0, "the version is not loaded"));
  }

  private static RuntimeHealth health(ServedModel model) {
    Figures.Since since = model.figures().sinceActivated();
    boolean failing = since.errors() * CALLS_PER_ERROR > since.calls();
    boolean straying = since.calls() >= ENOUGH_CALLS && since.strays() * 2 > since.calls();
    Optional<Refusal> trouble = model.loaded().trouble();
    if (trouble.isPresent()) {
      return new RuntimeHealth(false, since.calls(), since.errors(), trouble.get().message());
    }
    boolean suspended = model.breaker().isOpen();
    String detail = (suspended ? "suspended after " + Breaker.FAILURES + " failures in a row; " : "") + since.calls() + " answers, " + since.errors() + " failed, " + since.strays() + " with outputs beyond the range of the golden vectors";
    return new RuntimeHealth(!failing && !straying && !suspended, since.calls(), since.errors(), detail);
  }

  private ServedModel model(PackageVersion version) {
    return registry.find(version.digest()).orElseThrow(() -> Refusals.notLoaded(version.toString()));
  }
}
