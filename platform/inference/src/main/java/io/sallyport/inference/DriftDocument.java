package io.sallyport.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drift of a version as JSON: the document that console and HTTP give. */
public final class DriftDocument {
  private DriftDocument() {}

  /** With those of its assets, and the site's limits. */
  public static Map<String, Object> of(Drift one, List<Drift> byAsset, List<DriftLimit> limits) {
    Map<String, Object> json = of(one);
    json.put("assets", byAsset.stream().filter(asset -> asset.identity().equals(one.identity())).map(DriftDocument::of).toList());
    json.put("site_limits", limits.stream().map(DriftDocument::limit).toList());
    return json;
  }

  private static Map<String, Object> limit(DriftLimit limit) {
    Map<String, Object> json = new LinkedHashMap<>();
    limit.feature().ifPresent(name -> json.put("feature", name));
    limit.asset().ifPresent(name -> json.put("asset", name));
    limit.psi().ifPresent(value -> json.put("psi_limit", value));
    limit.ks().ifPresent(value -> json.put("ks_limit", value));
    limit.refused().ifPresent(refusal -> json.put("refused", refusal.message()));
    return json;
  }

  public static Map<String, Object> of(Drift one) {
    Map<String, Object> json = new LinkedHashMap<>();
    one.asset().ifPresent(asset -> json.put("asset", asset));
    json.put("name", one.identity().name());
    json.put("version", one.identity().version());
    json.put("digest", one.identity().digest());
    json.put("window", one.window());
    json.put("filled", one.filled());
    json.put("windows", one.windows());
    json.put("skipped", one.skipped());
    one.from().ifPresent(time -> json.put("from", time.toString()));
    one.to().ifPresent(time -> json.put("to", time.toString()));
    json.put("drifting", one.drifting().isPresent());
    one.drifting().ifPresent(time -> json.put("since", time.toString()));
    json.put("features", one.features().stream().map(DriftDocument::feature).toList());
    return json;
  }

  private static Map<String, Object> feature(Drift.Feature feature) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", feature.name());
    json.put(feature.input() ? "input" : "output", feature.tensor());
    json.put("psi", feature.psi());
    json.put("psi_limit", feature.psiLimit());
    json.put("ks", feature.ks());
    json.put("ks_limit", feature.ksLimit());
    json.put("reference_mean", feature.referenceMean());
    json.put("mean", feature.mean());
    json.put("reference_deviation", feature.referenceDeviation());
    json.put("deviation", feature.deviation());
    json.put("over", feature.over());
    return json;
  }
}
