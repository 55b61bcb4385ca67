package io.sallyport.models.demand;

import io.sallyport.models.training.TrainedPackage;
import io.sallyport.models.training.TrainerCommand;
import io.sallyport.trust.site.PackageRef;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses, fits, exports, measures, and makes a model package of a series; reads and writes nothing else, and needs no network. */
@Command(name = "train", mixinStandardHelpOptions = true, version = "0.1.0", sortOptions = false,
    description = "Fits a day-ahead forecast to a series of a load. OUT gets the model's files, OUT/package what signed-repo add takes.")
public final class Train implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SERIES", description = "CSV: a line that says what is in it, then TIME,VALUE, or values alone, one for each half-hour from a Monday, 00:00; twelve whole weeks at least") private Path file;
  @Parameters(index = "1", paramLabel = "OUT", description = "where to write") private Path out;
  @Option(names = "--name", required = true, paramLabel = "NAME", description = "name of the package") private String name;
  @Option(names = "--package-version", paramLabel = "VERSION", description = "its version, default ${DEFAULT-VALUE}", defaultValue = "1.0.0") private String version;
  @Option(names = "--publisher", required = true, paramLabel = "WHO", description = "who answers for it") private String publisher;
  @Option(names = "--licence", paramLabel = "SPDX", description = "licence of the weights, default ${DEFAULT-VALUE}", defaultValue = "Apache-2.0") private String licence;
  @Option(names = "--unit", required = true, paramLabel = "UNIT", description = "of the values, for example kW") private String unit;
  @Option(names = "--zone", paramLabel = "ZONE", description = "time zone of the site, for times with an offset from UTC, default ${DEFAULT-VALUE}; the capability's setting zone must be the same", defaultValue = "UTC") private ZoneId zone;
  @Option(names = "--of", paramLabel = "WHAT", description = "what the series is of, for the model card, default ${DEFAULT-VALUE}", defaultValue = "load") private String of;
  @Option(names = "--source", paramLabel = "SENTENCE", description = "where the series is from, for the model card", defaultValue = "A series of one load.") private String source;
  @Option(names = "--limit", paramLabel = "SENTENCE", description = "what the model is not good for, for the model card; as often as there are such") private List<String> limits = List.of();

  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return TrainerCommand.of(new Train());
  }

  @Override
  public Integer call() {
    Load load = new Load(name, version, publisher, licence, of, unit, source, limits);
    Series series = SeriesFile.read(file, zone);
    System.out.printf(Locale.ROOT, "%d weeks from %s on: %d to fit, the last %d of them to choose by, %d to test; %d half-hours filled%n",
        series.weeks(), series.first().equals(SeriesFile.MONDAY) ? "a Monday" : series.first(), series.trainingWeeks(), series.trainingWeeks() - series.validationFrom(), Series.TEST_WEEKS, series.filled());
    Validation validation = new Validation(series);
    Map<Choice, List<Errors>> tried = new LinkedHashMap<>();
    Choice.all().forEach(choice -> tried.put(choice, validation.weeks(choice)));
    Choice chosen = tried.entrySet().stream().min(Comparator.comparingDouble(entry -> Errors.joined(entry.getValue()).mape())).orElseThrow().getKey();
    Intervals intervals = Intervals.of(tried.get(chosen));
    Forecaster model = Forecaster.fit(series, series.trainingWeeks(), chosen);
    byte[] onnx = OnnxFile.write(name, version, model, intervals);
    int[] origins = series.origins(series.trainingWeeks(), series.weeks());
    try (OnnxRun exported = new OnnxRun(onnx)) {
      double parity = Parity.check(model, intervals, exported, series, origins);
      Results results = new Results(series.trainingWeeks(), chosen, Errors.joined(tried.get(chosen)), validation.naive(Series.WEEK), intervals,
          Errors.of(series, origins, origin -> exported.forecast(series, origin)), Errors.naive(series, origins, Series.WEEK), Errors.naive(series, origins, Series.DAY), parity);
      new PackageFiles(out, load, series, results).write(onnx, Golden.of(series, model, intervals));
      say(results);
    }
    System.out.println(TrainedPackage.write(out, new PackageRef(name, version), licence) + " is ready to be signed");
    return 0;
  }

  private void say(Results results) {
    System.out.printf(Locale.ROOT, "chosen among %d on the validation weeks: %s, penalty %s%n", Choice.all().size(), results.choice().name(), results.choice().penalty());
    System.out.printf(Locale.ROOT, "mean absolute percentage error on the test weeks: %.2f %%; same time last week %.2f %%, the day before %.2f %%%n", results.test().mape(), results.weekBefore().mape(), results.dayBefore().mape());
    System.out.printf(Locale.ROOT, "inside the 80 %% interval %.1f %%, inside the 95 %% interval %.1f %%%n", 100 * results.intervals().coverage(results.test(), 1), 100 * results.intervals().coverage(results.test(), 0));
    if (results.test().mape() >= results.weekBefore().mape()) {
      System.out.println("NO BETTER than last week's value: do not use it without knowing why");
    }
  }
}
