package io.sallyport.models.demand;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses, fits, exports, measures, and writes what is packaged. Run: {@code Train DATA OUT}. */
public final class Train {
  static final String VERSION = "1.0.0";
  private static final int TEST_FROM = Series.TRAINING_WEEKS;

  private Train() {}

  public static void main(String[] args) {
    Series series = Series.read(Path.of(args[0]));
    Validation validation = new Validation(series);
    Map<Choice, List<Errors>> tried = new LinkedHashMap<>();
    Choice.all().forEach(choice -> tried.put(choice, validation.weeks(choice)));
    tried.forEach((choice, errors) -> System.out.printf("validation %.3f %%: %s, penalty %s%n", Errors.joined(errors).mape(), choice.name(), choice.penalty()));
    Choice chosen = tried.entrySet().stream().min(Comparator.comparingDouble(entry -> Errors.joined(entry.getValue()).mape())).orElseThrow().getKey();
    Intervals intervals = Intervals.of(tried.get(chosen));
    Forecaster model = Forecaster.fit(series, Series.TRAINING_WEEKS, chosen);
    byte[] onnx = OnnxFile.write(VERSION, model, intervals);
    int[] origins = series.origins(TEST_FROM, series.size() / Series.WEEK);
    try (OnnxRun exported = new OnnxRun(onnx)) {
      double parity = Parity.check(model, intervals, exported, series, origins);
      Errors test = Errors.of(series, origins, origin -> exported.forecast(series, origin));
      Results results = new Results(chosen, Errors.joined(tried.get(chosen)), validation.naive(Series.WEEK), intervals, test,
          Errors.naive(series, origins, Series.WEEK), Errors.naive(series, origins, Series.DAY), parity);
      System.out.println(results.json());
      new PackageFiles(Path.of(args[1]), results).write(onnx, golden(series, model, intervals));
    }
  }

  /** Test weeks by day and time, and a flat history. */
  private static List<Golden> golden(Series series, Forecaster model, Intervals intervals) {
    List<Golden> golden = new ArrayList<>();
    int monday = TEST_FROM * Series.WEEK;
    golden.add(golden("Sunday, 23:30", series.history(monday - 1), Series.DAY - 1, model, intervals));
    golden.add(golden("Tuesday, 09:00", series.history(monday + Series.DAY + 18), 18, model, intervals));
    golden.add(golden("Friday, 17:30", series.history(monday + 4 * Series.DAY + 35), 35, model, intervals));
    golden.add(golden("Saturday, 00:00, two weeks later", series.history(monday + 2 * Series.WEEK + 5 * Series.DAY), 0, model, intervals));
    float[] flat = new float[Series.HISTORY];
    Arrays.fill(flat, 30_000);
    golden.add(golden("a flat history, 12:00", flat, 24, model, intervals));
    return golden;
  }

  private static Golden golden(String what, float[] history, float halfHour, Forecaster model, Intervals intervals) {
    return new Golden(what, history, halfHour, Parity.reference(model, intervals, history, halfHour));
  }
}
