package io.sallyport.shell.model;

import io.sallyport.inference.Drift;
import io.sallyport.inference.DriftLimit;
import io.sallyport.shell.Reply;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How drift is shown. */
final class DriftForm {
  private static final List<String> COLUMNS = List.of("Feature", "Of", "PSI", "Limit", "KS", "Limit ", "Reference mean", "Mean", "Reference deviation", "Deviation", "Drift");

  private static final List<String> ASSET_COLUMNS = List.of("Asset", "Version", "Windows", "Filled", "Worst feature", "PSI", "Limit", "KS", "Limit ", "Drift");

  private DriftForm() {}

  /** With those of its assets, and the site's limits. */
  static Object json(Drift one, List<Drift> byAsset, List<DriftLimit> limits) {
    Map<String, Object> json = json(one);
    json.put("assets", byAsset.stream().filter(asset -> asset.identity().equals(one.identity())).map(DriftForm::json).toList());
    json.put("site_limits", limits.stream().map(DriftForm::json).toList());
    return json;
  }

  private static Map<String, Object> json(DriftLimit limit) {
    Map<String, Object> json = new LinkedHashMap<>();
    limit.feature().ifPresent(name -> json.put("feature", name));
    limit.asset().ifPresent(name -> json.put("asset", name));
    limit.psi().ifPresent(value -> json.put("psi_limit", value));
    limit.ks().ifPresent(value -> json.put("ks_limit", value));
    limit.refused().ifPresent(refusal -> json.put("refused", refusal.message()));
    return json;
  }

  static Map<String, Object> json(Drift one) {
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
    json.put("features", one.features().stream().map(DriftForm::json).toList());
    return json;
  }

  private static Map<String, Object> json(Drift.Feature feature) {
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

  static void print(Drift one, PrintStream out) {
    out.println(one.identity() + one.asset().map(asset -> " for " + asset).orElse("") + ": " + (one.features().isEmpty() ? "no full window of " + one.window() + " calls yet, " + one.filled() + " so far"
        : "window " + one.windows() + " of " + one.window() + " calls, " + one.from().orElseThrow() + " to " + one.to().orElseThrow())
        + one.drifting().map(since -> "; drift since " + since).orElse("; no drift"));
    if (!one.features().isEmpty()) {
      Reply.table(COLUMNS, one.features().stream().map(feature -> List.of(feature.name(), (feature.input() ? "input " : "output ") + feature.tensor(),
          three(feature.psi()), three(feature.psiLimit()), three(feature.ks()), three(feature.ksLimit()), four(feature.referenceMean()), four(feature.mean()),
          four(feature.referenceDeviation()), four(feature.deviation()), feature.over() ? "yes" : "")).toList(), "").text().accept(out);
    }
  }

  /** One line for each asset: how far its worst feature is. */
  static void printAssets(List<Drift> byAsset, PrintStream out) {
    if (!byAsset.isEmpty()) {
      Reply.table(ASSET_COLUMNS, byAsset.stream().map(DriftForm::row).toList(), "").text().accept(out);
    }
  }

  private static List<Object> row(Drift one) {
    Optional<Drift.Feature> worst = one.features().stream().max(Comparator.comparing(Drift.Feature::excess));
    return List.of(one.asset().filter(asset -> !asset.equals(Drift.OTHERS)).orElse("(others)"), one.identity().version(), one.windows(), one.filled() + " of " + one.window(),
        worst.map(Drift.Feature::name).orElse("–"), worst.map(feature -> three(feature.psi())).orElse("–"), worst.map(feature -> three(feature.psiLimit())).orElse("–"),
        worst.map(feature -> three(feature.ks())).orElse("–"), worst.map(feature -> three(feature.ksLimit())).orElse("–"), one.drifting().map(since -> "since " + since).orElse(""));
  }

  static void printLimits(List<DriftLimit> limits, PrintStream out) {
    limits.forEach(limit -> out.println("Limits of the site: " + limit + limit.refused().map(refusal -> " – not used: " + refusal.message()).orElse("")));
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String four(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
