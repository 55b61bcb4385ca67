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
import io.sallyport.trust.site.PackageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs model packages for provision: load, prove by golden vectors, watch, close. Thread-safe. */
@Component(service = PackageRuntime.class)
public final class ModelRuntime implements PackageRuntime {
  private final ModelRegistry registry;
  private final ModelLoader loader;
  private final CandidateRecords records;
  /** Versions that were loaded again after a start and go on with figures that were kept. */
  private final Set<String> goingOn = ConcurrentHashMap.newKeySet();

  @Activate
  public ModelRuntime(@Reference ModelRegistry registry, @Reference Engines engines, @Reference Capacity capacity, @Reference Reproofs reproofs, @Reference Trials trials,
      @Reference CandidateRecords records, @Reference DriftLimits limits) {
    this.registry = registry;
    this.records = records;
    this.loader = new ModelLoader(engines, capacity, reproofs, trials, registry::memory, limits);
  }

  @Override
  public Set<PackageKind> kinds() {
    return Set.of(PackageKind.MODEL);
  }

  /** Does nothing if the version is loaded already. */
  @Override
  public void stage(StagedPackage staged) {
    ServedModel model = loaded(staged, true);
    if (model.loaded() instanceof RemoteServing remote) {
      remote.configured();
    }
  }

  private ServedModel loaded(StagedPackage staged, boolean fresh) {
    Optional<ServedModel> known = registry.find(staged.version().digest());
    if (known.isPresent()) {
      return known.get();
    }
    ServedModel model = loader.load(staged, fresh);
    if (!fresh && records.resume(model)) {
      goingOn.add(staged.version().digest());
    }
    registry.put(model);
    return model;
  }

  /** What runs elsewhere may be away: it is loaded all the same, and callers are let in once it is proved. */
  @Override
  public List<CheckResult> resume(StagedPackage staged) {
    if (loaded(staged, false).loaded() instanceof RemoteServing remote) {
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
    try {
      return compare(model, deadline, vector, tolerance, name);
    } catch (EngineException e) {
      return new CheckResult(name, false, e.getMessage(), expected(tolerance));
    }
  }

  /** @throws EngineException if there is no answer */
  static CheckResult compare(LoadedModel model, Duration deadline, GoldenVector vector, double tolerance, String name) {
    List<GoldenRun.Difference> differences = vector.compare(model.run(vector.inputs(), System.nanoTime() + deadline.toNanos()));
    double worst = differences.stream().mapToDouble(GoldenRun.Difference::difference).max().orElse(Double.POSITIVE_INFINITY);
    return new CheckResult(name, worst <= tolerance, "largest relative difference " + worst, expected(tolerance));
  }

  static String expected(double tolerance) {
    return "largest relative difference at most " + tolerance;
  }

  @Override
  public void activate(PackageVersion version) {
    ServedModel model = model(version);
    if (!goingOn.remove(version.digest())) {
      model.figures().activated();
      records.begin(version);
    }
  }

  @Override
  public void deactivate(PackageVersion version) {}

  @Override
  public void retire(PackageVersion version) {
    registry.remove(version.digest());
  }

  @Override
  public RuntimeHealth health(PackageVersion version) {
    return registry.find(version.digest()).map(model -> health(Standing.of(model, records.trouble(version))))
        .orElseGet(() -> new RuntimeHealth(false, 0, 0, "the version is not loaded"));
  }

  private static RuntimeHealth health(Standing standing) {
    return new RuntimeHealth(standing.trouble().isEmpty(), standing.since().calls(), standing.since().errors(), standing.trouble().map(why -> why + "; ").orElse("") + standing.counts());
  }

  private ServedModel model(PackageVersion version) {
    return registry.find(version.digest()).orElseThrow(() -> Refusals.notLoaded(version.toString()));
  }
}
