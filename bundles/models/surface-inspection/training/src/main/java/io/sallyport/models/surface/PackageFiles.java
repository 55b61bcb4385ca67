package io.sallyport.models.surface;

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
import java.util.Locale;
import java.util.Map;

/** Writes what training makes: {@code model.onnx model.json golden.json reference.json model-card.md model-card.json metrics.json package.json CHANGELOG.md}. */
final class PackageFiles {
  static final String SUMMARY = "Tells normal surface from anything else, as a heat map";

  /** A tile with what the model must say of it. */
  record Golden(String what, Grey tile, OnnxRun.Output output) {}

  private final Path folder;
  private final Surface surface;

  PackageFiles(Path folder, Surface surface) {
    this.folder = folder;
    this.surface = surface;
  }

  void write(byte[] onnx, List<Golden> golden, Map<String, Object> reference, Split split, Metrics metrics, String card) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), onnx);
      text("model.json", Json.pretty(model(onnx, metrics.threshold())));
      text("golden.json", new String(Json.write(golden(golden)), StandardCharsets.UTF_8) + "\n");
      text("reference.json", new String(Json.write(reference), StandardCharsets.UTF_8) + "\n");
      text("metrics.json", Json.pretty(metrics(metrics)));
      text("model-card.md", card);
      text("model-card.json", Json.pretty(CardData.of(surface, split, metrics)));
      text("package.json", Json.pretty(descriptor()));
      text("CHANGELOG.md", "# " + surface.name() + " " + surface.version() + "\nTrained from " + surface.pictures().size() + " defect-free picture(s); figures in the model card.\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void text(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Map<String, Object> model(byte[] onnx, double threshold) {
    return ordered("schema", "sallyport.model/1", "name", surface.name(), "version", surface.version(), "format", "onnx", "file", "model.onnx",
        "sha256", Digests.sha256(onnx), "inputs", List.of(spec("image", 1, 1, Tile.SIDE, Tile.SIDE)),
        "outputs", List.of(spec("heat", 1, 1, Tile.CELLS, Tile.CELLS), spec("score", 1, 1)), "golden", "golden.json", "card", "model-card.md", "cardData", "model-card.json", "reference", "reference.json",
        "parameters", ordered("threshold", threshold));
  }

  private Map<String, Object> descriptor() {
    return ordered("schema", "sallyport.package/1", "name", surface.name(), "kind", "model", "version", surface.version(), "publisher", surface.publisher(),
        "summary", SUMMARY, "api", "[0.3,0.4)", "gxp", "none",
        "parts", List.of(part(surface.name() + "-" + surface.version() + ".jar", "bundle"), part("sbom.cdx.json", "sbom"), part("CHANGELOG.md", "changelog"), part("model-card.md", "docs")),
        "conduits", List.of(), "roles", List.of("operator"), "qualification", ordered("scope", "IQ,OQ"));
  }

  private static Map<String, Object> part(String path, String role) {
    return ordered("path", path, "role", role);
  }

  private static Map<String, Object> spec(String name, Integer... shape) {
    return ordered("name", name, "type", "FP32", "shape", List.of(shape));
  }

  private static Map<String, Object> golden(List<Golden> golden) {
    List<Object> vectors = new ArrayList<>();
    for (Golden one : golden) {
      vectors.add(ordered("what", one.what(), "inputs", ordered("image", numbers(one.tile().pixels())),
          "outputs", ordered("heat", numbers(one.output().heat()), "score", numbers(new float[] {one.output().score()}))));
    }
    return ordered("tolerance", Parity.TOLERANCE, "vectors", vectors);
  }

  private static Map<String, Object> metrics(Metrics metrics) {
    Map<String, Object> kinds = new LinkedHashMap<>();
    metrics.kinds().forEach((kind, part) -> kinds.put(kind.name().toLowerCase(Locale.ROOT),
        ordered("tiles", part.tiles(), "image", part.image(), "pixel", part.pixel(), "found", part.found())));
    return ordered("threshold", metrics.threshold(), "clean", metrics.clean(), "falseAlarms", metrics.falseAlarms(), "area", metrics.area(), "kinds", kinds);
  }

  /** The shortest decimals that mean the same floats. */
  private static List<Object> numbers(float[] values) {
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
