package io.sallyport.models.demand;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Compares what was fitted with what is committed. Run: {@code Compare TRAINED COMMITTED}; fails if a figure differs by more than its tolerance. */
public final class Compare {
  private static final double MAPE = 0.005;
  private static final double COVERAGE = 0.005;

  private int failures;

  private Compare() {}

  public static void main(String[] args) throws IOException {
    Compare compare = new Compare();
    compare.version(Path.of(args[0]), Path.of(args[1]));
    if (compare.failures > 0) {
      throw new IllegalStateException(compare.failures + " figures are outside their tolerance");
    }
  }

  private void version(Path trained, Path committed) throws IOException {
    boolean same = Arrays.equals(Files.readAllBytes(trained.resolve("model.onnx")), Files.readAllBytes(committed.resolve("model.onnx")));
    System.out.println("model.onnx: " + (same ? "the same bytes" : "other bytes"));
    JsonObject seen = read(trained.resolve("metrics.json"));
    JsonObject expected = read(committed.resolve("metrics.json"));
    for (String figure : new String[] {"validationMape", "mape", "mapeWeekBefore", "mapeDayBefore"}) {
      figure(figure, seen.number(figure), expected.number(figure), MAPE);
    }
    for (String figure : new String[] {"coverage80", "coverage95"}) {
      figure(figure, seen.number(figure), expected.number(figure), COVERAGE);
    }
  }

  private void figure(String name, double seen, double expected, double tolerance) {
    boolean passed = Math.abs(seen - expected) <= tolerance;
    failures += passed ? 0 : 1;
    System.out.printf(Locale.ROOT, "%s: %.5f, committed %.5f, tolerance %.5f%s%n", name, seen, expected, tolerance, passed ? "" : " – FAILED");
  }

  private static JsonObject read(Path file) {
    try {
      return Json.parseObject(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
