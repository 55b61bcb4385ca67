package io.sallyport.models.radiator;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The model card: what a version is, what it was made from, how well it does and where it fails. */
final class ModelCard {
  private final Design design;
  private final Scale scale;
  private final double parity;
  private final Metrics test;
  private final Metrics demo;

  ModelCard(Design design, Scale scale, double parity, Metrics test, Metrics demo) {
    this.design = design;
    this.scale = scale;
    this.parity = parity;
    this.test = test;
    this.demo = demo;
  }

  String text() {
    return String.format(Locale.ROOT, """
        # radiator-anomaly %s

        Tells whether nine radiator signals look normal: an autoencoder, static and deterministic (it does not learn in operation).

        ## Data
        Statlog (Shuttle), NASA, UCI Machine Learning Repository, CC BY 4.0; taken from Debian `r-cran-mlbench` 2.1-6: 58 000 real rows of nine signals with a class. `Rad.Flow` (79 %%) is normal, six other classes are faults.
        - The donors shuffled the rows before publishing. A window of neighbouring rows is therefore *not* a stretch of time, only %d samples of one state, and no claim is made about how faults begin.
        - The data set's description calls its first attribute a time. It is used as V1, a signal like the others, as is common with this data set.
        - V7, V8 and V9 are nearly V3 − V1, V3 − V5 and V8 − V7: nine signals, about six degrees of freedom. Units are undocumented.
        - No two rows are alike, so splitting by row number separates the splits: training has normal rows only (numbers ending in 0 … 5), validation those ending in 6, 7 and fault rows with even numbers, test those ending in 8, 9 and fault rows with odd numbers.

        ## Model
        %s
        Inputs are standardised (mean and deviation of the training rows without their outermost hundredths) and clipped to ± %.0f deviations inside the model. `score` is the mean squared standardised reconstruction error of the newest %d rows.
        `threshold` %.4f is the %.1f %% quantile of the score over normal validation windows.
        Trained for %d passes, batches of %d, Adam from %.0e, seed %d, noise %.2f, on one thread (DJL 0.36.0, PyTorch 2.7.1); exported to ONNX; largest difference to PyTorch over 500 windows %.1e (relative to max(1, value)).

        ## Results on test rows
        Every test row once, fault rows in episodes of up to 40 between normal stretches. A window is normal if none of its rows is a fault row, a fault window if its newest %d rows all are.
        Area under the ROC curve: **%.5f**. False alarms: **%.3f %%** of %d normal windows.

        | class | fault windows found | episodes found | median rows to the alarm |
        |---|---|---|---|
        %s

        In the replay of the demo (test rows too):

        | class | fault windows found | episodes found | median rows to the alarm |
        |---|---|---|---|
        %s

        False alarms there: %.3f %% of %d normal windows.

        ## Limits
        - Neighbouring windows share rows, so the counts of windows are not independent. `Bpv.Open`, `Bpv.Close` and `Fpv.Close` have a handful of test rows: their figures say little.
        - `High` differs little from normal row by row; it is found by the mean over several rows, so a short spell of it may be missed.
        - A rare value of one signal, clipped, counts at most as much as %.0f deviations do: single outliers seldom raise an alarm. That is intended.
        - This data set is known to be easy to separate: expect less elsewhere. Trained on one orbiter's radiator long ago; for another plant, retrain.
        - Not for decisions about safety: an alarm is a reason to look, silence is no proof of health.
        """, design.version(), Windows.LENGTH, architecture(), Scale.CLIP, design.newest(), test.threshold(), Metrics.QUANTILE * 100,
        design.epochs(), design.batch(), design.learningRate(), design.seed(), design.noise(), parity, design.newest(), test.area(),
        test.falseAlarms() * 100, test.normalWindows(), rows(test), rows(demo), demo.falseAlarms() * 100, demo.normalWindows(), Scale.CLIP);
  }

  private String architecture() {
    String widths = IntStream.range(0, design.hidden().size()).mapToObj(i -> design.hidden().get(i) + (i == design.codeLayer() ? " (the code)" : ""))
        .collect(Collectors.joining(" – "));
    return (design.perRow() ? "Each row of the window goes through the same dense network" : "The whole window, as one vector, goes through a dense network")
        + " " + design.width() + " – " + widths + " – " + design.width() + ", rectified but for the code and the output.";
  }

  private static String rows(Metrics metrics) {
    return metrics.classes().entrySet().stream().filter(entry -> entry.getValue().episodes() > 0).map(entry -> {
      Metrics.FaultClass one = entry.getValue();
      return String.format(Locale.ROOT, "| %s | %s | %d of %d | %s |", entry.getKey(),
          one.windows() == 0 ? "–" : String.format(Locale.ROOT, "%.1f %% of %d", one.windowsFound() * 100, one.windows()),
          one.episodesFound(), one.episodes(), one.medianDelay() < 0 ? "–" : Integer.toString(one.medianDelay()));
    }).collect(Collectors.joining("\n"));
  }
}
