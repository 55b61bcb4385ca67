package io.sallyport.shell.model;

import io.sallyport.inference.Drift;
import io.sallyport.inference.DriftLimit;
import io.sallyport.shell.Reply;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How drift is shown. */
final class DriftForm {
  private static final List<String> COLUMNS = List.of("Feature", "Of", "PSI", "Limit", "KS", "Limit ", "Reference mean", "Mean", "Reference deviation", "Deviation", "Drift");

  private static final List<String> ASSET_COLUMNS = List.of("Asset", "Version", "Windows", "Filled", "Worst feature", "PSI", "Limit", "KS", "Limit ", "Drift");

  private DriftForm() {}

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
