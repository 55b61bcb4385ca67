package io.sallyport.inference;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The models in memory. A service of the platform; thread-safe. */
@ProviderType
public interface ModelCatalog {
  /** All loaded versions, by name, then version. */
  List<ModelStatus> models();

  /** Figures of all loaded versions, in the order of {@link #models()}. */
  List<ModelMetrics> metrics();

  /** Comparisons of shadows with active versions, the latest first, over restarts; at most the last 32. */
  List<Comparison> comparisons();

  /** The model's candidate, if it is a shadow now and no call has come that it could be compared by. */
  Optional<ShadowWithoutCalls> shadowWithoutCalls(String model);

  /** Drift of the loaded versions whose packages have a reference, by name, then version. */
  List<Drift> drift();

  /** Drift of the calls for each asset of that model, version by version, then by asset; assets that are counted together come last. */
  List<Drift> assetDrift(String model);

  /** Limits of drift that the site has written for that model, whether they are used or refused. */
  List<DriftLimit> driftLimits(String model);

  /** The active version of the name, else any loaded one. */
  Optional<ModelDetail> detail(String name);

  /**
   * Runs a golden vector of the active version as an ordinary, audited call.
   *
   * @param vector from 0
   * @throws io.sallyport.trust.RefusedException if there is no such model or vector, or the call is refused
   */
  GoldenRun runGolden(String name, int vector);

  /**
   * Keeps the model busy with its golden vectors and measures; returns after the last thread ended. An interrupt ends it early
   * (the interrupt is kept).
   *
   * @throws io.sallyport.trust.RefusedException if there is no such model, or the load is out of range
   */
  LoadReport run(Load load);
}
