package io.sallyport.models.radiator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains every design and writes what is packaged. Run: {@code Train DATA OUT}, one thread, in a JVM of its own. */
public final class Train {
  private static final int LONGEST_EPISODE = 40;
  private static final int PARITY_WINDOWS = 500;

  private Train() {}

  public static void main(String[] args) {
    ShuttleData data = ShuttleData.read(Path.of(args[0]));
    for (Design design : Design.ALL) {
      train(data, design, Path.of(args[1]).resolve(design.version()));
    }
  }

  private static void train(ShuttleData data, Design design, Path folder) {
    List<Row> rows = data.normal(Split.TRAINING);
    Scale scale = Scale.of(rows);
    try (Training training = new Training(design)) {
      training.train(examples(rows, design, scale));
      byte[] onnx = OnnxFile.write(design, scale, training.layers());
      float[][] validation = Windows.over(data.normal(Split.VALIDATION));
      try (OnnxRun exported = new OnnxRun(onnx)) {
        double parity = Parity.check(training, design, scale, exported, spread(validation));
        double threshold = Metrics.threshold(exported.scores(validation));
        Metrics tuning = measure(Replay.everything(data, Split.VALIDATION, LONGEST_EPISODE), exported, threshold, design);
        Metrics test = measure(Replay.everything(data, Split.TEST, LONGEST_EPISODE), exported, threshold, design);
        Metrics demo = measure(Replay.demo(data), exported, threshold, design);
        System.out.println(design.version() + " parity " + parity + "\n validation " + tuning + "\n test " + test + "\n demo " + demo);
        new PackageFiles(folder, design, scale).write(onnx, golden(data, training, design, scale), Reference.of(design, validation, exported), parity, test, demo);
      }
    }
  }

  private static Metrics measure(Replay replay, OnnxRun exported, double threshold, Design design) {
    float[][] windows = Windows.over(replay.entries().stream().map(Replay.Entry::row).toList());
    return Metrics.of(replay, exported.scores(windows), threshold, design.newest());
  }

  private static float[][] examples(List<Row> rows, Design design, Scale scale) {
    float[][] raw = Windows.over(rows);
    if (design.perRow()) {
      raw = new float[rows.size()][Row.SIGNALS];
      for (int i = 0; i < raw.length; i++) {
        for (int signal = 0; signal < Row.SIGNALS; signal++) {
          raw[i][signal] = rows.get(i).values()[signal];
        }
      }
    }
    for (int i = 0; i < raw.length; i++) {
      raw[i] = scale.standardise(raw[i]);
    }
    return raw;
  }

  private static float[][] spread(float[][] windows) {
    float[][] some = new float[PARITY_WINDOWS][];
    for (int i = 0; i < some.length; i++) {
      some[i] = windows[i * (windows.length / some.length)];
    }
    return some;
  }

  /** Windows of test rows with PyTorch's answers: four normal, one of each frequent fault, one at an onset, one of extremes. */
  private static List<Golden> golden(ShuttleData data, Training training, Design design, Scale scale) {
    List<float[]> windows = new ArrayList<>();
    List<String> what = new ArrayList<>();
    List<Row> normal = data.normal(Split.TEST);
    for (int i = 0; i < 4; i++) {
      windows.add(Windows.over(normal.subList(i * 1000, i * 1000 + Windows.LENGTH))[0]);
      what.add("normal");
    }
    for (String label : List.of("High", "Bypass", "Fpv.Open", "Fpv.Close")) {
      windows.add(Windows.over(data.fault(Split.TEST, label).subList(0, Windows.LENGTH))[0]);
      what.add(label);
    }
    List<Row> onset = new ArrayList<>(normal.subList(5000, 5000 + Windows.LENGTH / 2));
    onset.addAll(data.fault(Split.TEST, "Bypass").subList(0, Windows.LENGTH / 2));
    windows.add(Windows.over(onset)[0]);
    what.add("onset of Bypass");
    float[] extremes = windows.get(0).clone();
    for (int i = 0; i < extremes.length; i += 7) {
      extremes[i] = i % 2 == 0 ? 30_000 : -30_000;
    }
    windows.add(extremes);
    what.add("normal with extremes that the model clips");
    List<Golden> golden = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      golden.add(new Golden(what.get(i), windows.get(i), Parity.reference(training, design, scale, windows.get(i))));
    }
    return golden;
  }
}
