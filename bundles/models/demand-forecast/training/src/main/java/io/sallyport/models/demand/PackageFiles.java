package io.sallyport.models.demand;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes {@code model.onnx model.json golden.json model-card.md metrics.json package.json CHANGELOG.md}. */
final class PackageFiles {
  private final Path folder;
  private final Load load;
  private final Series series;
  private final Results results;

  PackageFiles(Path folder, Load load, Series series, Results results) {
    this.folder = folder;
    this.load = load;
    this.series = series;
    this.results = results;
  }

  void write(byte[] onnx, List<Golden> golden) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), onnx);
      text("model.json", Json.pretty(model(onnx)));
      text("golden.json", new String(Json.write(golden(golden)), StandardCharsets.UTF_8) + "\n");
      text("metrics.json", Json.pretty(results.json()));
      text("model-card.md", new ModelCard(load, series, results).text());
      text("package.json", Json.pretty(descriptor()));
      text("CHANGELOG.md", "# " + load.name() + " " + load.version() + "\nFitted to " + series.trainingWeeks() + " weeks; figures in the model card.\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void text(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Map<String, Object> model(byte[] onnx) {
    return ordered("schema", "sallyport.model/1", "name", load.name(), "version", load.version(), "format", "onnx",
        "file", "model.onnx", "sha256", Digests.sha256(onnx),
        "inputs", List.of(spec("history", 1, Series.HISTORY), spec("slot", 1, 1)),
        "outputs", List.of(spec("forecast", 1, Series.HORIZON), spec("bounds", 1, Intervals.LEVELS.length, Series.HORIZON)),
        "golden", "golden.json", "card", "model-card.md",
        "parameters", ordered("period_s", 24L * 3600 / Series.DAY, "levels", List.of(Intervals.LEVELS[0], Intervals.LEVELS[1], Intervals.LEVELS[2], Intervals.LEVELS[3]),
            "mape_by_step", IntStream.rangeClosed(1, Series.HORIZON).mapToObj(step -> rounded(results.test().mape(step))).toList()));
  }

  private Map<String, Object> descriptor() {
    return ordered("schema", "sallyport.package/1", "name", load.name(), "kind", "model", "version", load.version(), "publisher", load.publisher(), "summary", load.summary(), "api", "[0.3,0.4)", "gxp", "none",
        "parts", List.of(part(load.name() + "-" + load.version() + ".jar", "bundle"), part("sbom.cdx.json", "sbom"), part("CHANGELOG.md", "changelog"), part("model-card.md", "docs")),
        "conduits", List.of(), "roles", List.of("operator"), "qualification", ordered("scope", "IQ,OQ"));
  }

  private static Map<String, Object> part(String path, String role) {
    return ordered("path", path, "role", role);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static Map<String, Object> spec(String name, Integer... shape) {
    return ordered("name", name, "type", "FP32", "shape", List.of(shape));
  }

  private static Map<String, Object> golden(List<Golden> golden) {
    List<Object> vectors = new ArrayList<>();
    for (Golden one : golden) {
      vectors.add(ordered("what", one.what(), "inputs", ordered("history", numbers(one.history()), "slot", numbers(new float[] {one.halfHour()})),
          "outputs", ordered("forecast", numbers(one.output().forecast()), "bounds", numbers(one.output().bounds()))));
    }
    return ordered("tolerance", Parity.TOLERANCE, "vectors", vectors);
  }

  /** The shortest decimals that mean the same floats. */
  private static List<Object> numbers(float[] values) {
    List<Object> numbers = new ArrayList<>(values.length);
    for (float value : values) {
      numbers.add(value == (long) value ? (Object) (long) value : Double.valueOf(Float.toString(value)));
    }
    return numbers;
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
