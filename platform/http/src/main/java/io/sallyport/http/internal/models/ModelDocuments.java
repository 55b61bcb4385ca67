package io.sallyport.http.internal.models;

import io.sallyport.inference.Comparison;
import io.sallyport.inference.Drift;
import io.sallyport.inference.Histogram;
import io.sallyport.inference.ModelDetail;
import io.sallyport.inference.ModelMetrics;
import io.sallyport.inference.ModelStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is told of models, as JSON. */
final class ModelDocuments {
  private ModelDocuments() {}

  static Map<String, Object> status(ModelStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", status.identity().name());
    json.put("version", status.identity().version());
    json.put("digest", status.identity().digest());
    json.put("state", status.state().name().toLowerCase(Locale.ROOT));
    status.traffic().ifPresent(traffic -> json.put("traffic", Map.of("mode", traffic.mode().name().toLowerCase(Locale.ROOT), "percent", traffic.percent(),
        "assets", traffic.assets().stream().sorted().toList())));
    json.put("format", status.format());
    json.put("runtime", status.runtime());
    return json;
  }

  static Map<String, Object> detail(ModelDetail detail) {
    Map<String, Object> json = status(detail.status());
    json.put("weights_sha256", detail.weightsSha256());
    json.put("golden_vectors", detail.goldenVectors());
    json.put("parameters", detail.description().parameters());
    json.put("card", detail.card());
    detail.cardData().ifPresent(data -> json.put("card_data", data));
    return json;
  }

  static Map<String, Object> metrics(ModelMetrics metrics) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", metrics.identity().version());
    json.put("state", metrics.state().name().toLowerCase(Locale.ROOT));
    json.put("calls", metrics.calls());
    json.put("errors", metrics.errors());
    json.put("refused", metrics.refused());
    json.put("strays", metrics.strays());
    json.put("calls_per_second", metrics.callsPerSecond());
    json.put("latency_micros", Map.of("p50", metrics.medianMicros(), "p99", metrics.p99Micros(), "p999", metrics.p999Micros()));
    return json;
  }

  static Map<String, Object> drift(Drift drift) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", drift.identity().version());
    json.put("window", drift.window());
    json.put("windows", drift.windows());
    drift.drifting().ifPresent(since -> json.put("drifting_since", since.toString()));
    json.put("features", drift.windows() == 0 ? List.of() : drift.features().stream().map(ModelDocuments::feature).toList());
    return json;
  }

  private static Map<String, Object> feature(Drift.Feature feature) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", feature.name());
    json.put("psi", feature.psi());
    json.put("psi_limit", feature.psiLimit());
    json.put("ks", feature.ks());
    json.put("ks_limit", feature.ksLimit());
    json.put("over", feature.over());
    return json;
  }

  static Map<String, Object> comparison(Comparison comparison) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("active", comparison.active().version());
    json.put("candidate", comparison.candidate().version());
    json.put("since", comparison.since().toString());
    json.put("until", comparison.until().toString());
    json.put("compared", comparison.compared());
    json.put("dropped", comparison.dropped());
    json.put("refused", comparison.refused());
    json.put("failed", comparison.failed());
    json.put("outputs", comparison.outputs().stream().map(ModelDocuments::output).toList());
    comparison.decisions().ifPresent(decisions -> json.put("decisions", Map.of("both", decisions.both(), "neither", decisions.neither(), "only_active", decisions.onlyActive(),
        "only_candidate", decisions.onlyCandidate(), "flips", decisions.flips())));
    json.put("mean_latency_micros", Map.of("active", micros(comparison.activeLatency()), "candidate", micros(comparison.candidateLatency())));
    return json;
  }

  private static Map<String, Object> output(Comparison.Output output) {
    return Map.of("name", output.name(), "values", output.values(), "mean", output.mean(), "largest", output.largest(), "incomparable", output.incomparable());
  }

  private static double micros(Histogram seconds) {
    return seconds.mean() * 1e6;
  }
}
