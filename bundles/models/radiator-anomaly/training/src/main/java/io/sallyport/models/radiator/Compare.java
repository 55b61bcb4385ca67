package io.sallyport.models.radiator;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Compares what was trained with what is committed. Run: {@code Compare TRAINED COMMITTED}; fails if a figure differs by more than its
 * tolerance. One kind of processor yields the same bytes; another may round otherwise and end in other weights that do as well.
 */
public final class Compare {
  private static final double THRESHOLD_RATIO = 0.10;
  private static final double AREA = 0.001;
  private static final double FALSE_ALARMS = 0.002;
  private static final double WINDOWS_FOUND = 0.03;
  /** Below this many windows a share says too little to compare. */
  private static final int ENOUGH_WINDOWS = 50;

  private int failures;

  private Compare() {}

  public static void main(String[] args) throws IOException {
    Compare compare = new Compare();
    for (Design design : Design.ALL) {
      compare.version(design.version(), Path.of(args[0], design.version()), Path.of(args[1], design.version()));
    }
    if (compare.failures > 0) {
      throw new IllegalStateException(compare.failures + " figures are outside their tolerance");
    }
  }

  private void version(String version, Path trained, Path committed) throws IOException {
    boolean same = Arrays.equals(Files.readAllBytes(trained.resolve("model.onnx")), Files.readAllBytes(committed.resolve("model.onnx")));
    System.out.println(version + " model.onnx: " + (same ? "the same bytes" : "other bytes"));
    JsonObject seen = read(trained.resolve("metrics.json"));
    JsonObject expected = read(committed.resolve("metrics.json"));
    figure(version + " threshold", seen.number("threshold"), expected.number("threshold"), THRESHOLD_RATIO * expected.number("threshold"));
    for (String replay : new String[] {"test", "demo"}) {
      JsonObject a = seen.object(replay);
      JsonObject b = expected.object(replay);
      figure(version + " " + replay + " area", a.number("area"), b.number("area"), AREA);
      figure(version + " " + replay + " falseAlarms", a.number("falseAlarms"), b.number("falseAlarms"), FALSE_ALARMS);
      for (String label : b.object("classes").keys()) {
        JsonObject one = b.object("classes").object(label);
        if (one.integer("windows") >= ENOUGH_WINDOWS) {
          figure(version + " " + replay + " " + label, a.object("classes").object(label).number("windowsFound"), one.number("windowsFound"), WINDOWS_FOUND);
        }
      }
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
