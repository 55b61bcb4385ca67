package io.sallyport.models.radiator;

import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The model card for machines: the same as {@link ModelCard} says, as {@code model-card.json}. */
final class CardData {
  private static final int ENOUGH_WINDOWS = 50;

  private CardData() {}

  /** @param metrics what {@code metrics.json} holds */
  static Map<String, Object> of(Design design, JsonObject metrics) {
    return PackageFiles.ordered("schema", "sallyport.model-card/1", "name", PackageFiles.NAME, "version", design.version(),
        "summary", "Autoencoder that tells whether nine radiator signals look normal",
        "intendedUse", "Raising an alarm for a person to look at, on a radiator that has the nine signals of the data set",
        "notFor", List.of("Decisions about safety: an alarm is a reason to look, silence is no proof of health", "Another plant, without retraining"),
        "deterministic", true, "learnsInOperation", false, "licence", "Apache-2.0",
        "inputs", List.of(tensor("window", List.of(1, Windows.LENGTH, Row.SIGNALS), "the newest 16 samples of V1 … V9, raw values, oldest first")),
        "outputs", List.of(tensor("reconstruction", List.of(1, Windows.LENGTH, Row.SIGNALS), "what the model makes of them, raw units"),
            tensor("score", List.of(1, 1), "how far the newest samples are from normal, dimensionless")),
        "data", List.of(PackageFiles.ordered("name", "Statlog (Shuttle)", "source", "NASA, UCI Machine Learning Repository; taken from Debian r-cran-mlbench 2.1-6",
            "licence", "CC BY 4.0", "use", "training on normal rows with numbers ending in 0 … 5, validation 6 and 7, test 8 and 9; fault rows in validation and test only")),
        "training", PackageFiles.ordered("method", design.perRow() ? "dense autoencoder, row by row" : "dense autoencoder over the whole window", "code", "bundles/models/radiator-anomaly/training",
            "seed", design.seed()),
        "metrics", metrics(metrics),
        "limits", List.of("The donors shuffled the rows: a window is 16 samples of one state, not a stretch of time",
            "A short spell of the class High may be missed; single outliers seldom raise an alarm",
            "The data set is easy to separate: expect less elsewhere"));
  }

  private static Map<String, Object> tensor(String name, List<Integer> shape, String description) {
    return PackageFiles.ordered("name", name, "type", "FP32", "shape", shape, "description", description);
  }

  private static List<Object> metrics(JsonObject json) {
    JsonObject test = json.object("test");
    List<Object> metrics = new ArrayList<>();
    metrics.add(metric("area under the ROC curve", test.number("area"), "test rows"));
    metrics.add(metric("false alarms", test.number("falseAlarms"), test.integer("normalWindows") + " normal windows of test rows"));
    JsonObject classes = test.object("classes");
    for (String label : Replay.FAULTS) {
      JsonObject one = classes.object(label);
      if (one.integer("windows") >= ENOUGH_WINDOWS) {
        metrics.add(metric("windows found of " + label, one.number("windowsFound"), one.integer("windows") + " fault windows of test rows"));
      }
    }
    return metrics;
  }

  private static Map<String, Object> metric(String name, double value, String on) {
    return PackageFiles.ordered("name", name, "value", value, "on", on);
  }
}
