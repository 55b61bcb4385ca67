package io.sallyport.models.surface;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares what was trained with what is committed. Run: {@code Compare TRAINED COMMITTED}; fails if a figure differs by more than its
 * tolerance. One kind of processor yields the same bytes; another may round otherwise and end in other weights that do as well.
 */
public final class Compare {
  private static final double THRESHOLD_RATIO = 0.15;
  private static final double AREA = 0.02;
  private static final double SHARE = 0.08;

  private int failures;

  private Compare() {}

  public static void main(String[] args) throws IOException {
    Compare compare = new Compare();
    for (String surface : List.of("brick", "gravel")) {
      compare.surface(surface, Path.of(args[0], surface), Path.of(args[1], surface, "1.0.0"));
    }
    if (compare.failures > 0) {
      throw new IllegalStateException(compare.failures + " figures are outside their tolerance");
    }
  }

  private void surface(String surface, Path trained, Path committed) throws IOException {
    boolean same = Arrays.equals(Files.readAllBytes(trained.resolve("model.onnx")), Files.readAllBytes(committed.resolve("model.onnx")));
    System.out.println(surface + " model.onnx: " + (same ? "the same bytes" : "other bytes"));
    JsonObject seen = read(trained.resolve("metrics.json"));
    JsonObject expected = read(committed.resolve("metrics.json"));
    figure(surface + " threshold", seen.number("threshold"), expected.number("threshold"), THRESHOLD_RATIO * expected.number("threshold"));
    figure(surface + " area", seen.number("area"), expected.number("area"), AREA);
    figure(surface + " falseAlarms", seen.number("falseAlarms"), expected.number("falseAlarms"), SHARE);
    for (String kind : expected.object("kinds").keys()) {
      JsonObject a = seen.object("kinds").object(kind);
      JsonObject b = expected.object("kinds").object(kind);
      figure(surface + " " + kind + " image", a.number("image"), b.number("image"), AREA);
      figure(surface + " " + kind + " pixel", a.number("pixel"), b.number("pixel"), AREA);
      figure(surface + " " + kind + " found", a.number("found"), b.number("found"), SHARE);
    }
  }

  private void figure(String name, double seen, double expected, double tolerance) {
    boolean passed = Math.abs(seen - expected) <= tolerance;
    failures += passed ? 0 : 1;
    System.out.printf(Locale.ROOT, "%s: %.5f, committed %.5f, tolerance %.5f%s%n", name, seen, expected, tolerance, passed ? "" : " – FAILED");
  }

  private static JsonObject read(Path file) throws IOException {
    return Json.parseObject(Files.readAllBytes(file), file.toString());
  }
}
