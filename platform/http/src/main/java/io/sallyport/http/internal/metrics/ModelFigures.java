package io.sallyport.http.internal.metrics;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.inference.Drift;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The models' part of the page. */
final class ModelFigures {
  private final ModelCatalog catalog;

  ModelFigures(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  void write(PrometheusText page) {
    List<ModelMetrics> models = catalog.metrics();
    page.head("sallyport_model_state", "gauge", "1 for the state in which a loaded version is");
    models.forEach(one -> page.sample("sallyport_model_state", with(labels(one.identity()), "state", one.state().name().toLowerCase(Locale.ROOT)), 1));
    each(page, models, "sallyport_model_calls_total", "counter", "Answers given since the version was loaded", ModelMetrics::calls);
    each(page, models, "sallyport_model_errors_total", "counter", "Runs that failed by the version's own fault", ModelMetrics::errors);
    each(page, models, "sallyport_model_refused_total", "counter", "Calls refused for their inputs", ModelMetrics::refused);
    each(page, models, "sallyport_model_strays_total", "counter", "Answers with outputs beyond the range of the golden vectors", ModelMetrics::strays);
    each(page, models, "sallyport_model_calls_per_second", "gauge", "Answers a second over the last minute", ModelMetrics::callsPerSecond);
    page.head("sallyport_model_latency_seconds", "histogram", "Time in the engine");
    models.forEach(one -> page.histogram("sallyport_model_latency_seconds", labels(one.identity()), one.latency()));
    drift(page, catalog.drift());
  }

  private static void each(PrometheusText page, List<ModelMetrics> models, String name, String type, String help, ToDoubleFunction<ModelMetrics> value) {
    page.head(name, type, help);
    models.forEach(one -> page.sample(name, labels(one.identity()), value.applyAsDouble(one)));
  }

  private static void drift(PrometheusText page, List<Drift> drifts) {
    page.head("sallyport_model_drifting", "gauge", "1 while a limit of drift is passed");
    drifts.forEach(one -> page.sample("sallyport_model_drifting", labels(one.identity()), one.drifting().isPresent() ? 1 : 0));
    features(page, drifts, "sallyport_model_drift_psi", "Population stability index of the last full window", Drift.Feature::psi);
    features(page, drifts, "sallyport_model_drift_ks", "Largest distance of the cumulative distributions of the last full window", Drift.Feature::ks);
  }

  private static void features(PrometheusText page, List<Drift> drifts, String name, String help, ToDoubleFunction<Drift.Feature> value) {
    page.head(name, "gauge", help);
    for (Drift drift : drifts) {
      if (drift.windows() > 0) {
        drift.features().forEach(feature -> page.sample(name, with(labels(drift.identity()), "feature", feature.name()), value.applyAsDouble(feature)));
      }
    }
  }

  private static Map<String, String> labels(ModelIdentity identity) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("model", identity.name());
    labels.put("version", identity.version());
    return labels;
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    labels.put(name, value);
    return labels;
  }
}
