package io.sallyport.shell.model;

import io.sallyport.inference.Drift;
import io.sallyport.shell.Reply;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How drift is shown. */
final class DriftForm {
  private static final List<String> COLUMNS = List.of("Feature", "Of", "PSI", "Limit", "KS", "Limit ", "Reference mean", "Mean", "Reference deviation", "Deviation", "Drift");

  private DriftForm() {}

  static Map<String, Object> json(Drift one) {
    Map<String, Object> json = new LinkedHashMap<>();
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
    out.println(one.identity() + ": " + (one.features().isEmpty() ? "no full window of " + one.window() + " calls yet, " + one.filled() + " so far"
        : "window " + one.windows() + " of " + one.window() + " calls, " + one.from().orElseThrow() + " to " + one.to().orElseThrow())
        + one.drifting().map(since -> "; drift since " + since).orElse("; no drift"));
    if (!one.features().isEmpty()) {
      Reply.table(COLUMNS, one.features().stream().map(feature -> List.of(feature.name(), (feature.input() ? "input " : "output ") + feature.tensor(),
          three(feature.psi()), three(feature.psiLimit()), three(feature.ks()), three(feature.ksLimit()), four(feature.referenceMean()), four(feature.mean()),
          four(feature.referenceDeviation()), four(feature.deviation()), feature.over() ? "yes" : "")).toList(), "").text().accept(out);
    }
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String four(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
