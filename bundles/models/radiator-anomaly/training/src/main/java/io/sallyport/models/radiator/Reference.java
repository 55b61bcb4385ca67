package io.sallyport.models.radiator;

import io.sallyport.models.training.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the model's inputs and outputs look like on normal validation rows, for {@code reference.json}: of each window the newest value of
 * each signal, of its reconstruction, and the score. Bins hold about a twentieth each, as far as the values allow.
 */
final class Reference {
  private static final int WINDOW = 1_000;
  private static final double PSI = 0.25;
  private static final double KS = 0.2;

  private Reference() {}

  static Map<String, Object> of(Design design, float[][] windows, OnnxRun model) {
    float[][] signals = new float[Row.SIGNALS][windows.length];
    float[][] reconstructions = new float[Row.SIGNALS][windows.length];
    float[] scores = new float[windows.length];
    int newest = Windows.SIZE - Row.SIGNALS;
    for (int i = 0; i < windows.length; i++) {
      OnnxRun.Output output = model.run(windows[i]);
      scores[i] = output.score();
      for (int signal = 0; signal < Row.SIGNALS; signal++) {
        signals[signal][i] = windows[i][newest + signal];
        reconstructions[signal][i] = output.reconstruction()[newest + signal];
      }
    }
    List<Object> features = new ArrayList<>();
    for (int signal = 0; signal < Row.SIGNALS; signal++) {
      features.add(slice("V" + (signal + 1), "input", "window", signal, signals[signal]));
    }
    features.add(feature(head("score", "output", "score"), scores));
    for (int signal = 0; signal < Row.SIGNALS; signal++) {
      features.add(slice("V" + (signal + 1) + " reconstructed", "output", "reconstruction", signal, reconstructions[signal]));
    }
    return PackageFiles.ordered("schema", "sallyport.reference/1", "name", PackageFiles.NAME, "version", design.version(),
        "data", windows.length + " windows of " + Windows.LENGTH + " normal validation rows (numbers ending in 6 or 7)", "window", WINDOW,
        "limits", PackageFiles.ordered("psi", PSI, "ks", KS), "features", features);
  }

  private static Map<String, Object> slice(String name, String kind, String tensor, int signal, float[] values) {
    Map<String, Object> feature = head(name, kind, tensor);
    feature.put("axis", 2);
    feature.put("index", signal);
    return feature(feature, values);
  }

  private static Map<String, Object> head(String name, String kind, String tensor) {
    return new LinkedHashMap<>(PackageFiles.ordered("name", name, kind, tensor));
  }

  private static Map<String, Object> feature(Map<String, Object> feature, float[] values) {
    feature.put("take", "last");
    feature.putAll(Distribution.of(values).members());
    return feature;
  }
}
