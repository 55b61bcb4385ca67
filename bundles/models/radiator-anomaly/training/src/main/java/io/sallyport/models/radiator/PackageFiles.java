package io.sallyport.models.radiator;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what training makes of a version: {@code model.onnx model.json golden.json reference.json model-card.md model-card.json metrics.json}. */
final class PackageFiles {
  static final String NAME = "radiator-anomaly";

  private final Path folder;
  private final Design design;
  private final Scale scale;

  PackageFiles(Path folder, Design design, Scale scale) {
    this.folder = folder;
    this.design = design;
    this.scale = scale;
  }

  void write(byte[] onnx, List<Golden> golden, Map<String, Object> reference, double parity, Metrics test, Metrics demo) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), onnx);
      text("model.json", Json.pretty(model(onnx, test.threshold())));
      text("golden.json", compact(golden(golden)));
      text("reference.json", compact(reference));
      Map<String, Object> metrics = ordered("threshold", test.threshold(), "test", metrics(test), "demo", metrics(demo));
      text("metrics.json", Json.pretty(metrics));
      text("model-card.json", Json.pretty(CardData.of(design, JsonObject.of(metrics))));
      text("model-card.md", new ModelCard(design, scale, parity, test, demo).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String compact(Map<String, Object> json) {
    return new String(Json.write(json), StandardCharsets.UTF_8) + "\n";
  }

  private void text(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Map<String, Object> model(byte[] onnx, double threshold) {
    return ordered("schema", "sallyport.model/1", "name", NAME, "version", design.version(), "format", "onnx",
        "file", "model.onnx", "sha256", Digests.sha256(onnx),
        "inputs", List.of(spec("window", 1, Windows.LENGTH, Row.SIGNALS)),
        "outputs", List.of(spec("reconstruction", 1, Windows.LENGTH, Row.SIGNALS), spec("score", 1, 1)),
        "golden", "golden.json", "card", "model-card.md", "cardData", "model-card.json", "reference", "reference.json",
        "parameters", ordered("threshold", threshold, "newest", design.newest(), "mean", numbers(scale.mean()), "deviation", numbers(scale.deviation())));
  }

  private static Map<String, Object> spec(String name, Integer... shape) {
    return ordered("name", name, "type", "FP32", "shape", List.of(shape));
  }

  private static Map<String, Object> golden(List<Golden> golden) {
    List<Object> vectors = new ArrayList<>();
    for (Golden one : golden) {
      vectors.add(ordered("what", one.what(), "inputs", ordered("window", numbers(one.window())),
          "outputs", ordered("reconstruction", numbers(one.output().reconstruction()), "score", numbers(new float[] {one.output().score()}))));
    }
    return ordered("tolerance", Parity.TOLERANCE, "vectors", vectors);
  }

  private static Map<String, Object> metrics(Metrics metrics) {
    Map<String, Object> classes = new LinkedHashMap<>();
    metrics.classes().forEach((label, one) -> classes.put(label, ordered("windows", one.windows(), "windowsFound", one.windowsFound(),
        "episodes", one.episodes(), "episodesFound", one.episodesFound(), "medianDelay", one.medianDelay())));
    return ordered("area", metrics.area(), "falseAlarms", metrics.falseAlarms(), "normalWindows", metrics.normalWindows(), "classes", classes);
  }

  /** The shortest decimals that mean the same floats. */
  static List<Object> numbers(float[] values) {
    List<Object> numbers = new ArrayList<>(values.length);
    for (float value : values) {
      numbers.add(value == (long) value ? (Object) (long) value : Double.valueOf(Float.toString(value)));
    }
    return numbers;
  }

  static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
